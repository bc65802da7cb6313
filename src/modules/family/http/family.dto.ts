import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { IsId, PageQuery } from '../../../platform/http/index.js';
import type { Locale } from '../../../platform/i18n/index.js';
import { displayName } from '../../../shared/identifiers/index.js';
import type { ChildCard, ListedChild } from '../app/family.query.js';
import { LINK_KINDS, LINK_SOURCES, LINK_STATUSES, type ClosedReason, type LinkKind, type LinkStatus, type LinkStep, type LinkView } from '../family.contracts.js';
import { DIFFERENCES, type Difference } from '../claims.contracts.js';
import { DIFFERENCE_WORDS, REASON_WORDS } from '../reason-words.js';
import { CourtDecisionBody } from './court-decision.dto.js';

const REASONS = Object.keys(REASON_WORDS) as ClosedReason[];

export class NameDto {
  /** @example "Соловьёва" */
  family: string;
  /** @example "Анна" */
  given: string;
  @ApiProperty({ type: String, nullable: true, example: 'Ильинична' })
  patronymic: string | null;
}

export class NamedRefDto {
  /** @example "019b0000-0000-7000-8000-000000000010" */
  id: string;
  /** @example "5А" */
  name: string;
}

export class ChildLinkDto {
  /** @example "019b0000-0000-7000-8000-000000000020" */
  id: string;
  @ApiProperty({ enum: LINK_STATUSES, example: 'linked' })
  status: LinkStatus;
  @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  kind: LinkKind;
  /** Why the diary is closed, as a code; null when it is open. */
  @ApiProperty({ enum: REASONS, nullable: true, example: null })
  reason: ClosedReason | null;
  /** The same in plain words. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reasonText: string | null;
}

/** A child of mine. School and class are told only while the link holds; before, the school as it was entered. */
export class ChildDto {
  /** The pupil's once linked; before, that of what was entered, which goes on working here. @example "019b0000-0000-7000-8000-000000000030" */
  id: string;
  /** Id for `/pupils/{id}/diary`. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '019b0000-0000-7000-8000-000000000030' })
  pupilId: string | null;
  name: NameDto;
  /** @example "2015-05-07" */
  @ApiProperty({ format: 'date' })
  birthDate: string;
  @ApiProperty({ type: NamedRefDto, nullable: true })
  school: NamedRefDto | null;
  @ApiProperty({ type: NamedRefDto, nullable: true })
  class: NamedRefDto | null;
  link: ChildLinkDto;
  /** What was entered otherwise than the school has it, never how the school has it (FA-5). */
  @ApiProperty({ enum: DIFFERENCES, isArray: true, example: [] })
  differs: readonly Difference[];
  /** When the school last took in its register, for a child that is not linked yet. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  registerSynchronisedAt: string | null;
  /** For `If-Match` of a correction; null when the school keeps the data. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  version: number | null;
}

export class ChildrenDto {
  items: ChildDto[];
  /** Always null: children are few. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

/** Somebody who represents the child; no contacts. */
export class GuardianDto {
  /** @example "Соловьёва Мария Петровна" */
  name: string;
  @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  kind: string;
  /** It is me. @example true */
  me: boolean;
}

export class ChildCardDto extends ChildDto {
  /** Everybody linked with the child, me too. */
  guardians: GuardianDto[];
}

export class FamilyLinksQuery extends PageQuery {
  /** Only this pupil's links. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid' })
  pupil?: string;

  /** Only links of this status. */
  @IsOptional() @IsIn(LINK_STATUSES) @ApiProperty({ required: false, enum: LINK_STATUSES })
  status?: LinkStatus;
}

export class LinkRightsDto {
  /** Sees the diary. @example true */
  view: boolean;
  /** May also act: excuse, consent, ask. @example true */
  act: boolean;
}

/** Somebody whose id may not be told yet. */
export class LinkPartyDto {
  /** Null until an invitation is accepted. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '019b0000-0000-7000-8000-000000000030' })
  id: string | null;
  /** @example "Соловьёва Анна Ильинична" */
  name: string;
}

export class FamilyLinkDto {
  /** Of an invitation and of the link it becomes. @example "019b0000-0000-7000-8000-000000000020" */
  id: string;
  /** Before an invitation is accepted its addressee sees the given name and one letter. */
  pupil: LinkPartyDto;
  /** The name as the school wrote it while the invitation waits. */
  guardian: LinkPartyDto;
  school: NamedRefDto;
  @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  kind: LinkKind;
  @ApiProperty({ enum: LINK_STATUSES, example: 'linked' })
  status: LinkStatus;
  rights: LinkRightsDto;
  /** How it came to be. */
  @ApiProperty({ enum: LINK_SOURCES, example: 'request' })
  source: string;
  @ApiProperty({ enum: REASONS, nullable: true, example: null })
  reason: ClosedReason | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  reasonText: string | null;
  /** @example "2026-11-22T08:30:00.000Z" */
  createdAt: string;
  /** Until when an invitation can be answered; null for a link. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  expiresAt: string | null;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class FamilyLinksDto {
  items: FamilyLinkDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class RevokeLinkDto {
  /** The school records a court's decision. @example false */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, default: false })
  byCourt?: boolean;

