import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsOptional, IsString, IsUrl, Max, MaxLength, Min, MinLength, ValidateNested,
} from 'class-validator';
import { IsCalendarDate, IsId, PageQuery, QueryInt } from '../../../platform/http/index.js';
import type { Entry, NewEntry, NewTimetable, Published, Timetable } from '../schedule.contracts.js';

export class TimetableQuery extends PageQuery {
  /** The year the school year starts in. */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear?: number;
}

export class NewTimetableDto implements NewTimetable {
  /** @example 1-е полугодие */
  @IsString() @MinLength(1) @MaxLength(100)
  name: string;

  /** The year the school year starts in. @example 2026 */
  @IsInt() @Min(2000) @Max(2100)
  schoolYear: number;

  /** First day it is valid on. */
  @IsCalendarDate()
  validFrom: string;

  /** Last day it is valid on, included. */
  @IsCalendarDate()
  validUntil: string;

  /** Bells it goes by; the school's default ones unless said. */
  @IsOptional() @IsId()
  bellScheduleId?: string;

  /** Take the entries of this timetable: the way to change one that is published. */
  @IsOptional() @IsId()
  copyOf?: string;
}

export class TimetableChangeDto {
  @IsOptional() @IsString() @MinLength(1) @MaxLength(100)
  name?: string;

  @IsOptional() @IsCalendarDate()
  validFrom?: string;

  @IsOptional() @IsCalendarDate()
  validUntil?: string;
}

export class TimetableDto {
  @ApiProperty({ format: 'uuid', example: '019ab0c5-9d2e-7a41-b0d5-3f1b7e6a2c10' })
  id: string;
  /** The year the school year starts in. @example 2026 */
  schoolYear: number;
  /** @example 1-е полугодие */
  name: string;
  /** @example 2026-09-01 */
  validFrom: string;
  /** Included. @example 2026-12-31 */
  validUntil: string;
  @ApiProperty({ format: 'uuid' })
  bellScheduleId: string;
  @ApiProperty({ enum: ['draft', 'published'] })
  status: string;
  /** The timetable it was begun from. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  copyOf: string | null;
  /** Lessons a week in it. @example 640 */
  entries: number;
  @ApiProperty({ format: 'date-time', example: '2026-08-25T09:00:00.000Z' })
  createdAt: string;
  /** When it last became dated lessons. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  publishedAt: string | null;
  /** @example 1 */
  version: number;
}

export class TimetablePageDto {
  @ApiProperty({ type: [TimetableDto] })
  items: TimetableDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

/** A lesson of the week (SH-1). */
export class NewEntryDto implements NewEntry {
  /** 1 is Monday. @example 1 */
  @IsInt() @Min(1) @Max(7)
  weekday: number;

  /** @example 1 */
  @IsInt() @Min(1) @Max(2)
  shift: number;

  /** Number of the lesson within the shift: its bell. @example 3 */
  @IsInt() @Min(1) @Max(12)
  number: number;

  /** Teaching group. */
  @IsId()
  groupId: string;

  /** Person assigned to the group. */
  @IsId()
  teacherId: string;

  /** Room; needed unless there is a link. */
  @IsOptional() @IsId()
  roomId?: string | null;

  /** Link of an online lesson. @example https://meet.example.ru/5a */
  @IsOptional() @IsUrl({ protocols: ['https'], require_protocol: true }) @MaxLength(500)
  onlineUrl?: string | null;
}

export class NewEntriesDto {
  /** All are written, or none. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(1000) @ValidateNested({ each: true }) @Type(() => NewEntryDto)
  entries: NewEntryDto[];
}

export class EntryChangeDto {
  /** 1 is Monday. @example 2 */
  @IsOptional() @IsInt() @Min(1) @Max(7)
  weekday?: number;

  @IsOptional() @IsInt() @Min(1) @Max(2)
  shift?: number;

  @IsOptional() @IsInt() @Min(1) @Max(12)
  number?: number;

  @IsOptional() @IsId()
  groupId?: string;

  @IsOptional() @IsId()
  teacherId?: string;

  @IsOptional() @IsId()
  roomId?: string | null;

  @IsOptional() @IsUrl({ protocols: ['https'], require_protocol: true }) @MaxLength(500)
  onlineUrl?: string | null;
}

/** Something with a name. */
export class NamedDto {
  @ApiProperty({ format: 'uuid', example: '019ab0c5-9d2e-7a41-b0d5-3f1b7e6a2c11' })
  id: string;
  /** @example Математика */
  name: string;
}

export class EntryDto {
  @ApiProperty({ format: 'uuid', example: '019ab0c5-9d2e-7a41-b0d5-3f1b7e6a2c12' })
  id: string;
  /** 1 is Monday. @example 1 */
  weekday: number;
  /** @example 1 */
  shift: number;
  /** @example 3 */
  number: number;
  /** Wall time, by the bells when the entry was written. @example 10:20 */
  startTime: string;
  /** @example 11:05 */
  endTime: string;
  group: NamedDto;
  subject: NamedDto;
  @ApiProperty({ type: [NamedDto] })
  classes: NamedDto[];
  teacher: NamedDto;
  @ApiProperty({ type: NamedDto, nullable: true })
  room: NamedDto | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  onlineUrl: string | null;
  /** @example 1 */
  version: number;
}

export class EntryListDto {
  @ApiProperty({ type: [EntryDto] })
  items: EntryDto[];
}

/** What publishing did. */
export class PublishedDto implements Published {
  /** @example 22400 */
  created: number;
  /** Lessons to come that got another time, teacher or room. @example 0 */
  changed: number;
  /** Lessons to come the timetable has no more. @example 0 */
  removed: number;
  /** The same, but something was written on them: cancelled and kept. @example 0 */
  cancelled: number;
}

export function toTimetableDto(t: Timetable): TimetableDto {
  const { id, schoolYear, name, validFrom, validUntil, bellScheduleId, status, copyOf, entries, version } = t;
  return {
    id, schoolYear, name, validFrom, validUntil, bellScheduleId, status, copyOf, entries,
    createdAt: t.createdAt.toISOString(), publishedAt: t.publishedAt?.toISOString() ?? null, version,
  };
}

export function toEntryDto(e: Entry): EntryDto {
  const { id, weekday, shift, number, startTime, endTime, group, subject, classes, teacher, room, onlineUrl, version } = e;
  return { id, weekday, shift, number, startTime, endTime, group, subject, classes: [...classes], teacher, room, onlineUrl, version };
}
