import { ApiProperty } from '@nestjs/swagger';
import { say, type Locale } from '../../../platform/i18n/index.js';
import type { BulkResult } from '../enrollment.contracts.js';

export class BulkProblemDto {
  /** @example "enrollment.match_by_hand" */
  code: string;
  /** @example "По данным заявления нельзя однозначно определить ученика." */
  detail: string;
}

export class BulkResultDto {
  /** @example "019b0000-0000-7000-8000-000000000040" */
  id: string;
  /** @example true */
  approved: boolean;
  @ApiProperty({ type: BulkProblemDto, nullable: true })
  problem: BulkProblemDto | null;
}

export class BulkResultsDto {
  results: BulkResultDto[];
}

export function toBulkResultDto(result: BulkResult, locale: Locale): BulkResultDto {
  if (result.approved) return { id: result.id, approved: true, problem: null };
  const { code, params } = result.problem;
  return { id: result.id, approved: false, problem: { code, detail: say(code, params, locale) } };
}
