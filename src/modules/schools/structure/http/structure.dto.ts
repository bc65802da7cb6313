import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery, QueryInt } from '../../../../platform/http/index.js';

export class YearlyQuery extends PageQuery {
  /** Only of this school year (the year it starts in); all years unless said. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;
}

class SpanDto {
  /** The year the school year starts in. @example 2026 */
  @IsInt() @Min(2000) @Max(2100) @ApiProperty({ type: 'integer', example: 2026 })
  schoolYear: number;

  /** First day. @example "2026-09-01" */
  @IsCalendarDate()
  startsOn: string;

  /** Last day, inclusive. @example "2026-10-24" */
  @IsCalendarDate()
  endsOn: string;

  /** Lowest grade level it is for. */
  @IsOptional() @IsInt() @Min(1) @Max(11) @ApiProperty({ type: 'integer', required: false, default: 1, example: 1 })
  gradeFrom?: number;

  /** Highest grade level it is for. */
  @IsOptional() @IsInt() @Min(1) @Max(11) @ApiProperty({ type: 'integer', required: false, default: 11, example: 9 })
  gradeTo?: number;
}

const TERM_KINDS = ['quarter', 'trimester', 'half_year'];

export class NewTermDto extends SpanDto {
  /** @example "quarter" */
  @IsIn(TERM_KINDS) @ApiProperty({ enum: TERM_KINDS, example: 'quarter' })
  kind: string;

  /** Its number within the year. */
  @IsInt() @Min(1) @Max(4) @ApiProperty({ type: 'integer', example: 1 })
  number: number;

  /** @example "I четверть" */
  @IsString() @Length(1, 100)
  name: string;
}

export class NewVacationDto extends SpanDto {
  /** @example "Осенние каникулы" */
  @IsString() @Length(1, 100)
  name: string;
}

export class NewSubjectDto {
  /** @example "Английский язык" */
  @IsString() @Length(1, 200)
  name: string;

  /** For narrow columns. @example "Англ. яз." */
  @IsString() @Length(1, 30)
  shortName: string;
}

export class NewBuildingDto {
  /** @example "Корпус 1" */
  @IsString() @Length(1, 100)
  name: string;

  /** @example "ул. Школьная, 1" */
  @IsOptional() @IsString() @Length(0, 300)
  address?: string;

  /** Bells of its own on usual days (SC-2); null: it rings with the school. Lessons planned already keep their times until the timetable is published again. */
  @IsOptional() @IsId()
  bellScheduleId?: string | null;

  /** Bells of its own on days the school goes by a short schedule; null: it rings with the school. */
  @IsOptional() @IsId()
  shortBellScheduleId?: string | null;
}

export class NewRoomDto {
  /** @example "Каб. 12" */
  @IsString() @Length(1, 50)
  name: string;

  /** The building it is in, if the school has several. */
  @IsOptional() @IsId()
  buildingId?: string | null;

  /** Seats. */
  @IsOptional() @IsInt() @Min(1) @Max(2000) @ApiProperty({ type: 'integer', nullable: true, required: false, example: 30 })
  capacity?: number | null;

  /** False: several groups may be in it at a time (a gym). @example true */
  @IsOptional() @IsBoolean()
  exclusive?: boolean;
}

// No default stands in a DTO that is made partial: it would be written over what is there.
const KEEP_NULLS = { skipNullProperties: false };

export class ChangeTermDto extends PartialType(OmitType(NewTermDto, ['schoolYear']), KEEP_NULLS) {}
export class ChangeVacationDto extends PartialType(OmitType(NewVacationDto, ['schoolYear']), KEEP_NULLS) {}
export class ChangeSubjectDto extends PartialType(NewSubjectDto, KEEP_NULLS) {}
export class ChangeBuildingDto extends PartialType(NewBuildingDto, KEEP_NULLS) {}
export class ChangeRoomDto extends PartialType(NewRoomDto, KEEP_NULLS) {}

export class TermDto extends NewTermDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class VacationDto extends NewVacationDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class SubjectDto extends NewSubjectDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class BuildingDto extends NewBuildingDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class RoomDto extends NewRoomDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

class PageDto {
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class TermPageDto extends PageDto { items: TermDto[]; }
export class VacationPageDto extends PageDto { items: VacationDto[]; }
export class SubjectPageDto extends PageDto { items: SubjectDto[]; }
export class BuildingPageDto extends PageDto { items: BuildingDto[]; }
export class RoomPageDto extends PageDto { items: RoomDto[]; }

type Stored = Readonly<Record<string, unknown>>;

export function toTermDto(row: Stored): TermDto {
  const { id, version, schoolYear, kind, number, name, gradeFrom, gradeTo, startsOn, endsOn } = row as unknown as TermDto;
  return { id, schoolYear, kind, number, name, gradeFrom, gradeTo, startsOn, endsOn, version };
}

export function toVacationDto(row: Stored): VacationDto {
  const { id, version, schoolYear, name, gradeFrom, gradeTo, startsOn, endsOn } = row as unknown as VacationDto;
  return { id, schoolYear, name, gradeFrom, gradeTo, startsOn, endsOn, version };
}

export function toSubjectDto(row: Stored): SubjectDto {
  const { id, version, name, shortName } = row as unknown as SubjectDto;
  return { id, name, shortName, version };
}

export function toBuildingDto(row: Stored): BuildingDto {
  const { id, version, name, address, bellScheduleId, shortBellScheduleId } = row as unknown as BuildingDto;
  return { id, name, address, bellScheduleId, shortBellScheduleId, version };
}

export function toRoomDto(row: Stored): RoomDto {
  const { id, version, name, buildingId, capacity, exclusive } = row as unknown as RoomDto;
  return { id, name, buildingId, capacity, exclusive, version };
}
