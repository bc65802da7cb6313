import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';
import { DECLINE_REASONS, type DeclineReason } from '../app/claim-decisions.service.js';
import { DIFFERENCES, type Difference } from '../claims.contracts.js';
import { LINK_KINDS, type LinkKind } from '../family.contracts.js';

export class PersonNameBody {
  /** @example "Соловьёва" */
  @IsString() @MinLength(1) @MaxLength(100)
  family: string;

  /** @example "Мария" */
  @IsString() @MinLength(1) @MaxLength(100)
  given: string;

  /** May be missing. @example "Петровна" */
  @IsOptional() @IsString() @MaxLength(100)
  patronymic?: string;
}

export class InviteBody {
  /** A pupil of the own school. */
  @IsId()
  pupilId: string;

  /** Phone, e-mail address, SNILS or login name of the account; one that does not exist yet will find the invitation too. @example "+7 912 345-67-89" */
  @IsString() @MinLength(3) @MaxLength(254)
  identifier: string;

  /** The name the account has: a mistyped number then reaches nobody. */
  @ValidateNested() @Type(() => PersonNameBody)
  name: PersonNameBody;

  @IsIn(LINK_KINDS) @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  relationship: LinkKind;

  /** May also act: excuse, consent, ask. */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, default: true, example: true })
  canAct?: boolean;
}

export class ChildConsentBody {
  /** Version of the text that was shown. */
  @IsInt() @Min(1) @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  version: number;

  /** @example true */
  @IsBoolean()
  given: boolean;
}

export class AcceptLinkBody {
  /** To the processing of the child's data (FA-8): needed of somebody invited, not of a pupil of age. */
  @IsOptional() @ValidateNested() @Type(() => ChildConsentBody)
  consent?: ChildConsentBody;

  /** Of the school: which pupil the child is that a parent entered. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '019b0000-0000-7000-8000-000000000030' })
  pupilId?: string;
}

export class DeclineLinkBody {
  /** Of the school, about a child a parent entered; the parent is told. */
  @IsOptional() @IsIn(DECLINE_REASONS) @ApiProperty({ required: false, enum: DECLINE_REASONS, example: 'data_differs' })
  reason?: DeclineReason;

  /** With `data_differs`: what to mend. */
  @IsOptional() @IsArray() @ArrayMaxSize(DIFFERENCES.length) @IsIn(DIFFERENCES, { each: true }) @ApiProperty({ required: false, enum: DIFFERENCES, isArray: true, example: ['birth_date'] })
  differs?: Difference[];
}
