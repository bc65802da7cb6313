import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsCalendarDate, IsId } from '../../../platform/http/index.js';
import { isoOffset } from '../../../shared/period.js';
import type { ScheduleRow } from '../schedule.contracts.js';
import { NamedDto } from './timetable.dto.js';

/** Exactly one of class, pupil, teacher and room. */
export class ScheduleParametersQuery {
  /** Class. */
  @IsOptional() @IsId()
  class?: string;

  /** Pupil. */
  @IsOptional() @IsId()
  pupil?: string;

  /** Person who teaches; for staff. */
  @IsOptional() @IsId()
  teacher?: string;

  /** Room; for staff. */
  @IsOptional() @IsId()
  room?: string;

  /** First day. */
  @IsCalendarDate()
  from: string;

  /** Last day, included; at most 62 days in all. */
  @IsCalendarDate()
  to: string;
}

export class ScheduledLessonDto {
  @ApiProperty({ format: 'uuid', example: '01a20718-de40-7b25-8570-46e4c476ca5d' })
  id: string;
  @ApiProperty({ format: 'date', example: '2026-11-23' })
  date: string;
  /** Number within the shift. */
  @ApiProperty({ type: 'integer', example: 2 })
  number: number;
  @ApiProperty({ type: 'integer', example: 1 })
  shift: number;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T09:25:00+03:00' })
  startsAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T10:10:00+03:00' })
  endsAt: string;
  subject: NamedDto;
  /** Teaching group; its name tells the class or subgroup. */
  group: NamedDto;
  /** Who gives the lesson: the substitute, if there is one. */
  teacher: NamedDto;
  @ApiProperty({ type: NamedDto, nullable: true })
  room: NamedDto | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  onlineUrl: string | null;
  @ApiProperty({ enum: ['planned', 'cancelled', 'moved', 'substituted'], example: 'planned' })
  status: string;
  /** Why it is cancelled or substituted. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
}

export class ScheduleDto {
  @ApiProperty({ format: 'date', example: '2026-11-23' })
  from: string;
  @ApiProperty({ format: 'date', example: '2026-11-29' })
  to: string;
  /** In the order of time. */
  @ApiProperty({ type: [ScheduledLessonDto] })
  lessons: ScheduledLessonDto[];
}

export function toScheduledLessonDto(row: ScheduleRow): ScheduledLessonDto {
  const zone = isoOffset(row.offset);
  return {
    id: row.id!, date: row.date, number: row.number, shift: row.shift,
    startsAt: `${row.date}T${row.startTime}${zone}`, endsAt: `${row.date}T${row.endTime}${zone}`,
    subject: { id: row.subjectId, name: row.subject }, group: { id: row.groupId, name: row.group }, teacher: { id: row.teacherId, name: row.teacher },
    room: row.roomId === null ? null : { id: row.roomId, name: row.room ?? '' }, onlineUrl: row.onlineUrl, status: row.status, reason: row.reason,
  };
}