  /** The decision, which `byCourt` needs: number and date, the scan when there is one. */
  @IsOptional() @ValidateNested() @Type(() => CourtDecisionBody)
  courtDecision?: CourtDecisionBody;
}

export class LinkStepDto {
  /** @example "2026-11-22T08:30:00.000Z" */
  at: string;
  /** Who; null for the system. */
  @ApiProperty({ type: String, nullable: true, example: 'Петрова Ольга Игоревна' })
  actor: string | null;
  @ApiProperty({ enum: LINK_STATUSES, nullable: true, example: null })
  from: LinkStatus | null;
  @ApiProperty({ enum: LINK_STATUSES, example: 'linked' })
  to: LinkStatus;
  @ApiProperty({ type: String, nullable: true, example: null })
  reasonText: string | null;
}

export class LinkHistoryDto {
  items: LinkStepDto[];
}

export function toChildDto(child: ListedChild, locale: Locale): ChildDto {
  const { id, pupilId, name, birthDate, school, schoolClass, link, reason, differs, version } = child;
  return {
    id, pupilId, name, birthDate, school, differs, version, class: schoolClass, link: { ...link, reason, reasonText: words(reason, locale, differs) },
    registerSynchronisedAt: child.registerSynchronisedAt?.toISOString() ?? null,
  };
}

export function toChildCardDto({ child, guardians }: ChildCard, me: string, locale: Locale): ChildCardDto {
  return {
    ...toChildDto(child, locale),
    guardians: guardians.map(({ guardianId, name, kind }) => ({ name: displayName(name), kind, me: guardianId === me })),
  };
}

export function toFamilyLinkDto(link: LinkView, locale: Locale): FamilyLinkDto {
  const { id, kind, status, source, reason, version } = link;
  return {
    id, kind, status, source, reason, version,
    pupil: { id: link.pupilId, name: displayName(link.pupilName) },
    guardian: { id: link.guardianId, name: displayName(link.guardianName) },
    rights: { view: link.canView && status === 'linked', act: link.canAct && status === 'linked' },
    reasonText: words(reason, locale),
    school: { id: link.schoolId, name: link.schoolName },
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt?.toISOString() ?? null,
  };
}

export function toLinkStepDto({ at, actorName, from, to, reason }: LinkStep, locale: Locale): LinkStepDto {
  return { at: at.toISOString(), actor: actorName === null ? null : displayName(actorName), from, to, reasonText: words(reason, locale) };
}

function words(reason: ClosedReason | null, locale: Locale, differs: readonly Difference[] = []): string | null {
  if (reason === null) return null;
  const listed = differs.map((difference) => DIFFERENCE_WORDS[difference][locale]).join(', ');
  return listed === '' ? REASON_WORDS[reason][locale] : `${REASON_WORDS[reason][locale]} ${locale === 'ru' ? 'Не совпадает' : 'Differs'}: ${listed}.`;
}
