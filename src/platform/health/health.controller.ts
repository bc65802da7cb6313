import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/index.js';
import { Health } from './health.js';
import { HealthDto } from './health.dto.js';

@ApiTags('operation')
@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('health/live')
  @Public('probe of the process supervisor; says nothing of data')
  @ApiOperation({ operationId: 'live', summary: 'The process runs' })
  live(): HealthDto {
    return { status: 'up', checks: {} };
  }

  @Get('health/ready')
  @Public('probe of the load balancer; says nothing of data')
  @ApiOperation({ operationId: 'ready', summary: 'The process can take requests' })
  @ApiServiceUnavailableResponse({ type: HealthDto, description: 'A part is down' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const { ready, checks } = await this.health.readiness();
    if (!ready) void reply.status(503);
    return { status: ready ? 'up' : 'down', checks };
  }

  @Get('metrics')
  @Public('scraped inside the network; counters only')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ operationId: 'metrics', summary: 'Prometheus metrics' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string', example: '# HELP db_round_trips_total …' } })
  metrics(): Promise<string> {
    return this.health.metrics();
  }
}
