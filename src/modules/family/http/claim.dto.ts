import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { IsCalendarDate, IsId } from '../../../platform/http/index.js';
import { displayName, formatSnils, maskPhone } from '../../../shared/identifiers/index.js';
import type { Locale } from '../../../platform/i18n/index.js';
import type { SentCode } from '../../identity/index.js';
import type { LikelyPupil, Representative } from '../../schools/index.js';
import { type Claim, DOCUMENT_KINDS, type DocumentKind } from '../claims.contracts.js';
import { LINK_KINDS, type LinkKind } from '../family.contracts.js';
import { FIELD_WORDS } from '../field-words.js';
import { FILLED_IN_BY, FILLERS, PROFILE_FIELDS, type ProfileField } from '../domain/completeness.js';
import { CourtDecisionDto } from './court-decision.dto.js';
import { ChildDto, FamilyLinkDto, NameDto, NamedRefDto } from './family.dto.js';
import { ChildConsentBody, PersonNameBody } from './invitation.dto.js';

export class ChildDocumentBody {
  @IsIn(DOCUMENT_KINDS) @ApiProperty({ enum: DOCUMENT_KINDS, example: 'birth_certificate' })
  kind: DocumentKind;

  /** A foreign document may have none. Kept sealed. @example "IV-АН" */
  @IsOptional() @IsString() @MaxLength(40)
  series?: string;

  /** Kept sealed. @example "123456" */
  @IsString() @MaxLength(40)
  number: string;
}

/** As in the birth certificate (FA-1). */
export class AddChildBody {
  @ValidateNested() @Type(() => PersonNameBody)
  name: PersonNameBody;

  @IsCalendarDate()
  birthDate: string;

  @IsIn(['m', 'f']) @ApiProperty({ enum: ['m', 'f'], example: 'f' })
  sex: 'm' | 'f';

  @ValidateNested() @Type(() => ChildDocumentBody)
  document: ChildDocumentBody;

  /** May be missing; kept sealed. @example "112-233-445 95" */
  @IsOptional() @IsString() @MaxLength(40)
  snils?: string;

  /** May be missing; kept sealed. @example "500100732259" */
  @IsOptional() @IsString() @MaxLength(40)
  inn?: string;

  @IsIn(LINK_KINDS) @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  relationship: LinkKind;

  /** Of the directory. */
  @IsId()
  schoolId: string;

  /** To the processing of the child's data (FA-8). */
  @IsOptional() @ValidateNested() @Type(() => ChildConsentBody)
  consent?: ChildConsentBody;
}

/** Only what changes. Once the child is linked, only a SNILS or an INN that was missing. */
export class CorrectChildBody {
  @IsOptional() @ValidateNested() @Type(() => PersonNameBody)
  name?: PersonNameBody;

  @IsOptional() @IsCalendarDate() @ApiProperty({ required: false, type: String, format: 'date', example: '2015-05-07' })
  birthDate?: string;

  @IsOptional() @IsIn(['m', 'f']) @ApiProperty({ required: false, enum: ['m', 'f'], example: 'f' })
  sex?: 'm' | 'f';

  @IsOptional() @ValidateNested() @Type(() => ChildDocumentBody)
  document?: ChildDocumentBody;

  /** Kept sealed. @example "112-233-445 95" */
  @IsOptional() @IsString() @MaxLength(40)
  snils?: string;

  /** Kept sealed. @example "500100732259" */
  @IsOptional() @IsString() @MaxLength(40)
  inn?: string;

  @IsOptional() @IsIn(LINK_KINDS) @ApiProperty({ required: false, enum: LINK_KINDS, example: 'mother' })
  relationship?: LinkKind;
}

export class ConfirmLinkBody {
  /** From the SMS to your own proved phone. @example "123456" */
  @IsString() @MinLength(1) @MaxLength(20)
  smsCode: string;
}

export class SentCodeDto {
  /** Where to, masked. @example "+7 912 ***-**-89" */
  sentTo: string;
  /** @example "2026-11-22T08:40:00.000Z" */
  expiresAt: string;
  /** From when another can be sent. @example "2026-11-22T08:31:00.000Z" */
  resendAt: string;
}

export class AddedChildDto extends ChildDto {
  /** The code to confirm with, at `/family-links/{id}/confirm`. */
  code: SentCodeDto;
}

export class EnteredDocumentDto {
  @ApiProperty({ enum: DOCUMENT_KINDS, example: 'birth_certificate' })
  kind: DocumentKind;
  @ApiProperty({ type: String, nullable: true, example: 'IV-АН' })
  series: string | null;
  /** @example "123456" */
  number: string;
}

