import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IsId, PageQuery, QueryInt } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { MarkStatistics, type SchoolMarks } from '../app/mark-statistics.query.js';

export class MarkStatisticsQueryDto extends PageQuery {
  /** A coordinator's own region unless said; the operator names a region or a group. @example "39" */
  @IsOptional() @Matches(/^\d{2}$/)
  region?: string;
  /** Only the schools of this group, as it is today. */
  @IsOptional() @IsId()
  group?: string;
  /** School year; the present one unless said. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;
}

export class SchoolMarksDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  schoolId: string;
  /** @example "Школа № 12" */
  name: string;
  /** Pupils with marks; null when they are fewer than ten, as are the rest. */
  @ApiProperty({ type: 'integer', nullable: true, example: 790 })
  pupils: number | null;
  /** Marks that count. */
  @ApiProperty({ type: 'integer', nullable: true, example: 41230 })
  marks: number | null;
  /** Mean of the marks, rounded down to hundredths. */
  @ApiProperty({ type: Number, nullable: true, example: 4.12 })
  mean: number | null;
}

export class MarkStatisticsDto {
  @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;
  items: SchoolMarksDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

@ApiTags('Statistics')
@Controller('mark-statistics')
export class MarkStatisticsController {
  constructor(private readonly statistics: MarkStatistics) {}

  @Get()
  @RequirePermission('journal.statistics')
  @ApiOperation({ summary: 'How many marks the schools of a region or of a group give, by school; never of a pupil (SC-11)', operationId: 'readMarkStatistics' })
  async read(@CurrentActor() actor: Actor, @Query() query: MarkStatisticsQueryDto): Promise<MarkStatisticsDto> {
    const { schoolYear, page } = await this.statistics.run(actor, query, query.limit, query.cursor);
    return { schoolYear, items: page.items.map(toSchoolMarksDto), nextCursor: page.nextCursor };
  }
}

function toSchoolMarksDto({ school: { id, name }, counts }: SchoolMarks): SchoolMarksDto {
  if (counts === null) return { schoolId: id, name, pupils: null, marks: null, mean: null };
  return { schoolId: id, name, pupils: counts.pupils, marks: counts.marks, mean: Math.floor((Number(counts.points) * 100) / counts.marks) / 100 };
}
