import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId } from '../../../../platform/http/index.js';
import type { RegistrationBegun } from '../../app/registration/registration.service.js';

export class NameBody {
  /** @example "Соловьёва" */
  @IsString() @Length(1, 100)
  family: string;

  /** @example "Анна" */
  @IsString() @Length(1, 100)
  given: string;

  /** @example "Игоревна" */
  @IsOptional() @IsString() @MaxLength(100)
  patronymic?: string;
}

export class PassportBody {
  /** @example "4510" */
  @IsString() @Length(4, 10)
  series: string;

  /** @example "123456" */
  @IsString() @Length(6, 10)
  number: string;

  /** @example "Отделом УФМС России по г. Москве" */
  @IsString() @Length(3, 300)
  issuedBy: string;

  /** @example "2015-06-10" */
  @IsCalendarDate()
  issuedOn: string;
}

/** Versions of the texts shown and agreed to; `/consent-texts` has those in force. */
export class ConsentsBody {
  /** Terms of use. @example 1 */
  @IsInt() @ApiProperty({ type: 'integer', example: 1 })
  terms: number;

  /** Processing of one's personal data. @example 1 */
  @IsInt() @ApiProperty({ type: 'integer', example: 1 })
  personalData: number;
}

export class RegistrationBody {
  @ValidateNested() @Type(() => NameBody)
  name: NameBody;

  /** From 14 years on. @example "1985-03-04" */
  @IsCalendarDate()
  birthDate: string;

  /** Proved by a code. @example "+7 916 123-45-67" */
  @IsString() @MinLength(1) @MaxLength(30)
  phone: string;

  /** Proved by a link. @example "solovieva@example.ru" */
  @IsString() @MinLength(3) @MaxLength(254)
  email: string;

  /** By the password policy (ID-3). @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  password: string;

  @ValidateNested() @Type(() => ConsentsBody)
  consents: ConsentsBody;

  /** @example "112-233-445 95" */
  @IsOptional() @IsString() @MaxLength(20)
  snils?: string;

  /** Of a person: 12 digits. @example "500100732259" */
  @IsOptional() @IsString() @MaxLength(20)
  inn?: string;

  @IsOptional() @ValidateNested() @Type(() => PassportBody)
  passport?: PassportBody;

  /** @example "Россия" */
  @IsOptional() @IsString() @MaxLength(100)
  citizenship?: string;

  /** @example "г. Калининград" */
  @IsOptional() @IsString() @MaxLength(200)
  birthPlace?: string;

  /** Language of messages; Russian when missing. */
  @IsOptional() @IsIn(['ru', 'en']) @ApiProperty({ enum: ['ru', 'en'], required: false, example: 'ru' })
  locale?: 'ru' | 'en';

  /** The solved challenge of `/auth/robot-challenge`, where it was asked for: base64 of `{ challenge, solution }`, as the ALTCHA widget gives it. */
  @IsOptional() @IsString() @MaxLength(5000)
  proof?: string;
}

/** The same for a phone that is known and one that is not. */
export class RegistrationDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f09' })
  registrationId: string;

  /** Until when the code works. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:40:00.000Z' })
  expiresAt: string;

  /** From when another can be sent. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  resendAt: string;
}

/** What the portal does not say of somebody, or they want to have otherwise here. */
export class PortalRegistrationBody extends PartialType(OmitType(RegistrationBody, ['consents'] as const)) {
  /** `unlinked.ticket` of the exchange: ten minutes, in the browser that began. @example "q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c" */
  @IsString() @Length(1, 100)
  ticket: string;

  @ValidateNested() @Type(() => ConsentsBody)
  consents: ConsentsBody;
}

export class ResendBody {
  /** @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f09" */
  @IsId()
  registrationId: string;
}

export class VerifyPhoneBody {
  /** @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f09" */
  @IsId()
  registrationId: string;

  /** The code of the SMS. @example "123456" */
  @IsString() @Length(1, 20)
  code: string;

  /** What the owner knows this device by. @example "Телефон" */
  @IsOptional() @IsString() @MaxLength(100)
  deviceName?: string;
}

export class VerifyEmailBody {
  /** From the link in the e-mail. @example "q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c" */
  @IsString() @Length(1, 100)
  token: string;
}

export class VerifyEmailQuery {
  /** @example "q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c" */
  @IsString() @Length(1, 100)
  token: string;
}

/** An ALTCHA challenge: find the counter whose key begins with `keyPrefix`. The ALTCHA widget and `altcha-lib` solve it. */
export class RobotChallengeDto {
  /** What to compute; handed back unchanged within the proof. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { algorithm: 'PBKDF2/SHA-256', cost: 1000, keyLength: 32, keyPrefix: '7a…', nonce: '5f…', salt: '0c…' } })
  parameters: Record<string, unknown>;

  /** @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  signature: string;
}

export function toRegistrationDto({ id, expiresAt, resendAt }: RegistrationBegun): RegistrationDto {
  return { registrationId: id, expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
}
