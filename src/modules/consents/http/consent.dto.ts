import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, MaxLength, Min, MinLength } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';
import { CONSENT_PURPOSES, type Consent, type ConsentPurpose, type ConsentText } from '../consents.contracts.js';

const PURPOSES = Object.keys(CONSENT_PURPOSES) as ConsentPurpose[];

export class GiveConsentDto {
  /** What for. */
  @IsIn(PURPOSES) @ApiProperty({ enum: PURPOSES, example: 'child_data' })
  purpose: ConsentPurpose;

  /** Version of the text that was shown; it must be the one in force. */
  @IsInt() @Min(1) @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  version: number;

  /** The pupil, for `child_data`; oneself when left out. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '019b76da-a800-7000-8000-000000000001' })
  subjectId?: string;
}

export class ConsentDto {
  /** @example "019b76da-a800-7000-8000-000000000002" */
  id: string;
  /** What for. */
  @ApiProperty({ enum: PURPOSES, example: 'child_data' })
  purpose: ConsentPurpose;
  /** Version of the text agreed to. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
  /** Whom it is about: oneself or a pupil. @example "019b76da-a800-7000-8000-000000000001" */
  subjectId: string;
  /** When it was given. @example "2026-11-22T08:30:00.000Z" */
  givenAt: string;
  /** When it was withdrawn; null while it stands. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  withdrawnAt: string | null;
}

export class ConsentPageDto {
  items: ConsentDto[];
  /** `cursor` of the next page; null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class PublishTextDto {
  /** What for. */
  @IsIn(PURPOSES) @ApiProperty({ enum: PURPOSES, example: 'terms' })
  purpose: ConsentPurpose;
  /** Title in Russian. @example "Правила пользования" */
  @IsString() @MinLength(3) @MaxLength(200)
  titleRu: string;
  /** Text in Russian. @example "Я прочёл правила и принимаю их." */
  @IsString() @MinLength(10) @MaxLength(20_000)
  bodyRu: string;
  /** Title in English. @example "Terms of use" */
  @IsString() @MinLength(3) @MaxLength(200)
  titleEn: string;
  /** Text in English. @example "I have read the terms and accept them." */
  @IsString() @MinLength(10) @MaxLength(20_000)
  bodyEn: string;
}

export class ConsentTextDto {
  /** What for. */
  @ApiProperty({ enum: PURPOSES, example: 'child_data' })
  purpose: ConsentPurpose;
  /** The version in force. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
  /** In the reader's language. @example "Согласие на обработку персональных данных ребёнка" */
  title: string;
  /** In the reader's language. @example "Я, законный представитель ребёнка, согласен…" */
  body: string;
  /** @example "2026-08-01T00:00:00.000Z" */
  publishedAt: string;
}

export class ConsentTextsDto {
  items: ConsentTextDto[];
}

export function toConsentDto(consent: Consent): ConsentDto {
  const { id, purpose, version, subjectId } = consent;
  return { id, purpose, version, subjectId, givenAt: consent.givenAt.toISOString(), withdrawnAt: consent.withdrawnAt?.toISOString() ?? null };
}

export function toConsentTextDto(text: ConsentText, locale: 'ru' | 'en'): ConsentTextDto {
  const [title, body] = locale === 'ru' ? [text.titleRu, text.bodyRu] : [text.titleEn, text.bodyEn];
  return { purpose: text.purpose, version: text.version, title, body, publishedAt: text.publishedAt.toISOString() };
}
