import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsCalendarDate, IsId } from '../../../platform/http/index.js';
import type { RecordedDecision } from '../court-decisions.contracts.js';

export class LiftingDecisionBody {
  /** @example "2-1200/2027" */
  @IsString() @MinLength(1) @MaxLength(100)
  number: string;

  @IsCalendarDate()
  decidedOn: string;
}

export class CourtDecisionBody extends LiftingDecisionBody {
  /** @example "Ленинградский районный суд г. Калининграда" */
  @IsOptional() @IsString() @MaxLength(300)
  court?: string;

  /** The scan, uploaded to `/files`; only the school sees it. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '019b0000-0000-7000-8000-000000000050' })
  fileId?: string;
}

export class CourtDecisionDto {
  /** @example "2-1180/2026" */
  number: string;
  /** @example "2026-10-30" */
  @ApiProperty({ format: 'date' })
  decidedOn: string;
  @ApiProperty({ type: String, nullable: true, example: 'Ленинградский районный суд г. Калининграда' })
  court: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '019b0000-0000-7000-8000-000000000050' })
  fileId: string | null;
  /** @example "2026-11-22T08:30:00.000Z" */
  recordedAt: string;
  /** When a later decision gave the right back. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  liftedAt: string | null;
}

export function toCourtDecisionDto({ recordedAt, liftedAt, ...decision }: RecordedDecision): CourtDecisionDto {
  return { ...decision, recordedAt: recordedAt.toISOString(), liftedAt: liftedAt?.toISOString() ?? null };
}
