import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { SCHOOL_STATUSES } from '../../schools.contracts.js';
import { TRIAL_CHECKS, type TrialCheck } from '../app/trial-checks.js';
import type { Trial } from '../app/trial-mode.service.js';

export class TrialCheckDto {
  /** Classes with pupils; a published timetable; a mark; a lesson with attendance; a notice decided on. */
  @ApiProperty({ enum: TRIAL_CHECKS, example: 'roster' })
  check: TrialCheck;
  /** @example true */
  met: boolean;
}

export class OpeningDto {
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  openedAt: string;
  /** What had not been tried then. */
  @ApiProperty({ enum: TRIAL_CHECKS, isArray: true, example: [] })
  unmet: string[];
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
}

export class TrialDto {
  @ApiProperty({ enum: SCHOOL_STATUSES, example: 'trial' })
  status: string;
  checks: TrialCheckDto[];
  /** Null while the school has not been opened by this act. */
  @ApiProperty({ type: OpeningDto, nullable: true })
  opening: OpeningDto | null;
}

export class OpenSchoolDto {
  /** Why the school is opened though not everything has been tried. @example "Расписание переносим вручную в первый день" */
  @IsOptional() @IsString() @Length(3, 500)
  reason?: string;
}

export function toTrialDto({ status, checks, opening }: Trial): TrialDto {
  return {
    status, checks: checks.map(({ check, met }) => ({ check, met })),
    opening: opening === null ? null : { openedAt: opening.openedAt.toISOString(), unmet: [...opening.unmet], reason: opening.reason },
  };
}
