import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { AppointeeForm } from './connection-parts.dto.js';
import { AttachedDocumentForm } from './diary-access-form.dto.js';

/** The authority that answers for the region's schools. */
export class AuthorityForm {
  /** @example "Министерство образования Калининградской области" */
  @IsOptional() @IsString() @MaxLength(300)
  name?: string;

  /** May be missing; 10 digits with a checksum. @example "7707083893" */
  @IsOptional() @IsString() @MaxLength(20)
  inn?: string;

  /** @example "236007, г. Калининград, ул. Дм. Донского, 1" */
  @IsOptional() @IsString() @MaxLength(300)
  address?: string;
}

/** What may be typed into a request for the connection of a region (EN-1). Every field may be missing in a draft. */
export class RegionConnectionFields {
  /** Two digits, from `/regions`. @example "39" */
  @IsOptional() @IsString() @MaxLength(10)
  regionCode?: string;

  @IsOptional() @ValidateNested() @Type(() => AuthorityForm)
  authority?: AuthorityForm;

  /** Who will coordinate the region's schools. */
  @IsOptional() @ValidateNested() @Type(() => AppointeeForm)
  coordinator?: AppointeeForm;

  /** At once when missing. ДД.ММ.ГГГГ or YYYY-MM-DD. @example "01.09.2027" */
  @IsOptional() @IsString() @MaxLength(40)
  connectOn?: string;

  /** The `official_letter` of the authority; beside it `other`. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => AttachedDocumentForm)
  documents?: AttachedDocumentForm[];
}

export class RegionConnectionForm extends RegionConnectionFields {
  @Equals('region_connection') @ApiProperty({ enum: ['region_connection'], example: 'region_connection' })
  kind: 'region_connection';
}

/** Nothing has to be said. */
export class RegionConnectionApproval {}
