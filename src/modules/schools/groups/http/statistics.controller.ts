import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { SchoolCountsQuery } from '../app/school-counts.query.js';
import { SchoolStatisticsDto, StatisticsQueryDto, toSchoolCountsDto, toTotalCountsDto } from './statistics.dto.js';

@ApiTags('Statistics')
@Controller('school-statistics')
export class StatisticsController {
  constructor(private readonly counts: SchoolCountsQuery) {}

  @Get()
  @RequirePermission('schools.statistics')
  @ApiOperation({ summary: 'How large the schools of a region or of a group are, by school (SC-11)', operationId: 'readSchoolStatistics' })
  async read(@CurrentActor() actor: Actor, @Query() query: StatisticsQueryDto): Promise<SchoolStatisticsDto> {
    const { page, schools, all } = await this.counts.run(actor, query, query);
    return { items: page.items.map(toSchoolCountsDto), nextCursor: page.nextCursor, totals: toTotalCountsDto(schools, all) };
  }
}
