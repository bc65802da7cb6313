import { ApiProperty, PartialType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery } from '../../../../platform/http/index.js';
import { SCHOOL_STATUSES } from '../../schools.contracts.js';
import { type GroupedSchool, SCHOOL_GROUP_KINDS, type SchoolGroup, type SchoolGroupData } from '../groups.model.js';

class SchoolGroupDataDto {
  @IsIn(SCHOOL_GROUP_KINDS) @ApiProperty({ enum: SCHOOL_GROUP_KINDS, example: 'cluster' })
  kind: SchoolGroupData['kind'];
  /** @example "Физико-математический кластер" */
  @IsString() @Length(1, 200)
  name: string;
}

export class NewSchoolGroupDto extends SchoolGroupDataDto {
  /** A coordinator's own region unless said; the operator names it. @example "39" */
  @IsOptional() @Matches(/^\d{2}$/)
  regionCode?: string;
}

export class ChangeSchoolGroupDto extends PartialType(SchoolGroupDataDto, { skipNullProperties: false }) {}

export class SchoolGroupDto extends SchoolGroupDataDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  /** @example "39" */
  regionCode: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class SchoolGroupPageDto {
  items: SchoolGroupDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class GroupMembersQueryDto extends PageQuery {
  /** Who was in it on that day; today unless said. @example "2026-11-20" */
  @IsOptional() @IsCalendarDate()
  on?: string;
}

export class AddSchoolDto {
  @IsId()
  schoolId: string;
  /** First day; today unless said. @example "2026-09-01" */
  @IsOptional() @IsCalendarDate()
  from?: string;
  /** First day no longer in it; open unless said. */
  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', nullable: true, required: false, example: null })
  until?: string | null;
}

export class EndMembershipDto {
  /** First day no longer in it; today unless said. @example "2026-12-01" */
  @IsOptional() @IsCalendarDate()
  until?: string;
}

export class GroupedSchoolDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  schoolId: string;
  /** @example "Школа № 12" */
  name: string;
  @ApiProperty({ enum: SCHOOL_STATUSES, example: 'active' })
  status: string;
  @ApiProperty({ type: String, format: 'date', example: '2026-09-01' })
  from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  until: string | null;
}

export class GroupedSchoolPageDto {
  items: GroupedSchoolDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toSchoolGroupDto({ id, regionCode, kind, name, version }: SchoolGroup): SchoolGroupDto {
  return { id, regionCode, kind, name, version };
}

export function toGroupedSchoolDto({ schoolId, name, status, validFrom, validUntil }: GroupedSchool): GroupedSchoolDto {
  return { schoolId, name, status, from: validFrom, until: validUntil };
}
