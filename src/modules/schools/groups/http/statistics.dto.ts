import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { IsId, PageQuery } from '../../../../platform/http/index.js';
import { SCHOOL_STATUSES } from '../../schools.contracts.js';
import type { CountedSchool } from '../app/school-counts.query.js';
import type { SchoolCounts } from '../groups.model.js';

export class StatisticsQueryDto extends PageQuery {
  /** A coordinator's own region unless said; the operator names a region or a group. @example "39" */
  @IsOptional() @Matches(/^\d{2}$/)
  region?: string;
  /** Only the schools of this group, as it is today. */
  @IsOptional() @IsId()
  group?: string;
}

class CountsDto {
  /** In a class today. */
  @ApiProperty({ type: 'integer', example: 842 })
  pupils: number;
  /** Of the present school year. */
  @ApiProperty({ type: 'integer', example: 33 })
  classes: number;
  /** People with a role in the school now. */
  @ApiProperty({ type: 'integer', example: 71 })
  staff: number;
  @ApiProperty({ type: 'integer', example: 54 })
  teachers: number;
}

export class SchoolCountsDto extends CountsDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  schoolId: string;
  /** @example "Школа № 12" */
  name: string;
  @ApiProperty({ enum: SCHOOL_STATUSES, example: 'active' })
  status: string;
}

export class TotalCountsDto extends CountsDto {
  @ApiProperty({ type: 'integer', example: 14 })
  schools: number;
}

export class SchoolStatisticsDto {
  items: SchoolCountsDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
  /** Of all schools asked for, not of the page. */
  totals: TotalCountsDto;
}

export function toSchoolCountsDto({ school: { id, name, status }, counts: { pupils, classes, staff, teachers } }: CountedSchool): SchoolCountsDto {
  return { schoolId: id, name, status, pupils, classes, staff, teachers };
}

export function toTotalCountsDto(schools: number, all: readonly SchoolCounts[]): TotalCountsDto {
  const sum = (of: (counts: SchoolCounts) => number): number => all.reduce((total, counts) => total + of(counts), 0);
  return { schools, pupils: sum((c) => c.pupils), classes: sum((c) => c.classes), staff: sum((c) => c.staff), teachers: sum((c) => c.teachers) };
}
