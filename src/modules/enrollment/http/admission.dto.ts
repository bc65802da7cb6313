import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { QueryInt } from '../../../platform/http/index.js';
import type { AdmissionPlan, WaitingLine } from '../enrollment.contracts.js';

/** Which grade of which school year. */
export class GradePlaceQuery {
  /** The year it starts in. @example 2027 */
  @QueryInt({ min: 2000, max: 2100 })
  schoolYear: number = 0;

  /** @example 1 */
  @QueryInt({ min: 1, max: 11 })
  gradeLevel: number = 0;
}

export class PutAdmissionPlanDto {
  /** The year the school year starts in. */
  @IsInt() @Min(2000) @Max(2100) @ApiProperty({ type: 'integer', example: 2027 })
  schoolYear: number;

  @IsInt() @Min(1) @Max(11) @ApiProperty({ type: 'integer', minimum: 1, maximum: 11, example: 1 })
  gradeLevel: number;

  /** How many places there are; no fewer than are taken. */
  @IsInt() @Min(0) @Max(2000) @ApiProperty({ type: 'integer', minimum: 0, maximum: 2000, example: 75 })
  places: number;
}

export class AdmissionPlanDto extends PutAdmissionPlanDto {
  @ApiProperty({ type: 'integer', example: 60 })
  taken: number;
  /** On the waiting list. */
  @ApiProperty({ type: 'integer', example: 0 })
  waiting: number;
  @ApiProperty({ type: 'integer', example: 61 })
  version: number;
}

export class AdmissionPlansDto {
  items: AdmissionPlanDto[];
}

export class WaitingLineDto {
  /** From 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  position: number;
  /** @example "019b0000-0000-7000-8000-000000000040" */
  requestId: string;
  /** @example "2026-77-000123-5" */
  number: string;
  /** The exact time of receipt. @example "2026-11-22T08:30:00.123Z" */
  receivedAt: string;
  /** @example "Соловьёва Анна Ильинична" */
  child: string;
}

export class WaitingListDto {
  items: WaitingLineDto[];
}

export function toAdmissionPlanDto({ schoolYear, gradeLevel, places, taken, waiting, version }: AdmissionPlan): AdmissionPlanDto {
  return { schoolYear, gradeLevel, places, taken, waiting, version };
}

export function toWaitingListDto(lines: readonly WaitingLine[]): WaitingListDto {
  return { items: lines.map(({ requestId, number, receivedAt, title }, i) => ({ position: i + 1, requestId, number, receivedAt: receivedAt.toISOString(), child: title })) };
}