/** What a parent entered of a child, for the school to compare with its papers. */
export class EnteredChildDto {
  name: NameDto;
  /** @example "2015-05-07" */
  @ApiProperty({ format: 'date' })
  birthDate: string;
  @ApiProperty({ enum: ['m', 'f'], example: 'f' })
  sex: string;
  document: EnteredDocumentDto;
  @ApiProperty({ type: String, nullable: true, example: '112-233-445 95' })
  snils: string | null;
  @ApiProperty({ type: String, nullable: true, example: '500100732259' })
  inn: string | null;
}

export class LikelyChildDto {
  /** @example "019b0000-0000-7000-8000-000000000030" */
  pupilId: string;
  /** @example "Соловьёва Анна Ильинична" */
  name: string;
  /** @example "2015-05-07" */
  @ApiProperty({ format: 'date' })
  birthDate: string;
  @ApiProperty({ type: NamedRefDto, nullable: true })
  class: NamedRefDto | null;
  @ApiProperty({ enum: ['same', 'likely'], example: 'same' })
  likeness: string;
}

export class FamilyLinkCardDto extends FamilyLinkDto {
  /** Of a child a parent entered; to the school only. */
  @ApiProperty({ type: EnteredChildDto, nullable: true })
  entered: EnteredChildDto | null;
  /** Pupils of the school who may be that child, the surest first. */
  likely: LikelyChildDto[];
  /** Of a link that ended by a court's decision; to the school only. */
  @ApiProperty({ type: CourtDecisionDto, nullable: true })
  courtDecision: CourtDecisionDto | null;
}

export class MissingFieldDto {
  @ApiProperty({ enum: PROFILE_FIELDS, example: 'snils_or_inn' })
  field: ProfileField;
  /** Whose it is to fill in. */
  @ApiProperty({ enum: FILLERS, example: 'family' })
  filledInBy: (typeof FILLERS)[number];
  /** Which it is and how to mend it, in plain words. @example "СНИЛС или ИНН: родитель указывает его в карточке ребёнка в разделе «Дети»." */
  text: string;
}

export class CompletenessDto {
  /** @example false */
  complete: boolean;
  /** The diary is closed for what is missing. @example true */
  diaryClosed: boolean;
  missing: MissingFieldDto[];
  /** Kind of the request by which data that the school keeps are corrected, with scans: `POST /requests`. */
  @ApiProperty({ enum: ['data_correction'], example: 'data_correction' })
  correctionKind: string;
}

export class ContactOnFileBody {
  @ValidateNested() @Type(() => PersonNameBody)
  name: PersonNameBody;

  @IsIn(LINK_KINDS) @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  relationship: LinkKind;

  /** Kept sealed. @example "+7 912 345-67-89" */
  @IsString() @MaxLength(40)
  phone: string;
}

export class ContactsOnFileBody {
  /** In place of those that were. */
  @IsArray() @ArrayMaxSize(8) @ValidateNested({ each: true }) @Type(() => ContactOnFileBody)
  items: ContactOnFileBody[];
}

export class ContactOnFileDto {
  /** @example "Соловьёва Мария Петровна" */
  name: string;
  @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  relationship: LinkKind;
  /** Masked. @example "+7 912 ***-**-89" */
  phone: string;
}

export class ContactsOnFileDto {
  items: ContactOnFileDto[];
}

export function toSentCodeDto({ sentTo, expiresAt, resendAt }: SentCode): SentCodeDto {
  return { sentTo, expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
}

export function toCompletenessDto(missing: readonly ProfileField[], locale: Locale): CompletenessDto {
  return {
    complete: missing.length === 0, diaryClosed: missing.length > 0, correctionKind: 'data_correction',
    missing: missing.map((field) => ({ field, filledInBy: FILLED_IN_BY[field], text: FIELD_WORDS[field][locale] })),
  };
}

export function toContactsDto(contacts: readonly Representative[]): ContactsOnFileDto {
  return { items: contacts.map(({ name, kind, phone }) => ({ name: displayName(name), relationship: kind, phone: maskPhone(phone) })) };
}

export function toEnteredDto({ name, birthDate, sex, document, snils, inn }: Claim): EnteredChildDto {
  return { name: { ...name, patronymic: name.patronymic ?? null }, birthDate, sex, document: { ...document }, snils: snils === null ? null : formatSnils(snils), inn };
}

export function toLikelyDto({ pupil, likeness }: LikelyPupil): LikelyChildDto {
  return { pupilId: pupil.id, name: displayName(pupil.name), birthDate: pupil.birthDate, class: pupil.schoolClass, likeness };
}
