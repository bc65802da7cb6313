import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery } from '../../../../platform/http/index.js';
import type { MovementRow } from '../roster.model.js';

const MOVES = ['enrolled', 'transferred', 'promoted', 'expelled', 'graduated'] as const;

export class NewMovementDto {
  @IsIn(MOVES) @ApiProperty({ enum: MOVES, example: 'transferred' })
  kind: (typeof MOVES)[number];

  /** First day in the new class, or the first in none. @example "2026-11-23" */
  @IsCalendarDate()
  on: string;

  /** The class they come into; not for `expelled` and `graduated`. */
  @ValidateIf((move: NewMovementDto) => move.classId !== undefined || ['enrolled', 'transferred', 'promoted'].includes(move.kind))
  @IsId() @ApiProperty({ required: false })
  classId?: string;

  /** Number of the order. @example "17-у" */
  @IsOptional() @IsString() @Length(1, 100)
  orderNumber?: string;

  /** @example "по заявлению родителей" */
  @IsOptional() @IsString() @Length(1, 500)
  note?: string;
}

export class CancelMovementDto {
  /** Why it was wrong. @example "Ошибочно выбран однофамилец" */
  @IsString() @Length(1, 500)
  reason: string;
}

export class CancellationDto {
  /** @example "Ошибочно выбран однофамилец" */
  reason: string;
  /** @example "2026-11-22T09:30:00.000Z" */
  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class MovementDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: MOVES, example: 'transferred' })
  kind: string;
  /** @example "2026-11-23" */
  @ApiProperty({ format: 'date' })
  on: string;
  @ApiProperty({ type: String, nullable: true, example: '5А' })
  fromClass: string | null;
  @ApiProperty({ type: String, nullable: true, example: '5Б' })
  toClass: string | null;
  @ApiProperty({ type: String, nullable: true, example: '17-у' })
  orderNumber: string | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  note: string | null;
  /** @example "2026-11-22T09:00:00.000Z" */
  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
  /** It was recorded by mistake and counts no more; null: it stands. */
  @ApiProperty({ type: CancellationDto, nullable: true, example: null })
  cancelled: CancellationDto | null;
}

export class MovementPageDto {
  items: MovementDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class MovementsQueryDto extends PageQuery {}

export function toMovementDto({ id, kind, on, fromClass, toClass, orderNumber, note, recordedAt, cancelReason, cancelledAt }: MovementRow): MovementDto {
  return {
    id, kind, on, fromClass, toClass, orderNumber, note, recordedAt: recordedAt.toISOString(),
    cancelled: cancelledAt === null ? null : { reason: cancelReason!, at: cancelledAt.toISOString() },
  };
}
