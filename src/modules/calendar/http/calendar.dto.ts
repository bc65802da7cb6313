import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { IsCalendarDate, IsId, QueryInt } from '../../../platform/http/index.js';
import { say, type Locale } from '../../../platform/i18n/index.js';
import type { ImportResult } from '../app/import-calendar.service.js';
import type { YearView } from '../app/calendars.query.js';
import type { DayKind } from '../domain/year-difference.js';

const KINDS: DayKind[] = ['working', 'shortened', 'free'];

export class WorkingDaysQuery {
  /** School: its zone and region decide. */
  @IsId() @ApiProperty({ format: 'uuid', example: '019b76da-a800-7000-8000-000000000001' })
  school: string;

  /** A date, or an instant with offset: then the school's zone decides the day. Years 2000 to 2100. */
  @IsString() @ApiProperty({ type: String, example: '2026-11-03' })
  from: string;

  /** Working days to count; the day itself is not counted. */
  @QueryInt({ min: 1, max: 250, default: 5 })
  days: number = 5;
}

export class WorkingDaysDto {
  /** The day counted from. @example "2026-11-03" */
  from: string;
  /** Working days. */
  @ApiProperty({ type: 'integer', example: 5 })
  days: number;
  /** The last working day; the term ends at its 24:00 in the school's zone. @example "2026-11-11" */
  due: string;
  /** A year on the way is not loaded yet: the date may still change. @example false */
  provisional: boolean;
}

export class SpecialDayDto {
  /** @example "2026-03-09" */
  date: string;
  /** Not what the weekday would make it, or a shortened day. */
  @ApiProperty({ enum: KINDS, example: 'free' })
  kind: DayKind;
}

export class RegionalDayDto {
  /** Code of the region. @example "02" */
  regionCode: string;
  /** @example "2026-10-11" */
  date: string;
}

export class WorkingCalendarDto {
  @ApiProperty({ type: 'integer', example: 2026 })
  year: number;
  /** Where the year comes from. @example "import" */
  source: string;
  /** @example "2026-08-01T00:00:00.000Z" */
  loadedAt: string;
  /** Working days of the federal calendar. */
  @ApiProperty({ type: 'integer', example: 247 })
  workingDays: number;
  /** Days that differ from "Monday to Friday are working days". */
  days: SpecialDayDto[];
  /** Holidays of regions, free on top of these. */
  regional: RegionalDayDto[];
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class ImportFieldsDto {
  /** `preview` writes nothing. */
  @IsIn(['preview', 'commit']) @IsOptional() @ApiProperty({ enum: ['preview', 'commit'], required: false, default: 'preview' })
  mode: 'preview' | 'commit' = 'preview';

  /** Loaded years that may be replaced, by commas. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',').filter((v) => v.trim() !== '').map(Number) : value))
  @IsArray() @ArrayMaxSize(50) @IsInt({ each: true }) @Min(1992, { each: true }) @Max(2199, { each: true }) @IsOptional()
  @ApiProperty({ type: String, required: false, example: '2024,2025' })
  replace: number[] = [];

  /** Accept the good rows though others are wrong. */
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean() @IsOptional() @ApiProperty({ type: Boolean, required: false, default: false })
  partial: boolean = false;
}

export class ImportFormDto extends ImportFieldsDto {
  /** CSV of the state open-data form: a year a row, a month a column, free days listed. */
  @ApiProperty({ type: String, format: 'binary' })
  file: unknown;
}

export class DayDifferenceDto {
  /** @example "2025-05-02" */
  date: string;
  @ApiProperty({ enum: KINDS, example: 'free' })
  loaded: DayKind;
  @ApiProperty({ enum: KINDS, example: 'working' })
  imported: DayKind;
}

export class ImportedYearDto {
  @ApiProperty({ type: 'integer', example: 2025 })
  year: number;
  /** Line of the file. */
  @ApiProperty({ type: 'integer', example: 28 })
  line: number;
  /** Working days by the file. */
  @ApiProperty({ type: 'integer', example: 249 })
  workingDays: number;
  @ApiProperty({ enum: ['new', 'same', 'different'], example: 'different' })
  status: 'new' | 'same' | 'different';
  /** What a commit of this order does, or did; a different year is kept unless `replace` names it. */
  @ApiProperty({ enum: ['create', 'replace', 'keep'], example: 'keep' })
  action: 'create' | 'replace' | 'keep';
  /** Day by day, when the year is loaded. */
  differences: DayDifferenceDto[];
}

export class ImportErrorDto {
  /** From 1. */
  @ApiProperty({ type: 'integer', example: 24 })
  line: number;
  /** From 1. */
  @ApiProperty({ type: 'integer', example: 14 })
  column: number;
  /** @example "calendar_import.total" */
  code: string;
  /** @example "В итоге указано 249, а по дням получается 247." */
  message: string;
}

export class ImportResultDto {
  /** False for a preview, and for a commit refused because rows are wrong. @example false */
  written: boolean;
  /** Rows with a year. */
  @ApiProperty({ type: 'integer', example: 27 })
  rows: number;
  /** Years that are new. */
  @ApiProperty({ type: 'integer', example: 24 })
  created: number;
  /** Loaded years that are replaced. */
  @ApiProperty({ type: 'integer', example: 0 })
  changed: number;
  /** Loaded years that stay. */
  @ApiProperty({ type: 'integer', example: 2 })
  same: number;
  years: ImportedYearDto[];
  errors: ImportErrorDto[];
}

export class RegionalHolidaysDto {
  /** All holidays of the region in the year; an empty list takes them away. */
  @IsArray() @ArrayMaxSize(30) @IsCalendarDate({ each: true }) @ApiProperty({ type: [String], example: ['2026-10-11'] })
  dates: string[];
}

export function toWorkingCalendarDto(view: YearView): WorkingCalendarDto {
  const { year, source, workingDays, version } = view;
  return {
    year, source, workingDays, version, loadedAt: view.loadedAt.toISOString(),
    days: view.days.map((d) => ({ date: d.date, kind: d.shortened ? 'shortened' : d.working ? 'working' : 'free' })),
    regional: view.regional.map(({ regionCode, date }) => ({ regionCode, date })),
  };
}

export function toImportResultDto(result: ImportResult, locale: Locale): ImportResultDto {
  const count = (action: string): number => result.years.filter((y) => y.action === action).length;
  return {
    written: result.written, rows: result.rows, created: count('create'), changed: count('replace'), same: count('keep'),
    years: result.years.map((y) => ({ ...y, differences: [...y.differences] })),
    errors: result.errors.map(({ line, column, code, params }) => ({ line, column, code, message: say(code, params ?? {}, locale) })),
  };
}
