import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery } from '../../../../platform/http/index.js';
import { CHILD_DOCUMENT_KINDS, type ChildDocumentKind } from '../../../../shared/identifiers/index.js';
import type { Pupil } from '../../schools.contracts.js';

const NAME = /^\p{L}[\p{L}\p{M} .'’ʼ-]*$/u;

export class PupilsQueryDto extends PageQuery {
  /** Beginning of the family name, then of the given name. @example "иванов п" */
  @IsOptional() @IsString() @Length(1, 100)
  q?: string;

  /** Only of this class, today. */
  @IsOptional() @IsId()
  class?: string;
}

export class PupilNameDto {
  /** @example "Иванов" */
  @Matches(NAME) @Length(1, 100)
  family: string;
  /** @example "Пётр" */
  @Matches(NAME) @Length(1, 100)
  given: string;
  /** Missing is normal. @example "Ильич" */
  @IsOptional() @Matches(NAME) @Length(1, 100) @ApiProperty({ type: String, nullable: true, required: false, example: 'Ильич' })
  patronymic?: string | null;
}

/** Checked, kept sealed, never shown again. */
export class PupilDocumentDto {
  @IsIn(CHILD_DOCUMENT_KINDS) @ApiProperty({ enum: CHILD_DOCUMENT_KINDS, example: 'birth_certificate' })
  kind: ChildDocumentKind;

  /** A foreign document may have none. */
  @IsOptional() @IsString() @Length(1, 40) @ApiProperty({ type: String, nullable: true, required: false, example: 'IV-АН' })
  series?: string | null;

  /** @example "123456" */
  @IsString() @Length(1, 40)
  number: string;

  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', nullable: true, required: false, example: '2014-06-02' })
  issuedOn?: string | null;
}

class PupilFieldsDto {
  /** Id in another system, unique in the school. @example "k-102" */
  @IsOptional() @IsString() @Length(1, 100) @ApiProperty({ type: String, nullable: true, required: false, example: 'k-102' })
  externalId?: string | null;

  /** Checked, kept sealed, never shown again. */
  @IsOptional() @IsString() @Length(11, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '112-233-445 95' })
  snils?: string | null;

  /** Checked, kept sealed, never shown again. */
  @IsOptional() @IsString() @Length(12, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '500100732259' })
  inn?: string | null;

  /** The identity document the school has seen. */
  @IsOptional() @ValidateNested() @Type(() => PupilDocumentDto) @ApiProperty({ type: PupilDocumentDto, nullable: true, required: false })
  document?: PupilDocumentDto | null;
}

export class NewPupilDto extends PupilFieldsDto {
  @ValidateNested() @Type(() => PupilNameDto)
  name: PupilNameDto;

  /** @example "2014-05-17" */
  @IsCalendarDate()
  birthDate: string;

  @IsIn(['m', 'f']) @ApiProperty({ enum: ['m', 'f'], example: 'm' })
  sex: 'm' | 'f';

  /** Enrols at once. */
  @IsOptional() @IsId()
  classId?: string;

  /** First day in the class; today unless said. @example "2026-09-01" */
  @IsOptional() @IsCalendarDate()
  enrolledOn?: string;

  /** @example "17-у" */
  @IsOptional() @IsString() @Length(1, 100)
  orderNumber?: string;
}

export class ChangePupilDto extends PupilFieldsDto {
  @ValidateIf((_, value) => value !== undefined) @ValidateNested() @Type(() => PupilNameDto) @ApiProperty({ type: PupilNameDto, required: false })
  name?: PupilNameDto;

  /** @example "2014-05-17" */
  @ValidateIf((_, value) => value !== undefined) @IsCalendarDate() @ApiProperty({ required: false })
  birthDate?: string;

  @ValidateIf((_, value) => value !== undefined) @IsIn(['m', 'f']) @ApiProperty({ enum: ['m', 'f'], required: false, example: 'm' })
  sex?: 'm' | 'f';
}

class ClassRefDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** @example "5А" */
  name: string;
}

export class PupilDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  name: PupilNameDto;
  /** @example "2014-05-17" */
  @ApiProperty({ format: 'date' })
  birthDate: string;
  @ApiProperty({ enum: ['m', 'f'], example: 'm' })
  sex: string;
  @ApiProperty({ type: String, nullable: true, example: 'k-102' })
  externalId: string | null;
  /** Whether they have an account. @example true */
  hasAccount: boolean;
  /** The class of today. */
  @ApiProperty({ type: ClassRefDto, nullable: true })
  class: ClassRefDto | null;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class PupilCardDto extends PupilDto {
  /** Whether the SNILS is known; itself it is not shown. @example true */
  hasSnils: boolean;
  /** The same of the INN. @example true */
  hasInn: boolean;
  /** Which identity document is known; its number is not shown. */
  @ApiProperty({ enum: CHILD_DOCUMENT_KINDS, nullable: true, example: 'birth_certificate' })
  documentKind: ChildDocumentKind | null;
}

export class PupilPageDto {
  items: PupilDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toPupilDto({ id, name, birthDate, sex, externalId, personId, schoolClass, version }: Pupil): PupilDto {
  const { family, given, patronymic } = name;
  return { id, name: { family, given, patronymic: patronymic ?? null }, birthDate, sex, externalId, hasAccount: personId !== null, class: schoolClass, version };
}
