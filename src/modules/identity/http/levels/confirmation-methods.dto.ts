import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { PageQuery, QueryBoolean } from '../../../../platform/http/index.js';
import { CONFIRMATION_METHODS, type ConfirmationMethod } from '../../../../shared/confirmation-method.js';
import type { LevelConfirmation } from '../../app/levels/level-view.js';
import { LevelConfirmationDto, toLevelConfirmationDto } from './levels.dto.js';

export class MethodDto {
  @ApiProperty({ enum: CONFIRMATION_METHODS, example: 'bank' })
  method: string;

  /** One portal or bank; null: the method whole. */
  @ApiProperty({ type: String, nullable: true, example: 'example-bank' })
  provider: string | null;

  /** `off`: not in the configuration, or not set up. */
  @ApiProperty({ enum: ['open', 'withdrawn', 'off'], example: 'open' })
  state: string;

  /** Why it was withdrawn. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;

  /** Confirmations that stand. */
  @ApiProperty({ type: 'integer', example: 12 })
  standing: number;

  /** Those of them that no review has kept. */
  @ApiProperty({ type: 'integer', example: 12 })
  unreviewed: number;
}

export class MethodsDto {
  items: MethodDto[];
}

export class WithdrawMethodBody {
  /** One portal or bank; the method whole when missing. @example "example-bank" */
  @IsOptional() @IsString() @Length(1, 32)
  provider?: string;

  /** Why; kept with the record. @example "Банк отозвал лицензию" */
  @IsString() @Length(3, 500)
  reason: string;
}

export class RestoreMethodBody {
  /** As it was withdrawn. @example "example-bank" */
  @IsOptional() @IsString() @Length(1, 32)
  provider?: string;
}

export class ConfirmationsQuery extends PageQuery {
  @IsOptional() @IsIn(CONFIRMATION_METHODS) @ApiProperty({ enum: CONFIRMATION_METHODS, required: false, example: 'bank' })
  method?: ConfirmationMethod;

  /** One portal or bank. @example "example-bank" */
  @IsOptional() @IsString() @MaxLength(32)
  provider?: string;

  /** Kept by a review, or not yet. @example false */
  @QueryBoolean()
  kept?: boolean;
}

export class ReviewedConfirmationDto extends LevelConfirmationDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  personId: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  endReason: string | null;

  /** A review has kept it. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  keptAt: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  keepReason: string | null;
}

export class ReviewedConfirmationsPageDto {
  /** Oldest first. */
  items: ReviewedConfirmationDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toReviewedConfirmationDto(c: LevelConfirmation): ReviewedConfirmationDto {
  return { ...toLevelConfirmationDto(c), personId: c.personId, endReason: c.endReason, keptAt: c.keptAt?.toISOString() ?? null, keepReason: c.keepReason };
}
