import { ApiProperty } from '@nestjs/swagger';
import { Equals, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsId, PageQuery } from '../../../platform/http/index.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import { displayName } from '../../../shared/identifiers/index.js';
import { CODE_KINDS, CODE_STATES, type CodeKind, type CodeOrder, type CodeState, type CodeTarget, type CodeView, type IssuedCode } from '../linking-codes.contracts.js';
import { NamedRefDto } from './family.dto.js';

/** Exactly one of `pupilId`, `classId` and `wholeSchool`. */
export class CodeTargetBody {
  /** One pupil of the school. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '019b0000-0000-7000-8000-000000000030' })
  pupilId?: string;

  /** Everybody in a class, now or from its first day on. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid' })
  classId?: string;

  /** Everybody in a class of the school. */
  @IsOptional() @IsBoolean() @Equals(true) @ApiProperty({ required: false, enum: [true] })
  wholeSchool?: true;
}

export class IssueCodesBody extends CodeTargetBody {
  /** `guardian`: for a parent. `pupil`: for the account of a pupil from 14 who has none here. */
  @IsOptional() @IsIn(CODE_KINDS) @ApiProperty({ required: false, enum: CODE_KINDS, default: 'guardian', example: 'guardian' })
  kind?: CodeKind;

  /** Codes for each pupil: each links one person. */
  @IsOptional() @IsInt() @Min(1) @Max(4) @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 4, default: 1, example: 2 })
  perPupil?: number;

  /** Of a class or a school, only pupils nobody represents yet. @example false */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, default: false })
  unlinkedOnly?: boolean;

  /** Codes of this kind these pupils were given earlier stop working. @example false */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, default: false })
  revokeEarlier?: boolean;
}

export class IssuedCodeDto {
  /** @example "019b0000-0000-7000-8000-000000000070" */
  id: string;
  pupil: NamedRefDto;
  @ApiProperty({ type: NamedRefDto, nullable: true })
  class: NamedRefDto | null;
  @ApiProperty({ enum: CODE_KINDS, example: 'guardian' })
  kind: CodeKind;
  /** Shown this once. @example "K7MQ-2HXZ-9T4W" */
  code: string;
  /** @example "2026-12-22T08:30:00.000Z" */
  expiresAt: string;
}

export class IssuedCodesDto {
  items: IssuedCodeDto[];
  /** Always null: the list is whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class LinkingCodesQuery extends PageQuery {
  /** Only codes of this pupil. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid' })
  pupil?: string;

  /** Only codes of pupils of this class. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid' })
  class?: string;

  @IsOptional() @IsIn(CODE_STATES) @ApiProperty({ required: false, enum: CODE_STATES })
  state?: CodeState;
}

/** A code as it stands; the code itself is not kept. */
export class LinkingCodeDto {
  /** @example "019b0000-0000-7000-8000-000000000070" */
  id: string;
  pupil: NamedRefDto;
  @ApiProperty({ type: NamedRefDto, nullable: true })
  class: NamedRefDto | null;
  @ApiProperty({ enum: CODE_KINDS, example: 'guardian' })
  kind: CodeKind;
  /** `exhausted`: five wrong tries came close to it, and it works no more. */
  @ApiProperty({ enum: CODE_STATES, example: 'used' })
  state: CodeState;
  /** Who issued it. */
  @ApiProperty({ type: String, nullable: true, example: 'Петрова Ольга Игоревна' })
  issuedBy: string | null;
  /** @example "2026-11-22T08:30:00.000Z" */
  issuedAt: string;
  /** @example "2026-12-22T08:30:00.000Z" */
  expiresAt: string;
  /** Who used it. */
  @ApiProperty({ type: String, nullable: true, example: 'Соловьёва Мария Петровна' })
  usedBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-23T18:02:00.000Z' })
  usedAt: string | null;
  /** The link it made, of a code for a parent. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: '019b0000-0000-7000-8000-000000000020' })
  linkId: string | null;
}

export class LinkingCodesDto {
  items: LinkingCodeDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

/** @throws InvalidInput unless exactly one target is named */
export function targetOf({ pupilId, classId, wholeSchool }: CodeTargetBody): CodeTarget {
  const named = Object.entries({ pupilId, classId, wholeSchool }).filter(([, value]) => value !== undefined);
  if (named.length !== 1) {
    InvalidInput.throwIfAny((named.length === 0 ? ['pupilId'] : named.map(([field]) => field)).map((field) => ({ pointer: `/${field}`, code: 'family.one_target' })));
  }
  return pupilId !== undefined ? { pupilId } : classId !== undefined ? { classId } : { wholeSchool: true };
}

export function toCodeOrder(body: IssueCodesBody): CodeOrder {
  const { kind = 'guardian', perPupil = 1, unlinkedOnly = false, revokeEarlier = false } = body;
  return { target: targetOf(body), kind, perPupil: kind === 'pupil' ? 1 : perPupil, unlinkedOnly, revokeEarlier };
}

export function toIssuedCodeDto({ id, recipient, kind, code, expiresAt }: IssuedCode): IssuedCodeDto {
  return { id, pupil: { id: recipient.pupilId, name: displayName(recipient.name) }, class: recipient.schoolClass, kind, code, expiresAt: expiresAt.toISOString() };
}

export function toLinkingCodeDto(code: CodeView): LinkingCodeDto {
  const { id, pupilId, pupilName, schoolClass, kind, state, issuedByName, issuedAt, expiresAt, usedByName, usedAt, linkId } = code;
  return {
    id, pupil: { id: pupilId, name: displayName(pupilName) }, class: schoolClass, kind, state,
    issuedBy: issuedByName === null ? null : displayName(issuedByName), issuedAt: issuedAt.toISOString(), expiresAt: expiresAt.toISOString(),
    usedBy: usedByName === null ? null : displayName(usedByName), usedAt: usedAt?.toISOString() ?? null, linkId,
  };
}
