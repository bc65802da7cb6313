import { ApiProperty } from '@nestjs/swagger';
import { type Locale, say } from '../i18n/index.js';
import { type Job, JOB_STATES, type JobState } from './jobs.js';

/** Where the result of a job is. */
export class JobResultDto {
  /** Address of the API. @example "/api/v1/linking-codes/slips/019b0000-0000-7000-8000-000000000080/take" */
  href: string;
}

/** Why a job failed, in the words a refusal would have. */
export class JobProblemDto {
  /** @example "family.too_many_codes" */
  code: string;
  /** @example "У кого-то из этих учеников уже слишком много действующих кодов." */
  detail: string;
}

export class JobDto {
  /** @example "019b0000-0000-7000-8000-000000000080" */
  id: string;
  /** What is done. @example "family.slips" */
  kind: string;
  @ApiProperty({ enum: JOB_STATES, example: 'done' })
  state: JobState;
  /** 0 to 100. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 100 })
  progress: number;
  /** Once it is done. */
  @ApiProperty({ type: JobResultDto, nullable: true })
  result: JobResultDto | null;
  /** When it failed. */
  @ApiProperty({ type: JobProblemDto, nullable: true, example: null })
  problem: JobProblemDto | null;
  /** @example "2026-11-22T08:30:00.000Z" */
  askedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-22T08:30:12.000Z' })
  finishedAt: string | null;
}

export function toJobDto({ id, kind, state, progress, result, problem, params, askedAt, finishedAt }: Job, locale: Locale): JobDto {
  return {
    id, kind, state, progress,
    result: result === null ? null : { href: result },
    problem: problem === null ? null : { code: problem, detail: say(problem, params, locale) },
    askedAt: askedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
  };
}
