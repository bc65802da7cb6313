import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Length, MaxLength, MinLength } from 'class-validator';
import type { Locale } from '../../../platform/i18n/index.js';
import { CHILD_ACCOUNT_STATES, type ChildAccount } from '../family.contracts.js';

export class NewChildAccountBody {
  /** The child's own login name: Latin letters, digits, `_`. @example "timofey_2015" */
  @IsString() @MinLength(1) @MaxLength(64)
  login: string;

  /** The child's own password, by the password policy (ID-3). @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  password: string;
}

export class ChildPasswordBody {
  /** By the password policy (ID-3). @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  newPassword: string;
}

export class TakeOverBody {
  /** @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  currentPassword: string;

  /** By the password policy (ID-3). @example "Letniy7-dozhd" */
  @IsString() @MinLength(1) @MaxLength(1024)
  newPassword: string;

  /** The code sent to your own phone by `POST /me/password/code`. @example "123456" */
  @IsOptional() @IsString() @Length(1, 20)
  code?: string;
}

export class ChildAccountLevelDto {
  @ApiProperty({ enum: ['simplified', 'standard', 'confirmed'], example: 'simplified' })
  level: string;

  /** @example "Упрощённая" */
  title: string;

  /** The 14th birthday, from which the diary needs a confirmed account; null where it does already, or the account is confirmed. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2031-05-07' })
  confirmedNeededFrom: string | null;

  /** What it cannot do yet, in words. */
  @ApiProperty({ type: [String], example: [] })
  cannot: string[];

  /** How to confirm it, in words; empty when it is. */
  @ApiProperty({ type: [String], example: ['Придите в школу с паспортом (ребёнок младше 14 лет — со свидетельством о рождении).'] })
  ways: string[];
}

export class ChildAccountDto {
  /** `none` yet; `kept` by the parents; the pupil's `own`. */
  @ApiProperty({ enum: CHILD_ACCOUNT_STATES, example: 'kept' })
  state: string;

  /** While the parents keep it. */
  @ApiProperty({ type: String, nullable: true, example: 'timofey_2015' })
  login: string | null;

  /** How sure it is whose the account is (ID-8); null while there is none. */
  @ApiProperty({ type: ChildAccountLevelDto, nullable: true })
  level: ChildAccountLevelDto | null;
}

export function toChildAccountDto({ state, login, level }: ChildAccount, locale: Locale): ChildAccountDto {
  return {
    state, login, level: level === null ? null : {
      level: level.level, title: level.words[locale], confirmedNeededFrom: level.neededFrom,
      cannot: level.closed.map((c) => c.words[locale]), ways: level.ways.map((w) => w.words[locale]),
    },
  };
}
