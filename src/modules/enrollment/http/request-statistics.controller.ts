import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { RequestStatistics } from '../app/request-statistics.query.js';
import { RequestStatisticsDto, RequestStatisticsQueryDto, toRequestCountsDto, toSchoolRequestsDto } from './request-statistics.dto.js';

@ApiTags('Statistics')
@Controller('request-statistics')
export class RequestStatisticsController {
  constructor(private readonly statistics: RequestStatistics) {}

  @Get()
  @RequirePermission('enrollment.statistics')
  @ApiOperation({ summary: 'How the schools of a region or of a group answer requests, by school (SC-11)', operationId: 'readRequestStatistics' })
  @Problems('input.invalid', 'enrollment.period_reversed', 'enrollment.period_too_long')
  async read(@CurrentActor() actor: Actor, @Query() query: RequestStatisticsQueryDto): Promise<RequestStatisticsDto> {
    const { from, to, page, schools, totals } = await this.statistics.run(actor, query, query.limit, query.cursor);
    return { from, to, items: page.items.map(toSchoolRequestsDto), nextCursor: page.nextCursor, totals: { schools, ...toRequestCountsDto(totals) } };
  }
}
