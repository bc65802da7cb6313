import { ApiProperty, PartialType } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { IsId } from '../../../../platform/http/index.js';
import type { JoinedGroup, RegionPupilGroup } from '../groups.model.js';
import { NewPupilGroupDto } from './pupil-groups.dto.js';

export class NewRegionPupilGroupDto extends NewPupilGroupDto {
  /** A coordinator's own region unless said; the operator names it. @example "39" */
  @IsOptional() @Matches(/^\d{2}$/)
  regionCode?: string;
  /** The group whose schools put pupils in; every school of the region when missing, the own group for whoever coordinates one. */
  @IsOptional() @IsId() @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false, example: null })
  schoolGroupId?: string | null;
}

export class ChangeRegionPupilGroupDto extends PartialType(NewPupilGroupDto, { skipNullProperties: false }) {}

export class RegionPupilGroupDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  /** @example "39" */
  regionCode: string;
  /** Null: every school of the region puts pupils in. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  schoolGroupId: string | null;
  /** @example "Сборная региона по физике" */
  name: string;
  @ApiProperty({ type: String, nullable: true, example: 'Заключительный этап олимпиады' })
  about: string | null;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class RegionPupilGroupPageDto {
  items: RegionPupilGroupDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class PupilsOfSchoolDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  schoolId: string;
  /** @example "Школа № 12" */
  name: string;
  @ApiProperty({ type: 'integer', example: 4 })
  pupils: number;
}

export class PupilsOfGradeDto {
  /** Null: in no class today. */
  @ApiProperty({ type: 'integer', nullable: true, example: 9 })
  gradeLevel: number | null;
  @ApiProperty({ type: 'integer', example: 7 })
  pupils: number;
}

export class RegionPupilGroupStatisticsDto {
  /** In the group today. */
  @ApiProperty({ type: 'integer', example: 18 })
  pupils: number;
  bySchool: PupilsOfSchoolDto[];
  byGradeLevel: PupilsOfGradeDto[];
}

export class JoinedGroupDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  /** @example "Сборная региона по физике" */
  name: string;
  @ApiProperty({ type: String, nullable: true, example: 'Заключительный этап олимпиады' })
  about: string | null;
  /** Whether the school puts pupils in today. @example true */
  open: boolean;
  /** Pupils of this school in it today. */
  @ApiProperty({ type: 'integer', example: 4 })
  pupils: number;
}

export class JoinedGroupPageDto {
  items: JoinedGroupDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toRegionPupilGroupDto({ id, regionCode, schoolGroupId, name, about, version }: RegionPupilGroup): RegionPupilGroupDto {
  return { id, regionCode, schoolGroupId, name, about, version };
}

export function toJoinedGroupDto({ id, name, about, open, pupils }: JoinedGroup): JoinedGroupDto {
  return { id, name, about, open, pupils };
}
