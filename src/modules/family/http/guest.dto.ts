import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { IsId, IsInstant, PageQuery } from '../../../platform/http/index.js';
import type { Locale } from '../../../platform/i18n/index.js';
import { displayName } from '../../../shared/identifiers/index.js';
import { GUEST_REASON_WORDS } from '../guest-words.js';
import { GUEST_REASONS, GUEST_RELATIONS, GUEST_STATUSES, type GuestAccessView, type GuestReason, type GuestRelation, type GuestStatus } from '../guests.contracts.js';
import { LinkPartyDto, NamedRefDto } from './family.dto.js';
import { PersonNameBody } from './invitation.dto.js';

export class GiveGuestAccessBody {
  /** A child of mine. */
  @IsId()
  pupilId: string;

  /** Phone, e-mail address, SNILS or login name of the guest's account, which may come later. @example "+7 912 345-67-89" */
  @IsString() @MinLength(3) @MaxLength(254)
  identifier: string;

  /** The name the guest's account has: a mistyped number then reaches nobody. */
  @ValidateNested() @Type(() => PersonNameBody)
  name: PersonNameBody;

  @IsIn(GUEST_RELATIONS) @ApiProperty({ enum: GUEST_RELATIONS, example: 'grandparent' })
  relation: GuestRelation;

  /** When the access ends, at most a year ahead. */
  @IsInstant()
  validUntil: string;
}

export class GuestAccessesQuery extends PageQuery {
  /** Only of this pupil. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid' })
  pupil?: string;

  /** Only of this status. */
  @IsOptional() @IsIn(GUEST_STATUSES) @ApiProperty({ required: false, enum: GUEST_STATUSES })
  status?: GuestStatus;
}

export class GuestAccessDto {
  /** @example "019b0000-0000-7000-8000-000000000040" */
  id: string;
  /** Before the guest accepts, they see the given name and one letter. */
  pupil: LinkPartyDto;
  school: NamedRefDto;
  /** The name as the giver wrote it until the guest accepts. */
  guest: LinkPartyDto;
  @ApiProperty({ enum: GUEST_RELATIONS, example: 'grandparent' })
  relation: GuestRelation;
  givenBy: NamedRefDto;
  @ApiProperty({ enum: GUEST_STATUSES, example: 'active' })
  status: GuestStatus;
  /** Why it does not hold, as a code. */
  @ApiProperty({ enum: GUEST_REASONS, nullable: true, example: null })
  reason: GuestReason | null;
  /** The same in plain words. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reasonText: string | null;
  /** @example "2026-11-22T08:30:00.000Z" */
  createdAt: string;
  /** @example "2027-05-31T00:00:00.000Z" */
  validUntil: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class GuestAccessPageDto {
  items: GuestAccessDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toGuestAccessDto(access: GuestAccessView, locale: Locale): GuestAccessDto {
  const { id, relation, status, reason, version } = access;
  return {
    id, relation, status, reason, version,
    pupil: { id: access.pupilId, name: displayName(access.pupilName) },
    school: { id: access.schoolId, name: access.schoolName },
    guest: { id: access.guestId, name: displayName(access.guestName) },
    givenBy: { id: access.givenBy, name: displayName(access.giverName) },
    reasonText: reason === null ? null : GUEST_REASON_WORDS[reason][locale],
    createdAt: access.createdAt.toISOString(),
    validUntil: access.validUntil.toISOString(),
  };
}
