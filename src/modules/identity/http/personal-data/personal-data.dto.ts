import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import { IsCalendarDate } from '../../../../platform/http/index.js';
import { formatSnils, type PersonName } from '../../../../shared/identifiers/index.js';
import { IDENTIFYING, type Identifying } from '../../domain/personal-data.js';
import type { Correction, OwnPersonalData } from '../../app/personal-data/personal-data.service.js';
import { NameBody, PassportBody } from '../accounts/registration.dto.js';
import { NameDto, toNameDto } from '../person.dto.js';

const STATUSES = ['pending', 'approved', 'declined'] as const;

export class PersonalDataBody {
  @IsOptional() @ValidateNested() @Type(() => NameBody)
  name?: NameBody;

  /** @example "1985-03-04" */
  @IsOptional() @IsCalendarDate()
  birthDate?: string;

  /** @example "112-233-445 95" */
  @IsOptional() @IsString() @Length(11, 20)
  snils?: string;

  /** Null takes it away. @example "500100732259" */
  @IsOptional() @IsString() @Length(12, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '500100732259' })
  inn?: string | null;

  @IsOptional() @IsString() @MaxLength(100) @ApiProperty({ type: String, nullable: true, required: false, example: 'Россия' })
  citizenship?: string | null;

  @IsOptional() @IsString() @MaxLength(200) @ApiProperty({ type: String, nullable: true, required: false, example: 'г. Тверь' })
  birthPlace?: string | null;

  /** Null takes it away. */
  @IsOptional() @ValidateNested() @Type(() => PassportBody) @ApiProperty({ type: PassportBody, nullable: true, required: false })
  passport?: PassportBody | null;

  /** The code of `/me/personal-data/code`. @example "123456" */
  @IsOptional() @IsString() @Length(1, 20)
  code?: string;
}

export class CorrectionDto {
  /** Fields it is about. */
  @ApiProperty({ enum: IDENTIFYING, isArray: true, example: ['name'] })
  fields: string[];

  @ApiProperty({ enum: STATUSES, example: 'pending' })
  status: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  askedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  decidedAt: string | null;

  /** In the words of whoever decided. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
}

export class PersonalDataDto {
  name: NameDto;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '1985-03-04' })
  birthDate: string | null;

  @ApiProperty({ type: String, nullable: true, example: '112-233-445 95' })
  snils: string | null;

  @ApiProperty({ type: String, nullable: true, example: '500100732259' })
  inn: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Россия' })
  citizenship: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'г. Тверь' })
  birthPlace: string | null;

  @ApiProperty({ type: PassportBody, nullable: true })
  passport: PassportBody | null;

  /** The last correction you asked for: name, birth date and SNILS of an account others rely on wait for the school or the operator. */
  @ApiProperty({ type: CorrectionDto, nullable: true })
  correction: CorrectionDto | null;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class WaitingCorrectionDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  personId: string;

  name: NameDto;

  @ApiProperty({ enum: IDENTIFYING, isArray: true, example: ['name'] })
  fields: string[];

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  askedAt: string;
}

export class WaitingCorrectionsDto {
  /** The oldest first, a hundred at most. */
  items: WaitingCorrectionDto[];
}

/** Of the fields a correction is about. */
export class IdentifyingDto {
  @ApiProperty({ type: NameDto, required: false })
  name?: NameDto;

  @ApiProperty({ type: String, format: 'date', nullable: true, required: false, example: '1985-03-04' })
  birthDate?: string | null;

  @ApiProperty({ type: String, nullable: true, required: false, example: '112-233-445 95' })
  snils?: string | null;
}

export class CorrectionToDecideDto extends CorrectionDto {
  /** As the account says now. */
  present: IdentifyingDto;

  /** As its owner wants it. */
  wanted: IdentifyingDto;
}

export function toCorrectionDto({ fields, status, createdAt, decidedAt, reason }: Correction): CorrectionDto {
  return { fields: [...fields], status, askedAt: createdAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null, reason };
}

export function toPersonalDataDto({ name, snils, correction, passport, ...data }: OwnPersonalData): PersonalDataDto {
  return { ...data, name: toNameDto(name), snils: snils === null ? null : formatSnils(snils), passport, correction: correction === null ? null : toCorrectionDto(correction) };
}

export function toWaitingCorrectionDto({ personId, fields, createdAt, ...name }: Correction & PersonName): WaitingCorrectionDto {
  return { personId, name: toNameDto(name), fields: [...fields], askedAt: createdAt.toISOString() };
}

export function toCorrectionToDecideDto({ changes, present, ...correction }: Correction & { changes: Identifying; present: Identifying }): CorrectionToDecideDto {
  return { ...toCorrectionDto(correction), present: toIdentifyingDto(present), wanted: toIdentifyingDto(changes) };
}

function toIdentifyingDto({ name, birthDate, snils }: Identifying): IdentifyingDto {
  return { ...(name === undefined ? {} : { name: toNameDto(name) }), ...(birthDate === undefined ? {} : { birthDate }), ...(snils === undefined ? {} : { snils: snils === null ? null : formatSnils(snils) }) };
}
