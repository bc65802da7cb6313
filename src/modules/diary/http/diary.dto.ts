import { ApiProperty } from '@nestjs/swagger';
import { IsCalendarDate } from '../../../platform/http/index.js';
import type { Diary } from '../diary.contracts.js';

export class DiaryPeriodQuery {
  /** First day. */
  @IsCalendarDate()
  from: string;

  /** Last day, included; at most 62 days in all. */
  @IsCalendarDate()
  to: string;
}

class NamedInDiaryDto {
  @ApiProperty({ format: 'uuid', example: '019ab0c5-9d2e-7a41-b0d5-3f1b7e6a2c11' })
  id: string;
  /** @example Математика */
  name: string;
}

class DiaryHomeworkDto {
  @ApiProperty({ format: 'uuid', example: '01a20718-de40-7b25-8570-46e4c476ca5d' })
  id: string;
  /** @example § 14, № 255, 261 */
  text: string;
  /** The day it is due on. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-11-25' })
  dueOn: string | null;
  /** When that day begins at the school. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-25T00:00:00+03:00' })
  dueAt: string | null;
}

class DiaryMarkDto {
  @ApiProperty({ format: 'uuid', example: '01a20718-de40-7c25-8570-46e4c476ca5e' })
  id: string;
  /** Code of the school's scale. @example 5 */
  @ApiProperty({ example: '5' })
  value: string;
  /** How the school writes it. */
  @ApiProperty({ example: '5' })
  display: string;
  @ApiProperty({ type: 'integer', example: 2 })
  weight: number;
  workType: NamedInDiaryDto;
  @ApiProperty({ type: String, nullable: true, example: 'Контрольная № 3' })
  title: string | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  comment: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T07:40:00+00:00' })
  at: string;
}

class DiaryAttendanceDto {
  @ApiProperty({ enum: ['absent', 'late'], example: 'late' })
  status: string;
  @ApiProperty({ type: String, enum: ['ill', 'excused', 'unexcused', 'school_event'], nullable: true, example: null })
  reason: string | null;
  /** How late. */
  @ApiProperty({ type: 'integer', nullable: true, example: 10 })
  minutes: number | null;
}

class DiaryLessonDto {
  @ApiProperty({ format: 'uuid', example: '01a20718-de40-7b25-8570-46e4c476ca5d' })
  id: string;
  /** Number within the shift. */
  @ApiProperty({ type: 'integer', example: 2 })
  number: number;
  @ApiProperty({ type: 'integer', example: 1 })
  shift: number;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T09:25:00+03:00' })
  startsAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T10:10:00+03:00' })
  endsAt: string;
  subject: NamedInDiaryDto;
  /** Who taught or teaches it: the substitute, if there is one. */
  teacher: NamedInDiaryDto;
  @ApiProperty({ type: String, nullable: true, example: 'Каб. 21' })
  room: string | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  onlineUrl: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Сложение дробей' })
  topic: string | null;
  @ApiProperty({ enum: ['planned', 'held', 'cancelled', 'moved', 'substituted'], example: 'held' })
  status: string;
  /** Why it is cancelled or substituted. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
  @ApiProperty({ type: [DiaryHomeworkDto] })
  homework: DiaryHomeworkDto[];
  @ApiProperty({ type: [DiaryMarkDto] })
  marks: DiaryMarkDto[];
  /** Null: present, or not taken. */
  @ApiProperty({ type: DiaryAttendanceDto, nullable: true })
  attendance: DiaryAttendanceDto | null;
}

class DiaryDayDto {
  @ApiProperty({ format: 'date', example: '2026-11-23' })
  date: string;
  @ApiProperty({ type: [DiaryLessonDto] })
  lessons: DiaryLessonDto[];
}

class MarksWithheldDto {
  @ApiProperty({ example: 'diary.marks_withheld' })
  code: string;
  /** What to do, in the reader's language. */
  @ApiProperty({ example: 'Отметки не показываются: нет согласия на обработку данных ребёнка. Дайте его в разделе согласий.' })
  message: string;
}

export class DiaryDto {
  @ApiProperty({ format: 'date', example: '2026-11-23' })
  from: string;
  @ApiProperty({ format: 'date', example: '2026-11-29' })
  to: string;
  /** Set when marks are left out of a family's diary (FA-8). */
  @ApiProperty({ type: MarksWithheldDto, nullable: true, example: null })
  marksWithheld: MarksWithheldDto | null;
  /** Days that have lessons. */
  @ApiProperty({ type: [DiaryDayDto] })
  days: DiaryDayDto[];
}

/** @param withheld what to tell a family whose marks are left out */
export function toDiaryDto({ from, to, marksWithheld, days }: Diary, withheld: () => MarksWithheldDto): DiaryDto {
  // The days are made for this answer alone and have its shape; copying 40 lessons again would only cost.
  return { from, to, marksWithheld: marksWithheld ? withheld() : null, days: days as DiaryDayDto[] };
}
