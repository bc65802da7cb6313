import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, IsBoolean, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';

// Shape only: a draft keeps whatever was typed (EN-3); what it means is checked when it is sent.

/** A child's name as in the birth certificate. */
export class ChildNameForm {
  /** @example "Соловьёва" */
  @IsOptional() @IsString() @MaxLength(100)
  family?: string;

  /** @example "Анна" */
  @IsOptional() @IsString() @MaxLength(100)
  given?: string;

  /** May be missing. @example "Ильинична" */
  @IsOptional() @IsString() @MaxLength(100)
  patronymic?: string;
}

/** The child's identity document. */
export class ChildDocumentForm {
  /** `birth_certificate`, `passport` (from 14) or `foreign`. @example "birth_certificate" */
  @IsOptional() @IsString() @MaxLength(40)
  kind?: string;

  /** Kept sealed. @example "IV-АН" */
  @IsOptional() @IsString() @MaxLength(40)
  series?: string;

  /** Kept sealed. @example "123456" */
  @IsOptional() @IsString() @MaxLength(40)
  number?: string;

  /** @example "Отдел ЗАГС г. Калининграда" */
  @IsOptional() @IsString() @MaxLength(300)
  issuedBy?: string;

  /** ДД.ММ.ГГГГ or YYYY-MM-DD. @example "20.05.2015" */
  @IsOptional() @IsString() @MaxLength(40)
  issuedOn?: string;
}

/** How to reach somebody. */
export class ContactsForm {
  /** @example "+7 912 345-67-89" */
  @IsOptional() @IsString() @MaxLength(40)
  phone?: string;

  /** @example "m.solovieva@example.ru" */
  @IsOptional() @IsString() @MaxLength(254)
  email?: string;
}

/** The applicant's passport, or a foreign document. */
export class ApplicantPassportForm {
  /** `passport` (when missing too) or `foreign`. @example "passport" */
  @IsOptional() @IsString() @MaxLength(40)
  kind?: string;

  /** Kept sealed. @example "45 09" */
  @IsOptional() @IsString() @MaxLength(40)
  series?: string;

  /** Kept sealed. @example "123456" */
  @IsOptional() @IsString() @MaxLength(40)
  number?: string;

  /** @example "УМВД России по Калининградской области" */
  @IsOptional() @IsString() @MaxLength(300)
  issuedBy?: string;

  /** ДД.ММ.ГГГГ or YYYY-MM-DD. @example "14.06.2008" */
  @IsOptional() @IsString() @MaxLength(40)
  issuedOn?: string;
}

/** What the applicant says of themself; the name and birth date are the account's. Whether a school asks: `/schools/{id}/request-settings`. */
export class ApplicantDetailsForm {
  @IsOptional() @ValidateNested() @Type(() => ApplicantPassportForm)
  passport?: ApplicantPassportForm;

  /** @example "236000, г. Калининград, ул. Школьная, д. 1, кв. 2" */
  @IsOptional() @IsString() @MaxLength(500)
  registrationAddress?: string;

  @IsOptional() @ValidateNested() @Type(() => ContactsForm)
  contacts?: ContactsForm;
}

export class ChildForm {
  @IsOptional() @ValidateNested() @Type(() => ChildNameForm)
  name?: ChildNameForm;

  /** ДД.ММ.ГГГГ or YYYY-MM-DD. @example "07.05.2015" */
  @IsOptional() @IsString() @MaxLength(40)
  birthDate?: string;

  /** `m` or `f`. @example "f" */
  @IsOptional() @IsString() @MaxLength(10)
  sex?: string;

  /** Two letters of ISO 3166-1, or `none`. @example "RU" */
  @IsOptional() @IsString() @MaxLength(60)
  citizenship?: string;

  /** May be missing; kept sealed. @example "112-233-445 95" */
  @IsOptional() @IsString() @MaxLength(40)
  snils?: string;

  /** May be missing; kept sealed. @example "500100732259" */
  @IsOptional() @IsString() @MaxLength(40)
  inn?: string;

  @IsOptional() @ValidateNested() @Type(() => ChildDocumentForm)
  document?: ChildDocumentForm;

  /** @example "236000, г. Калининград, ул. Школьная, д. 1, кв. 2" */
  @IsOptional() @IsString() @MaxLength(500)
  registrationAddress?: string;

  @IsOptional() @ValidateNested() @Type(() => ContactsForm)
  contacts?: ContactsForm;
}

/** The text agreed to (`GET /consent-texts`, purpose `child_data`). */
export class ConsentForm {
  /** @example 1 */
  @IsOptional() @IsInt() @ApiProperty({ type: 'integer', required: false, example: 1 })
  version?: number;

  /** @example true */
  @IsOptional() @IsBoolean()
  given?: boolean;
}

/** A file uploaded to `/files` with the purpose `request_document`. */
export class AttachedDocumentForm {
  /**
   * `birth_certificate` or `identity_document` (of the child), `school_certificate`, `consent` (of a parent, when the applicant is under 18),
   * `application` (a scan written by hand) or `other`.
   * @example "birth_certificate"
   */
  @IsOptional() @IsString() @MaxLength(40)
  type?: string;

  @IsId()
  fileId: string;
}

/** What may be typed into a request for access to a child's diary (EN-2). Every field may be missing in a draft. */
export class DiaryAccessFields {
  /** `parent`, or `pupil` from the age of 14. @example "parent" */
  @IsOptional() @IsString() @MaxLength(20)
  applicantKind?: string;

  /** Two digits, from `/regions`. @example "39" */
  @IsOptional() @IsString() @MaxLength(10)
  regionCode?: string;

  /** From `/regions/{id}/settlements`. @example "019b0000-0000-7000-8000-000000000011" */
  @IsOptional() @IsString() @MaxLength(40)
  settlementId?: string;

  /** The school's public code, as on its poster: fills in region, settlement and school. @example "K7MQ2HXZ" */
  @IsOptional() @IsString() @MaxLength(20)
  schoolCode?: string;

  /** A code the school gave for the child: fills in school and class. It is not kept; a wrong one is named at once. @example "K7MQ-2HXZ-9T4W" */
  @IsOptional() @IsString() @MaxLength(60)
  linkingCode?: string;

  /** From `/schools`. @example "019b0000-0000-7000-8000-000000000010" */
  @IsOptional() @IsString() @MaxLength(40)
  schoolId?: string;

  /** @example "5А" */
  @IsOptional() @IsString() @MaxLength(20)
  className?: string;

  @IsOptional() @ValidateNested() @Type(() => ChildForm)
  child?: ChildForm;

  /** `mother`, `father`, `guardian` or `other`. @example "mother" */
  @IsOptional() @IsString() @MaxLength(20)
  relationship?: string;

  @IsOptional() @ValidateNested() @Type(() => ApplicantDetailsForm)
  applicantDetails?: ApplicantDetailsForm;

  @IsOptional() @ValidateNested() @Type(() => ConsentForm)
  consent?: ConsentForm;

  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => AttachedDocumentForm)
  documents?: AttachedDocumentForm[];
}

/** A draft of a request for access to a child's diary. */
export class DiaryAccessForm extends DiaryAccessFields {
  /** @example "diary_access" */
  @Equals('diary_access') @ApiProperty({ enum: ['diary_access'] })
  kind: 'diary_access';
}
