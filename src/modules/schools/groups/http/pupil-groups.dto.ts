import { ApiProperty, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { IsCalendarDate } from '../../../../platform/http/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import type { GroupedPupil, PupilGroup } from '../groups.model.js';

export class NewPupilGroupDto {
  /** @example "Олимпиадники по математике" */
  @IsString() @Length(1, 200)
  name: string;
  /** What it is for. */
  @IsOptional() @IsString() @Length(1, 1000) @ApiProperty({ type: String, nullable: true, required: false, example: 'Подготовка к региональному этапу' })
  about?: string | null;
}

export class ChangePupilGroupDto extends PartialType(NewPupilGroupDto, { skipNullProperties: false }) {}

export class PupilGroupDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  /** @example "Олимпиадники по математике" */
  name: string;
  @ApiProperty({ type: String, nullable: true, example: 'Подготовка к региональному этапу' })
  about: string | null;
  /** In it today. */
  @ApiProperty({ type: 'integer', example: 12 })
  pupils: number;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class PupilGroupPageDto {
  items: PupilGroupDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class EndPupilsDto {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsUUID('all', { each: true }) @ApiProperty({ type: [String], format: 'uuid', example: ['01a204a7-32b4-769f-8e99-fca8e78eaf84'] })
  pupilIds: string[];
  /** First day no longer in it. @example "2026-12-01" */
  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', nullable: true, required: false })
  until?: string | null;
}

export class AddPupilsDto extends EndPupilsDto {
  /** First day; today unless said. @example "2026-09-01" */
  @IsOptional() @IsCalendarDate()
  from?: string;
}

export class GroupedPupilDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  pupilId: string;
  /** @example "Иванов Пётр Ильич" */
  name: string;
  /** On the day asked for. */
  @ApiProperty({ type: String, nullable: true, example: '5А' })
  className: string | null;
  @ApiProperty({ type: String, format: 'date', example: '2026-09-01' })
  from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  until: string | null;
}

export class GroupedPupilPageDto {
  items: GroupedPupilDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toPupilGroupDto({ id, name, about, pupils, version }: PupilGroup): PupilGroupDto {
  return { id, name, about, pupils, version };
}

export function toGroupedPupilDto({ pupilId, family, given, patronymic, className, validFrom, validUntil }: GroupedPupil): GroupedPupilDto {
  return { pupilId, name: displayName({ family, given, patronymic }), className, from: validFrom, until: validUntil };
}
