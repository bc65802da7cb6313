import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';
import { AppointeeForm } from './connection-parts.dto.js';
import { AttachedDocumentForm } from './diary-access-form.dto.js';

/** A settlement the directory does not have. */
export class NewSettlementForm {
  /** @example "Краснолесье" */
  @IsOptional() @IsString() @MaxLength(100)
  name?: string;

  /** `city`, `town`, `village` or `other`. @example "village" */
  @IsOptional() @IsString() @MaxLength(20)
  type?: string;

  /** District or greater town it belongs to. @example "Нестеровский район" */
  @IsOptional() @IsString() @MaxLength(100)
  area?: string;
}

/** A school the directory does not have. */
export class NewSchoolForm {
  /** Full name. @example "МБОУ «Средняя школа № 12»" */
  @IsOptional() @IsString() @MaxLength(300)
  name?: string;

  /** @example "Школа № 12" */
  @IsOptional() @IsString() @MaxLength(100)
  shortName?: string;

  /** As in `/schools`. @example "school" */
  @IsOptional() @IsString() @MaxLength(20)
  type?: string;

  /** @example "ул. Школьная, 1" */
  @IsOptional() @IsString() @MaxLength(300)
  address?: string;

  /** Where `settlementId` has none to name. */
  @IsOptional() @ValidateNested() @Type(() => NewSettlementForm)
  settlement?: NewSettlementForm;
}

/** What may be typed into a request for the connection of a school (SC-3). Every field may be missing in a draft. */
export class SchoolConnectionFields {
  /** A school of the directory that is not connected yet (`status: listed`); otherwise `newSchool`. @example "019b0000-0000-7000-8000-000000000010" */
  @IsOptional() @IsString() @MaxLength(40)
  schoolId?: string;

  @IsOptional() @ValidateNested() @Type(() => NewSchoolForm)
  newSchool?: NewSchoolForm;

  /** Of a new school. Two digits, from `/regions`. @example "39" */
  @IsOptional() @IsString() @MaxLength(10)
  regionCode?: string;

  /** Of a new school, from `/regions/{id}/settlements`. @example "019b0000-0000-7000-8000-000000000011" */
  @IsOptional() @IsString() @MaxLength(40)
  settlementId?: string;

  /** 10 digits with a checksum. @example "7707083893" */
  @IsOptional() @IsString() @MaxLength(20)
  inn?: string;

  /** 8 digits with a checksum. @example "00032537" */
  @IsOptional() @IsString() @MaxLength(20)
  okpo?: string;

  /** Who will administer the school's journal. */
  @IsOptional() @ValidateNested() @Type(() => AppointeeForm)
  administrator?: AppointeeForm;

  /** On what ground the applicant acts for the school. @example "Директор, приказ о назначении № 12 от 01.09.2026" */
  @IsOptional() @IsString() @MaxLength(500)
  powers?: string;

  /** At least one of `appointment_order`, `powers_certificate`, `service_contract`; beside them `other`. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => AttachedDocumentForm)
  documents?: AttachedDocumentForm[];
}

export class SchoolConnectionForm extends SchoolConnectionFields {
  @Equals('school_connection') @ApiProperty({ enum: ['school_connection'], example: 'school_connection' })
  kind: 'school_connection';
}

export class SchoolConnectionApproval {
  /** For a school that described a new settlement: the one of the directory that is meant. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '019b0000-0000-7000-8000-000000000011' })
  settlementId?: string;

  /** Candidates of `schools.twins` or `schools.settlement_twins` that somebody looked at: these are others. */
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsId({ each: true }) @ApiProperty({ required: false, type: [String], format: 'uuid', example: [] })
  confirmedTwins?: string[];
}
