import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUrl, Length, MaxLength } from 'class-validator';
import { IsId, IsInstant, PageQuery, QueryBoolean } from '../../../../platform/http/index.js';
import type { LevelLetter, QueuedLetter } from '../../app/levels/letters.service.js';
import type { NamedReview, OpenReview } from '../../app/levels/reviews.service.js';
import { REVIEW_STATUSES, type ReviewStatus } from '../../domain/levels/review-status.js';
import { NameDto, toNameDto } from '../person.dto.js';

const ID = '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f0c';
const WHEN = '2026-11-22T08:30:00.000Z';

export class LevelChallengeDto {
  /** Sign these bytes (base64) with a qualified certificate: a detached CMS signature with the certificate inside. @example "c2Nob29sLWNhYmluZXQgY29uZmlybSDigKY=" */
  toSign: string;

  @ApiProperty({ format: 'date-time', example: WHEN })
  expiresAt: string;
}

export class LevelSignatureBody {
  /** The detached CMS signature, base64. @example "MIIG…" */
  @IsString() @Length(1, 50_000)
  signature: string;
}

export class BankTicketBody {
  /** The `portal=` code the browser came back with. @example "q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c" */
  @IsString() @Length(1, 100)
  ticket: string;
}

export class OrderLetterBody {
  /** Where the post brings it; kept encrypted, and only while the letter is on its way. @example "236000, Калининград, Примерная улица, д. 1, кв. 2" */
  @IsString() @Length(10, 300)
  address: string;
}

export class LetterCodeBody {
  /** From the letter; case, spaces and dashes do not matter. @example "K7MQX-2DV94" */
  @IsString() @Length(1, 30)
  code: string;
}

/** A letter with a code, on its way. */
export class LevelLetterDto {
  @ApiProperty({ format: 'uuid', example: ID })
  id: string;

  @ApiProperty({ format: 'date-time', example: WHEN })
  orderedAt: string;

  /** Null: it has not been sent yet. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  printedAt: string | null;

  /** Until when its code works. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  expiresAt: string | null;
}

export class QueuedLetterDto extends LevelLetterDto {
  @ApiProperty({ format: 'uuid', example: ID })
  personId: string;

  name: NameDto;
}

export class LettersPageDto {
  /** Oldest first. */
  items: QueuedLetterDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class LettersQuery extends PageQuery {
  /** Those that were printed; those to print when missing. @example false */
  @QueryBoolean()
  printed?: boolean;
}

export class SubmitReviewBody {
  /** Files of the purpose `identity_document`: scans or photos of the passport, one to five. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(5) @IsId({ each: true }) @ApiProperty({ type: [String], example: [ID] })
  fileIds: string[];

  /** Ready to show oneself in a video call. @example false */
  @IsOptional() @IsBoolean() @ApiProperty({ type: Boolean, required: false, example: false })
  video?: boolean;
}

/** Scans of a passport under review. */
export class LevelReviewDto {
  @ApiProperty({ format: 'uuid', example: ID })
  id: string;

  /** `called`: a video call is arranged. */
  @ApiProperty({ enum: REVIEW_STATUSES, example: 'submitted' })
  status: string;

  @ApiProperty({ type: [String], example: [ID] })
  fileIds: string[];

  /** A video call is wanted or needed. @example false */
  video: boolean;

  @ApiProperty({ format: 'date-time', example: WHEN })
  submittedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  callAt: string | null;

  /** Where the call is. */
  @ApiProperty({ type: String, nullable: true, example: null })
  callUrl: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  decidedAt: string | null;

  /** What was wrong, when it was declined. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class QueuedReviewDto extends LevelReviewDto {
  @ApiProperty({ format: 'uuid', example: ID })
  personId: string;

  name: NameDto;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '1985-03-04' })
  birthDate: string | null;
}

export class ReviewsPageDto {
  /** Oldest first. */
  items: QueuedReviewDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class ReviewsQuery extends PageQuery {
  /** Those submitted when missing. */
  @IsOptional() @IsIn(REVIEW_STATUSES) @ApiProperty({ enum: REVIEW_STATUSES, required: false, example: 'submitted' })
  status?: ReviewStatus;
}

export class CallBody {
  /** Where the call is. @example "https://meet.example.ru/a1b2c3" */
  @IsUrl({ protocols: ['https'], require_protocol: true }) @MaxLength(500)
  url: string;

  @IsInstant() @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00+03:00' })
  at: string;
}

export function toLevelLetterDto({ id, orderedAt, printedAt, expiresAt }: LevelLetter): LevelLetterDto {
  return { id, orderedAt: orderedAt.toISOString(), printedAt: printedAt?.toISOString() ?? null, expiresAt: expiresAt?.toISOString() ?? null };
}

export function toQueuedLetterDto(letter: QueuedLetter): QueuedLetterDto {
  return { ...toLevelLetterDto(letter), personId: letter.personId, name: toNameDto(letter.name) };
}

export function toLevelReviewDto({ review, callUrl }: OpenReview): LevelReviewDto {
  const { id, status, fileIds, video, submittedAt, callAt, decidedAt, reason, version } = review;
  return {
    id, status, fileIds: [...fileIds], video, callUrl, reason, version,
    submittedAt: submittedAt.toISOString(), callAt: callAt?.toISOString() ?? null, decidedAt: decidedAt?.toISOString() ?? null,
  };
}

export function toQueuedReviewDto(review: NamedReview, callUrl: string | null = null): QueuedReviewDto {
  return { ...toLevelReviewDto({ review, callUrl }), personId: review.personId, name: toNameDto(review.name), birthDate: review.birthDate };
}
