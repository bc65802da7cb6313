import { Controller, Get, Headers, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../shared/actor.js';
import { CurrentActor, definePermissions, RequirePermission } from '../auth/index.js';
import { Problems } from '../http/index.js';
import { localeOf } from '../i18n/index.js';
import { JobDto, toJobDto } from './job.dto.js';
import { Jobs } from './jobs.js';

definePermissions({ 'jobs.read': 'signed_in' });

@ApiTags('Jobs')
@Controller('jobs')
export class JobsController {
  constructor(private readonly jobs: Jobs) {}

  /** Only to who asked for it. Ask again after a second or more until the state is `done` or `failed`. */
  @Get(':id')
  @RequirePermission('jobs.read')
  @ApiOperation({ summary: 'Long work: how far it is, and where its result is', operationId: 'readJob' })
  @Problems('object.not_found')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<JobDto> {
    return toJobDto(await this.jobs.read(actor.personId, id), localeOf(language));
  }
}
