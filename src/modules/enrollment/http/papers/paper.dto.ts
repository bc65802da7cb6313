import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId } from '../../../../platform/http/index.js';
import { DECLARATIONS } from '../../kinds/kinds.js';

/** Kinds families bring on paper. */
export const PAPER_KINDS: readonly string[] = DECLARATIONS.filter(({ paper }) => paper !== undefined).map(({ code }) => code);

export class PaperNameDto {
  /** @example "Соловьёва" */
  @IsString() @MinLength(1) @MaxLength(100)
  family: string;

  /** @example "Мария" */
  @IsString() @MinLength(1) @MaxLength(100)
  given: string;

  /** @example "Петровна" */
  @IsOptional() @IsString() @MaxLength(100)
  patronymic?: string;
}

/** The parent who asks, as the paper says. */
export class PaperApplicantDto {
  @IsDefined() @ValidateNested() @Type(() => PaperNameDto)
  name: PaperNameDto;

  /** Who has no account gets a login at a contact; who has no contact, on paper (`POST /requests/{id}/login-slip`). @example "m.solovieva@example.ru" */
  @IsOptional() @IsString() @MaxLength(254)
  email?: string;

  /** @example "+7 912 345-67-89" */
  @IsOptional() @IsString() @MaxLength(40)
  phone?: string;

  /** An earlier paper application of the same person at the school: somebody without contacts has one account, not one for each paper. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '019b0000-0000-7000-8000-000000000040' })
  sameAs?: string;
}

/** Whichever is missing is taken away; one at least. */
export class PaperContactDto {
  /** @example "m.solovieva@example.ru" */
  @IsOptional() @IsString() @MaxLength(254)
  email?: string;

  /** @example "+7 912 345-67-89" */
  @IsOptional() @IsString() @MaxLength(40)
  phone?: string;
}

export class EnterPaperDto {
  @IsIn(PAPER_KINDS) @ApiProperty({ enum: PAPER_KINDS, example: 'diary_access' })
  kind: string;

  @IsDefined() @ValidateNested() @Type(() => PaperApplicantDto)
  applicant: PaperApplicantDto;

  /** The date on the paper. */
  @IsCalendarDate() @ApiProperty({ type: String, format: 'date', example: '2026-11-05' })
  datedOn: string;
}

export class ReceiveDto {
  /** The number, or what its QR code says. @example "2026-77-000123-5" */
  @IsString() @MinLength(1) @MaxLength(80)
  number: string;
}

export class BlankFormQueryDto {
  /** Whose director it is addressed to. */
  @IsId() @ApiProperty({ format: 'uuid', example: '019b0000-0000-7000-8000-000000000010' })
  school: string;
}
