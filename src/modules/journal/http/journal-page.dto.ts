import { ApiProperty } from '@nestjs/swagger';
import { PUPIL_ID, WORK_ID, MARK_ID } from './examples.js';
import { AttendanceDto } from './lesson.dto.js';
import { AverageDto } from './mark.dto.js';

// The page is written by the database as JSON (persistence/journal-page.sql.ts); these classes describe it.

export class NamedDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'Математика' }) name: string;
}

export class JournalGroupDto extends NamedDto {
  @ApiProperty({ type: NamedDto }) subject: NamedDto;
}

export class JournalTermDto extends NamedDto {
  @ApiProperty({ enum: ['quarter', 'trimester', 'half_year'], example: 'quarter' }) kind: string;
  @ApiProperty({ type: 'integer', example: 2 }) number: number;
  @ApiProperty({ format: 'date', example: '2026-11-05' }) startsOn: string;
  @ApiProperty({ format: 'date', example: '2026-12-29' }) endsOn: string;
}

export class PersonNameDto {
  @ApiProperty({ example: 'Иванова' }) family: string;
  @ApiProperty({ example: 'Анна' }) given: string;
  @ApiProperty({ type: String, nullable: true, example: 'Петровна' }) patronymic: string | null;
}

export class JournalPupilDto {
  @ApiProperty({ format: 'uuid', example: PUPIL_ID }) id: string;
  @ApiProperty({ type: PersonNameDto }) name: PersonNameDto;
  /** First and last day in the group; `to` null: still there. */
  @ApiProperty({ format: 'date', example: '2026-09-01' }) from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null }) to: string | null;
}

export class JournalWorkDto {
  @ApiProperty({ format: 'uuid', example: WORK_ID }) id: string;
  @ApiProperty({ format: 'uuid' }) typeId: string;
  @ApiProperty({ type: String, nullable: true, example: null }) title: string | null;
  @ApiProperty({ type: 'integer', example: 1 }) weight: number;
  @ApiProperty({ example: true }) counts: boolean;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
}

export class JournalLessonDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date', example: '2026-11-23' }) date: string;
  /** Within its shift. */
  @ApiProperty({ type: 'integer', example: 2 }) number: number;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T06:25:00+00:00' }) startsAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T07:10:00+00:00' }) endsAt: string;
  @ApiProperty({ enum: ['planned', 'cancelled', 'moved', 'substituted'], example: 'planned' }) status: string;
  @ApiProperty({ type: String, nullable: true, example: 'Сложение дробей' }) topic: string | null;
  /** Id of a work type of the school. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) type: string | null;
  @ApiProperty({ type: String, nullable: true, example: '№ 215, 216' }) homework: string | null;
  /** When attendance was taken. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) takenAt: string | null;
  /** Of topic, type and homework; 0 when nothing is written. */
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
  @ApiProperty({ type: [JournalWorkDto] }) works: JournalWorkDto[];
}

export class JournalMarkDto {
  @ApiProperty({ format: 'uuid', example: MARK_ID }) id: string;
  @ApiProperty({ format: 'uuid', example: WORK_ID }) workId: string;
  @ApiProperty({ example: '5' }) value: string;
  @ApiProperty({ type: String, nullable: true, example: null }) comment: string | null;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
}

export class JournalCellDto {
  @ApiProperty({ format: 'uuid', example: PUPIL_ID }) pupilId: string;
  @ApiProperty({ format: 'uuid' }) lessonId: string;
  @ApiProperty({ type: [JournalMarkDto] }) marks: JournalMarkDto[];
  @ApiProperty({ type: AttendanceDto, nullable: true }) attendance: AttendanceDto | null;
}

export class JournalPageDto {
  @ApiProperty({ type: JournalGroupDto }) group: JournalGroupDto;
  /** Null: the school has no terms for this grade yet. */
  @ApiProperty({ type: JournalTermDto, nullable: true }) term: JournalTermDto | null;
  @ApiProperty({ type: [JournalPupilDto] }) pupils: JournalPupilDto[];
  @ApiProperty({ type: [JournalLessonDto] }) lessons: JournalLessonDto[];
  /** Only cells with something in them. */
  @ApiProperty({ type: [JournalCellDto] }) cells: JournalCellDto[];
  @ApiProperty({ type: [AverageDto] }) averages: AverageDto[];
  /** Final marks (JO-5); none are kept yet. */
  @ApiProperty({ type: 'array', items: { type: 'object' }, example: [] }) finals: object[];
  /** Whether marks of the term can no longer be written (JO-8). */
  @ApiProperty({ example: false }) closed: boolean;
}
