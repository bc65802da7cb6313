import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { KindTerm } from '../enrollment.contracts.js';

export class PutKindTermDto {
  /** Working days for the answer, from the day after a request is sent. */
  @IsInt() @Min(1) @Max(30) @ApiProperty({ type: 'integer', minimum: 1, maximum: 30, example: 3 })
  workingDays: number;

  /** Working days in all when the term is extended; no fewer. */
  @IsInt() @Min(1) @Max(60) @ApiProperty({ type: 'integer', minimum: 1, maximum: 60, example: 10 })
  extendedTo: number;
}

export class KindTermDto extends PutKindTermDto {
  /** @example "document" */
  kind: string;
  /** 0: the usual term, the school has set none. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class KindTermsDto {
  items: KindTermDto[];
}

export function toKindTermDto({ kind, usual, extended, version }: KindTerm): KindTermDto {
  return { kind, workingDays: usual, extendedTo: extended, version };
}
