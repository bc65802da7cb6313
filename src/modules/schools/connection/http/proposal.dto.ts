import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { InvalidInput } from '../../../../shared/domain-error.js';
import { IsId, PageQuery, QueryBoolean } from '../../../../platform/http/index.js';
import { SCHOOL_STATUSES, SCHOOL_TYPES, type SchoolType } from '../../schools.contracts.js';
import { PROPOSAL_KINDS, PROPOSAL_STATUSES, type Proposal, type ProposedSchool, type ProposedSettlement, SETTLEMENT_KINDS } from '../connection.model.js';
import type { SchoolTwin } from '../domain/find-twins.js';

/** A settlement the directory does not have. */
export class NewSettlementDto {
  /** @example "Краснолесье" */
  @IsString() @Length(1, 100)
  name: string;
  @IsIn(SETTLEMENT_KINDS) @ApiProperty({ enum: SETTLEMENT_KINDS, name: 'type', example: 'village' })
  type: ProposedSettlement['kind'];
  /** District or greater town it belongs to. */
  @IsOptional() @IsString() @Length(1, 100) @ApiProperty({ type: String, nullable: true, required: false, example: 'Нестеровский район' })
  area?: string | null;
}

export class SettlementProposalDto extends NewSettlementDto {
  @IsIn(['settlement']) @ApiProperty({ enum: ['settlement'], example: 'settlement' })
  kind: 'settlement';
  /** @example "39" */
  @Matches(/^\d{2}$/)
  regionCode: string;
}

/** A school of a settlement of the directory, or of one described beside it. */
export class SchoolProposalDto {
  @IsIn(['school']) @ApiProperty({ enum: ['school'], example: 'school' })
  kind: 'school';
  /** Full name. @example "МБОУ «Средняя школа № 12»" */
  @IsString() @Length(1, 300)
  name: string;
  /** @example "Школа № 12" */
  @IsString() @Length(1, 100)
  shortName: string;
  @IsIn(SCHOOL_TYPES) @ApiProperty({ enum: SCHOOL_TYPES, example: 'school' })
  type: SchoolType;
  /** @example "39" */
  @Matches(/^\d{2}$/)
  regionCode: string;
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '01a204a7-3253-78a9-af1b-777dbf80de2d' })
  settlementId?: string;
  @IsOptional() @ValidateNested() @Type(() => NewSettlementDto) @ApiProperty({ required: false, type: NewSettlementDto })
  newSettlement?: NewSettlementDto;
  /** @example "ул. Школьная, 1" */
  @IsString() @Length(1, 300)
  address: string;
  /** 10 digits with a checksum. */
  @IsOptional() @IsString() @Length(1, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '7707083893' })
  inn?: string | null;
  /** 8 digits with a checksum. */
  @IsOptional() @IsString() @Length(1, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '00032537' })
  okpo?: string | null;
}

export class AcceptProposalDto {
  /** For a school that described a new settlement: the one of the directory that is meant. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid', example: '01a204a7-3253-78a9-af1b-777dbf80de2d' })
  settlementId?: string;
  /** Candidates of `schools.twins` or `schools.settlement_twins` that somebody looked at: these are others. */
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsId({ each: true }) @ApiProperty({ required: false, type: [String], format: 'uuid', example: [] })
  confirmedTwins?: string[];
}

export class DeclineProposalDto {
  /** Shown to whoever proposed it. @example "Школа реорганизована: ищите «Школа № 3»." */
  @IsString() @Length(1, 1000)
  reason: string;
}

export class ProposalsQueryDto extends PageQuery {
  /** Own proposals also for the operator. */
  @QueryBoolean()
  mine?: boolean;
}

export class TwinsQueryDto {
  /** @example "7707083893" */
  @IsOptional() @IsString() @Length(1, 20)
  inn?: string;
  /** @example "00032537" */
  @IsOptional() @IsString() @Length(1, 20)
  okpo?: string;
  /** @example "МБОУ СОШ № 12" */
  @IsOptional() @IsString() @Length(1, 300)
  name?: string;
  /** @example "ул. Школьная, 1" */
  @IsOptional() @IsString() @Length(1, 300)
  address?: string;
  /** Names and addresses are compared within it. @example "01a204a7-3253-78a9-af1b-777dbf80de2d" */
  @IsOptional() @IsId()
  settlement?: string;
}

class TwinMatchesDto {
  @ApiProperty({ example: true }) inn: boolean;
  @ApiProperty({ example: false }) okpo: boolean;
  @ApiProperty({ example: true }) name: boolean;
  @ApiProperty({ example: false }) address: boolean;
}

export class SchoolTwinDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  /** @example "МБОУ «Средняя школа № 12»" */
  name: string;
  /** @example "ул. Школьная, 1" */
  address: string;
  @ApiProperty({ enum: SCHOOL_STATUSES, example: 'listed' })
  status: string;
  matches: TwinMatchesDto;
  /** It is the same school: INN or OKPO agree, or name and address both. @example true */
  same: boolean;
}

export class SchoolTwinsDto {
  items: SchoolTwinDto[];
  /** Always null: the list is whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class ProposalDto {
  @ApiProperty({ format: 'uuid', example: '01a204a7-32b4-769f-8e99-fca8e78eaf84' })
  id: string;
  @ApiProperty({ enum: PROPOSAL_KINDS, example: 'school' })
  kind: string;
  @ApiProperty({ enum: PROPOSAL_STATUSES, example: 'waiting' })
  status: string;
  /** What was typed. */
  @ApiProperty({ oneOf: [{ $ref: getSchemaPath(SchoolProposalDto) }, { $ref: getSchemaPath(SettlementProposalDto) }] })
  entry: object;
  /** Why it was declined. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
  /** The school it became. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  schoolId: string | null;
  /** The settlement it became. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  settlementId: string | null;
  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  createdAt: string;
}

export class ProposalPageDto {
  items: ProposalDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

/** @throws InvalidInput unless exactly one settlement is named */
export function toProposedSchool({ kind: _, settlementId, newSettlement, inn, okpo, ...school }: SchoolProposalDto): ProposedSchool {
  const settlement = settlementId !== undefined ? { id: settlementId } : newSettlement === undefined ? null : toProposedSettlement(newSettlement);
  if (settlement === null || (settlementId !== undefined && newSettlement !== undefined)) throw new InvalidInput([{ pointer: '/settlementId', code: 'schools.one_settlement' }]);
  return { ...school, settlement, inn: inn ?? null, okpo: okpo ?? null };
}

export function toProposedSettlement({ name, type, area }: NewSettlementDto): ProposedSettlement {
  return { name, kind: type, area: area ?? null };
}

export function toProposalDto(proposal: Proposal): ProposalDto {
  const { id, kind, status, reason, schoolId, settlementId, createdAt, regionCode } = proposal;
  return { id, kind, status, reason, schoolId, settlementId, createdAt: createdAt.toISOString(), entry: { kind, regionCode, ...typed(proposal) } };
}

/** The entry in the words of the body it came in. */
function typed(proposal: Proposal): object {
  if (proposal.kind === 'settlement') return settlementDto(proposal.entry);
  const { settlement, ...school } = proposal.entry;
  return { ...school, ...('id' in settlement ? { settlementId: settlement.id } : { newSettlement: settlementDto(settlement) }) };
}

function settlementDto({ name, kind, area }: ProposedSettlement): NewSettlementDto {
  return { name, type: kind, area };
}

export function toSchoolTwinDto({ matches, ...twin }: SchoolTwin): SchoolTwinDto {
  return { ...twin, matches: { ...matches } };
}
