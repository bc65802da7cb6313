import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery } from '../../../platform/http/index.js';
import type { SchoolRequests } from '../app/request-statistics.query.js';
import type { RequestCounts } from '../enrollment.contracts.js';

export class RequestStatisticsQueryDto extends PageQuery {
  /** A coordinator's own region unless said; the operator names a region or a group. @example "39" */
  @IsOptional() @Matches(/^\d{2}$/)
  region?: string;
  /** Only the schools of this group, as it is today. */
  @IsOptional() @IsId()
  group?: string;
  /** First day; 90 days before the last unless said. @example "2026-09-01" */
  @IsOptional() @IsCalendarDate()
  from?: string;
  /** Last day; today unless said. @example "2026-11-30" */
  @IsOptional() @IsCalendarDate()
  to?: string;
}

export class RequestCountsDto {
  /** Waiting for an answer now. */
  @ApiProperty({ type: 'integer', example: 12 })
  open: number;
  /** Of them beyond their term. */
  @ApiProperty({ type: 'integer', example: 1 })
  overdue: number;
  /** Sent in the period. */
  @ApiProperty({ type: 'integer', example: 87 })
  submitted: number;
  /** Answered in the period. */
  @ApiProperty({ type: 'integer', example: 80 })
  answered: number;
  /** Of the answered ones, within the term. */
  @ApiProperty({ type: 'integer', example: 78 })
  inTime: number;
  /** `inTime` of `answered`, rounded down to hundredths; null when nothing was answered. */
  @ApiProperty({ type: Number, nullable: true, example: 0.97 })
  inTimeShare: number | null;
}

export class SchoolRequestsDto extends RequestCountsDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  schoolId: string;
  /** @example "Школа № 12" */
  name: string;
}

export class TotalRequestsDto extends RequestCountsDto {
  @ApiProperty({ type: 'integer', example: 14 })
  schools: number;
}

export class RequestStatisticsDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-09-01' })
  from: string;
  @ApiProperty({ type: String, format: 'date', example: '2026-11-30' })
  to: string;
  items: SchoolRequestsDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
  /** Of all schools asked for, not of the page. */
  totals: TotalRequestsDto;
}

export function toRequestCountsDto({ open, overdue, submitted, answered, inTime }: Omit<RequestCounts, 'schoolId'>): RequestCountsDto {
  return { open, overdue, submitted, answered, inTime, inTimeShare: answered === 0 ? null : Math.floor((inTime * 100) / answered) / 100 };
}

export function toSchoolRequestsDto({ school: { id, name }, counts }: SchoolRequests): SchoolRequestsDto {
  return { schoolId: id, name, ...toRequestCountsDto(counts) };
}
