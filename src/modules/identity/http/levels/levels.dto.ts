import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import type { Locale } from '../../../../platform/i18n/index.js';
import { CONFIRMATION_METHODS } from '../../../../shared/confirmation-method.js';
import type { LevelConfirmation } from '../../app/levels/level-view.js';
import { CHECKED_DOCUMENTS } from '../../domain/checked-document.js';
import { ACCOUNT_LEVELS, STANDARD_FIELDS } from '../../domain/levels/account-level.js';
import type { AccountLevelView } from '../../identity.contracts.js';

export class ClosedDto {
  @ApiProperty({ enum: ['diary'], example: 'diary' })
  code: string;

  /** @example "Дневник закрыт: с 14 лет для него нужна подтверждённая учётная запись." */
  text: string;
}

export class MissingDto {
  @ApiProperty({ enum: STANDARD_FIELDS, example: 'snils' })
  code: string;

  /** @example "Не указан СНИЛС." */
  text: string;
}

export class ConfirmationWayDto {
  @ApiProperty({ enum: CONFIRMATION_METHODS, example: 'school' })
  method: string;

  /** The portal or bank, for those two. */
  @ApiProperty({ type: String, nullable: true, example: null })
  provider: string | null;

  /** What to do. @example "Придите в школу с паспортом." */
  text: string;
}

/** How sure it is whose the account is (ID-8). */
export class AccountLevelDto {
  @ApiProperty({ enum: ACCOUNT_LEVELS, example: 'standard' })
  level: string;

  /** @example "Стандартная" */
  title: string;

  /** What the account cannot do yet. */
  cannot: ClosedDto[];

  /** From which day the diary will need a confirmed account: the 14th birthday of somebody younger. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  confirmedNeededFrom: string | null;

  /** What a standard account has filled in and this one has not. */
  missing: MissingDto[];

  /** Ways to confirm it; empty when it is. */
  ways: ConfirmationWayDto[];
}

export class LevelConfirmationDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f0b' })
  id: string;

  @ApiProperty({ enum: CONFIRMATION_METHODS, example: 'school' })
  method: string;

  /** The portal or bank, for those two. */
  @ApiProperty({ type: String, nullable: true, example: null })
  provider: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  confirmedAt: string;

  /** Who checked; null for the program. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  confirmedBy: string | null;

  /** Its number is kept encrypted and shown to nobody. */
  @ApiProperty({ enum: CHECKED_DOCUMENTS, nullable: true, example: 'passport' })
  documentKind: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  endedAt: string | null;

  /** `replaced` by a newer one; the portal said so no more; revoked by a review. */
  @ApiProperty({ enum: ['replaced', 'portal_silent', 'review'], nullable: true, example: null })
  endGround: string | null;
}

/** The level with what it was told from. */
export class LevelHistoryDto extends AccountLevelDto {
  /** Newest first, ended ones too. */
  confirmations: LevelConfirmationDto[];
}

export class ConfirmInPersonBody {
  @IsIn(CHECKED_DOCUMENTS) @ApiProperty({ enum: CHECKED_DOCUMENTS, example: 'passport' })
  documentKind: (typeof CHECKED_DOCUMENTS)[number];

  /** Series and number of the document that was checked; kept encrypted. @example "4510 123456" */
  @IsString() @Length(4, 50)
  documentNumber: string;
}

export function toAccountLevelDto({ level, words, closed, neededFrom, missing, ways }: AccountLevelView, locale: Locale): AccountLevelDto {
  return {
    level, title: words[locale], confirmedNeededFrom: neededFrom,
    cannot: closed.map((c) => ({ code: c.code, text: c.words[locale] })),
    missing: missing.map((m) => ({ code: m.code, text: m.words[locale] })),
    ways: ways.map((w) => ({ method: w.code, provider: w.provider, text: w.words[locale] })),
  };
}

export function toLevelConfirmationDto(c: LevelConfirmation): LevelConfirmationDto {
  const { id, method, confirmedBy, documentKind, endGround } = c;
  return {
    id, method, confirmedBy, documentKind, endGround, provider: c.provider === '' ? null : c.provider,
    confirmedAt: c.confirmedAt.toISOString(), endedAt: c.endedAt?.toISOString() ?? null,
  };
}

export function toLevelHistoryDto(view: AccountLevelView, confirmations: readonly LevelConfirmation[], locale: Locale): LevelHistoryDto {
  return { ...toAccountLevelDto(view, locale), confirmations: confirmations.map(toLevelConfirmationDto) };
}
