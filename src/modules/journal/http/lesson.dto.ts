import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId } from '../../../platform/http/index.js';
import { ABSENCE_REASONS, type AbsenceReason, type AttendanceStatus } from '../domain/attendance.js';
import type { LessonRecord, SavedAttendance, Work } from '../journal.contracts.js';
import { IsOptionalId, PUPIL_ID, WORK_ID } from './examples.js';

export class AddWorkDto {
  /** Of the school's list (`GET /work-types`). */
  @IsId()
  typeId: string;

  @IsOptional() @IsString() @Length(1, 200) @ApiProperty({ type: String, required: false, nullable: true, example: 'Диктант: грамматика' })
  title?: string | null;

  /** One of the weights in the school's list; the type's own when absent. */
  @IsOptional() @IsInt() @Min(1) @Max(100) @ApiProperty({ type: 'integer', required: false, example: 3 })
  weight?: number;
}

export class ChangeWorkDto {
  @IsOptionalId()
  typeId?: string;

  @IsOptional() @IsString() @Length(1, 200) @ApiProperty({ type: String, required: false, nullable: true })
  title?: string | null;

  @IsOptional() @IsInt() @Min(1) @Max(100) @ApiProperty({ type: 'integer', required: false, example: 2 })
  weight?: number;
}

export class WorkDto {
  @ApiProperty({ format: 'uuid', example: WORK_ID }) id: string;
  @ApiProperty({ format: 'uuid' }) lessonId: string;
  @ApiProperty({ format: 'uuid' }) typeId: string;
  @ApiProperty({ type: String, nullable: true, example: 'Диктант: грамматика' }) title: string | null;
  @ApiProperty({ type: 'integer', example: 3 }) weight: number;
  /** Whether marks of it are in averages. */
  @ApiProperty({ example: true }) counts: boolean;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
}

export class ExpectedAttendanceDto {
  @IsOptionalId()
  id?: string;

  @IsInt() @Min(1) @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class AttendanceEntryDto {
  @IsId() @ApiProperty({ example: PUPIL_ID })
  pupilId: string;

  @IsIn(['present', 'absent', 'late']) @ApiProperty({ enum: ['present', 'absent', 'late'], example: 'absent' })
  status: AttendanceStatus;

  /** Of an absence; without it the absence is not explained yet, and the family is told (AT-3). */
  @IsOptional() @IsIn(ABSENCE_REASONS) @ApiProperty({ enum: ABSENCE_REASONS, required: false, nullable: true, example: null })
  reasonCode?: AbsenceReason | null;

  /** How late, in minutes. */
  @IsOptional() @IsInt() @Min(1) @Max(240) @ApiProperty({ type: 'integer', required: false, nullable: true })
  minutes?: number | null;

  /** What you saw: null for "present"; absent does not ask. */
  @IsOptional() @ValidateNested() @Type(() => ExpectedAttendanceDto) @ApiProperty({ type: ExpectedAttendanceDto, required: false, nullable: true })
  expected?: ExpectedAttendanceDto | null;
}

export class SaveAttendanceDto {
  /** Everybody not named in `entries` is present. */
  @IsOptional() @IsBoolean() @ApiProperty({ type: Boolean, required: false, example: true })
  allPresent?: boolean;

  @IsOptional() @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => AttendanceEntryDto)
  @ApiProperty({ type: [AttendanceEntryDto], required: false })
  entries?: AttendanceEntryDto[];
}

export class AttendanceDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', example: PUPIL_ID }) pupilId: string;
  @ApiProperty({ enum: ['absent', 'late'], example: 'absent' }) status: string;
  @ApiProperty({ enum: ABSENCE_REASONS, nullable: true, example: null }) reasonCode: string | null;
  @ApiProperty({ type: 'integer', nullable: true, example: null }) minutes: number | null;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
}

export class LessonAttendanceDto {
  /** Everybody who is not plainly present. */
  @ApiProperty({ type: [AttendanceDto] }) entries: AttendanceDto[];
}

export class ChangeLessonDto {
  @IsOptional() @IsString() @MaxLength(500) @ApiProperty({ type: String, required: false, nullable: true, example: 'Сложение дробей' })
  topic?: string | null;

  /** The kind of lesson: id of a work type of the school. */
  @IsOptional() @IsUUID('all') @ApiProperty({ type: String, format: 'uuid', required: false, nullable: true })
  type?: string | null;

  /** Text of the homework (JO-11). */
  @IsOptional() @IsString() @MaxLength(4000) @ApiProperty({ type: String, required: false, nullable: true, example: '№ 215, 216' })
  homework?: string | null;

  /** When it is due; by the group's next lesson when absent. */
  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', required: false, nullable: true })
  homeworkDueOn?: string | null;
}

export class LessonRecordDto {
  @ApiProperty({ format: 'uuid' }) lessonId: string;
  @ApiProperty({ type: String, nullable: true, example: 'Сложение дробей' }) topic: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) type: string | null;
  @ApiProperty({ type: String, nullable: true, example: '№ 215, 216' }) homework: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) homeworkDueOn: string | null;
  /** When attendance was taken. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) takenAt: string | null;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
}

export function toWorkDto({ id, lessonId, typeId, title, weight, counts, version }: Work): WorkDto {
  return { id, lessonId, typeId, title, weight, counts, version };
}

export function toAttendanceDto({ id, pupilId, status, reasonCode, minutes, version }: SavedAttendance): AttendanceDto {
  return { id, pupilId, status, reasonCode, minutes, version };
}

export function toLessonRecordDto(record: LessonRecord): LessonRecordDto {
  const { lessonId, topic, typeId, homework, homeworkDueOn, takenAt, version } = record;
  return { lessonId, topic, type: typeId, homework, homeworkDueOn, takenAt: takenAt?.toISOString() ?? null, version };
}
