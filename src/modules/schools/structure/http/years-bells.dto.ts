import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId, IsWallTime } from '../../../../platform/http/index.js';
import type { AcademicYear, BellSchedule } from '../structure.model.js';

export class NewYearDto {
  /** First day of lessons; tells which school year it is. @example "2026-09-01" */
  @IsCalendarDate()
  startsOn: string;

  /** Last day of lessons. @example "2027-05-26" */
  @IsCalendarDate()
  endsOn: string;

  /** School days a week. */
  @IsIn([5, 6]) @ApiProperty({ enum: [5, 6], example: 6 })
  weekDays: 5 | 6;

  /** In a six-day week: grades up to this one study five days. */
  @IsOptional() @IsInt() @Min(1) @Max(11) @ApiProperty({ type: 'integer', nullable: true, required: false, example: 4 })
  fiveDayToGrade?: number | null;
}

export class ChangeYearDto extends PartialType(NewYearDto, { skipNullProperties: false }) {}

export class YearDto extends NewYearDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** The year it starts in. */
  @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class YearListDto {
  items: YearDto[];
  /** Always null: a school has few. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class BellDto {
  /** 1 Monday to 7 Sunday; null: any day without bells of its own. */
  @IsOptional() @IsInt() @Min(1) @Max(7) @ApiProperty({ type: 'integer', nullable: true, required: false, example: 1 })
  weekday: number | null = null;

  @IsIn([1, 2]) @ApiProperty({ enum: [1, 2], example: 1 })
  shift: 1 | 2;

  /** Number of the lesson within the shift. */
  @IsInt() @Min(1) @Max(12) @ApiProperty({ type: 'integer', example: 1 })
  number: number;

  /** @example "08:30" */
  @IsWallTime()
  startsAt: string;

  /** @example "09:15" */
  @IsWallTime()
  endsAt: string;
}

export class PutBellScheduleDto {
  /** @example "Обычное" */
  @IsString() @Length(1, 100)
  name: string;

  /** @example "regular" */
  @IsIn(['regular', 'short']) @ApiProperty({ enum: ['regular', 'short'], example: 'regular' })
  kind: 'regular' | 'short';

  /** The schedule of days that name no other. @example true */
  @IsBoolean()
  isDefault: boolean;

  @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => BellDto)
  bells: BellDto[];
}

export class BellScheduleDto extends PutBellScheduleDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class BellScheduleListDto {
  items: BellScheduleDto[];
  /** Always null: a school has few. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class BellDayDto {
  /** The schedule of that day; null: the default one again. */
  @IsOptional() @IsId() @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  scheduleId: string | null = null;
}

export class BellDaysQueryDto {
  /** @example "2026-09-01" */
  @IsCalendarDate()
  from: string;
  /** At most a year later. @example "2026-12-31" */
  @IsCalendarDate()
  to: string;
}

export class ListedBellDayDto {
  @ApiProperty({ format: 'date', example: '2026-12-30' })
  date: string;
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  scheduleId: string;
  /** Of the schedule. @example "Сокращённое" */
  name: string;
  @ApiProperty({ enum: ['regular', 'short'], example: 'short' })
  kind: string;
}

export class BellDayListDto {
  items: ListedBellDayDto[];
  /** Always null: the list is whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toYearDto({ id, schoolYear, startsOn, endsOn, weekDays, fiveDayToGrade, version }: AcademicYear): YearDto {
  return { id, schoolYear, startsOn, endsOn, weekDays, fiveDayToGrade, version };
}

export function toBellScheduleDto({ id, name, kind, isDefault, bells, version }: BellSchedule): BellScheduleDto {
  return { id, name, kind, isDefault, bells: bells.map((bell) => ({ ...bell })), version };
}
