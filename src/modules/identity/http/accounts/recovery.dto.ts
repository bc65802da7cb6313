import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength, MinLength } from 'class-validator';
import { IsCalendarDate, IsId } from '../../../../platform/http/index.js';
import { CHECKED_DOCUMENTS } from '../../domain/checked-document.js';

export class RecoveryBody {
  /** The phone or e-mail address of the account, as people type it. @example "+7 916 123-45-67" */
  @IsString() @MinLength(1) @MaxLength(254)
  contact: string;

  /** Of the owner. @example "1985-03-04" */
  @IsCalendarDate()
  birthDate: string;

  /** The solved challenge of `/auth/robot-challenge`, where it was asked for: base64 of `{ challenge, solution }`, as the ALTCHA widget gives it. */
  @IsOptional() @IsString() @MaxLength(5000)
  proof?: string;
}

/** The same whether or not somebody has this contact and birth date. */
export class RecoveryDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f0a' })
  recoveryId: string;

  /** Until when the code works. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:40:00.000Z' })
  expiresAt: string;

  /** From when another can be sent. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  resendAt: string;
}

export class RecoveryCodeBody {
  /** @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f0a" */
  @IsId()
  recoveryId: string;

  /** The code that was sent. @example "123456" */
  @IsString() @Length(1, 20)
  code: string;
}

export class RecoveryTicketDto {
  /** Sets one new password at `/auth/recovery/complete`. @example "q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c" */
  ticket: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:55:00.000Z' })
  expiresAt: string;
}

export class NewPasswordBody {
  /** @example "q1V3cmlnaHQgdGhlIG5leHQgdG9rZW4gaGVyZSBub3c" */
  @IsString() @Length(1, 100)
  ticket: string;

  /** By the password policy (ID-3). @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  newPassword: string;
}

/** The document staff have looked at before they restore somebody's access. */
export class CheckedDocumentBody {
  @IsIn(CHECKED_DOCUMENTS) @ApiProperty({ enum: CHECKED_DOCUMENTS, example: 'passport' })
  documentKind: (typeof CHECKED_DOCUMENTS)[number];

  /** Series and number of the document that was checked; kept encrypted. @example "4510 123456" */
  @IsString() @Length(4, 50)
  documentNumber: string;

  /** Why; kept with the record. @example "Потеряны телефон и почта" */
  @IsString() @Length(3, 500)
  reason: string;
}

/** Shown this once. */
export class TransitPasswordDto {
  /** @example "k7mq-2xdv-94hs" */
  password: string;
}
