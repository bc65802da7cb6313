import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';
import type { Lesson } from '../schedule.contracts.js';

export class CancelLessonDto {
  /** Why, in words families see. @example "Учитель на соревнованиях с классом" */
  @IsString() @MinLength(1) @MaxLength(500)
  reason: string;
}

export class SubstituteDto {
  /** Person who gives the lesson instead: a teacher of the school, free at that time. */
  @IsId()
  teacherId: string;

  /** Why, in words families see. @example "Болезнь учителя" */
  @IsString() @MinLength(1) @MaxLength(500)
  reason: string;
}

export class LessonDto {
  @ApiProperty({ format: 'uuid', example: '01a20718-de40-7b25-8570-46e4c476ca5d' })
  id: string;
  @ApiProperty({ format: 'uuid' })
  groupId: string;
  /** Calendar date at the school. @example 2026-11-23 */
  date: string;
  /** @example 1 */
  shift: number;
  /** Number within the shift. @example 2 */
  number: number;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T07:25:00.000Z' })
  startsAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-11-23T08:10:00.000Z' })
  endsAt: string;
  /** Who gives the lesson. */
  @ApiProperty({ format: 'uuid' })
  teacherId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  roomId: string | null;
  @ApiProperty({ enum: ['planned', 'cancelled', 'moved', 'substituted'] })
  status: string;
}

export function toLessonDto({ id, groupId, date, shift, number, startsAt, endsAt, teacherId, roomId, status }: Lesson): LessonDto {
  return { id, groupId, date, shift, number, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), teacherId, roomId, status };
}
