import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems, QueryInt } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { type GroupAttendance, type GroupMarks, type PupilGroupStatistics, PupilGroupStatisticsQuery } from '../app/pupil-group-statistics.query.js';

export class PupilGroupStatisticsQueryDto {
  /** School year; the present one unless said. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;
}

export class GroupMarksDto {
  /** Pupils with marks, ten at least. */
  @ApiProperty({ type: 'integer', example: 18 })
  pupils: number;
  /** Marks that count. */
  @ApiProperty({ type: 'integer', example: 1240 })
  marks: number;
  /** Mean of the marks, rounded down to hundredths. */
  @ApiProperty({ type: Number, example: 4.31 })
  mean: number;
}

export class GroupAttendanceDto {
  /** Pupils with lessons at which attendance was taken, ten at least. */
  @ApiProperty({ type: 'integer', example: 18 })
  pupils: number;
  /** Share of their lessons they were at, rounded down to thousandths. */
  @ApiProperty({ type: Number, example: 0.964 })
  share: number;
}

export class PupilGroupStatisticsDto {
  @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;
  /** Null when fewer than ten pupils of the group have marks. */
  @ApiProperty({ type: GroupMarksDto, nullable: true })
  marks: GroupMarksDto | null;
  /** Null when attendance was taken of fewer than ten pupils of the group. */
  @ApiProperty({ type: GroupAttendanceDto, nullable: true })
  attendance: GroupAttendanceDto | null;
}

@ApiTags('Groups of pupils across schools')
@Controller('region-pupil-groups/:id')
export class PupilGroupStatisticsController {
  constructor(private readonly statistics: PupilGroupStatisticsQuery) {}

  @Get('mark-statistics')
  @RequirePermission('journal.statistics')
  @ApiOperation({ summary: 'Mean mark and attendance of a group of pupils across schools, as a whole; none of fewer than ten pupils (SC-11)', operationId: 'readRegionPupilGroupMarks' })
  @Problems('input.invalid')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() { schoolYear }: PupilGroupStatisticsQueryDto): Promise<PupilGroupStatisticsDto> {
    return toDto(await this.statistics.run(actor, id, schoolYear));
  }
}

function toDto({ schoolYear, marks, attendance }: PupilGroupStatistics): PupilGroupStatisticsDto {
  return { schoolYear, marks: marks && toMarksDto(marks), attendance: attendance && toAttendanceDto(attendance) };
}

function toMarksDto({ pupils, marks, points }: GroupMarks): GroupMarksDto {
  return { pupils, marks, mean: Math.floor((Number(points) * 100) / marks) / 100 };
}

function toAttendanceDto({ pupils, lessons, missed }: GroupAttendance): GroupAttendanceDto {
  return { pupils, share: Math.floor(((lessons - missed) * 1000) / lessons) / 1000 };
}
