import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsCalendarDate, IsId, PageQuery } from '../../../../platform/http/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import { CALLED_FILTERS, CALLED_STATES, MISSING, type CalledFilter, type CalledPupil, type CalledState, type DocumentCall } from '../../document-calls.contracts.js';

export class NewDocumentCallBody {
  /** What is asked for, as families read it. @example "Медицинская справка для бассейна" */
  @IsString() @MinLength(3) @MaxLength(200)
  title: string;

  /** What it has to look like, where it is got. @example "Справка от педиатра, выданная не раньше 1 сентября." */
  @IsOptional() @IsString() @MaxLength(2000)
  explanation?: string;

  /** Last day, in the school's zone. @example "2026-12-11" */
  @IsCalendarDate()
  dueOn: string;

  /** Everybody who is in these classes today. */
  @IsOptional() @IsArray() @ArrayMaxSize(100) @ArrayUnique() @IsId({ each: true }) @ApiProperty({ type: [String], required: false, example: ['019b0000-0000-7000-8000-000000000010'] })
  classIds?: string[];

  @IsOptional() @IsArray() @ArrayMaxSize(1000) @ArrayUnique() @IsId({ each: true }) @ApiProperty({ type: [String], required: false, example: ['019b0000-0000-7000-8000-000000000020'] })
  pupilIds?: string[];
}

export class SendBackBody {
  /** What is wrong, for the family. @example "Не видна печать. Сфотографируйте справку целиком." */
  @IsString() @MinLength(3) @MaxLength(1000)
  message: string;
}

export class HandInBody {
  /** Own files, uploaded to `/files` with the purpose `request_document`. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(10) @ArrayUnique() @IsId({ each: true }) @ApiProperty({ type: [String], example: ['019b0000-0000-7000-8000-000000000030'] })
  fileIds: string[];

  /** @example "Оригинал передадим в понедельник." */
  @IsOptional() @IsString() @MaxLength(1000)
  note?: string;
}

export class CalledPupilsQuery extends PageQuery {
  /** Only these; `missing`: nothing came, or it was sent back. */
  @IsOptional() @IsIn(CALLED_FILTERS) @ApiProperty({ required: false, enum: CALLED_FILTERS, example: 'missing' })
  state?: CalledFilter;
}

export class CalledCountsDto {
  @ApiProperty({ type: 'integer', example: 27 }) asked: number;
  /** Nothing came, or it was sent back. */
  @ApiProperty({ type: 'integer', example: 4 }) missing: number;
  /** To be looked at. */
  @ApiProperty({ type: 'integer', example: 3 }) handedIn: number;
  @ApiProperty({ type: 'integer', example: 20 }) accepted: number;
}

export class DocumentCallDto {
  /** @example "019b0000-0000-7000-8000-000000000040" */
  id: string;
  /** @example "Медицинская справка для бассейна" */
  title: string;
  @ApiProperty({ type: String, nullable: true, example: null })
  explanation: string | null;
  /** @example "2026-12-11" */
  dueOn: string;
  /** @example "2026-11-22T08:30:00.000Z" */
  createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  cancelledAt: string | null;
  counts: CalledCountsDto;
}

export class DocumentCallsDto {
  items: DocumentCallDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class CalledNameDto {
  /** @example "019b0000-0000-7000-8000-000000000020" */
  id: string;
  /** @example "Соловьёва Анна Ильинична" */
  name: string;
  @ApiProperty({ type: String, nullable: true, example: '5А' })
  class: string | null;
}

export class NamedSchoolDto {
  /** @example "019b0000-0000-7000-8000-000000000001" */
  id: string;
  /** @example "Школа № 7" */
  name: string;
}

/** One pupil's part of a call. */
export class AskedDocumentDto {
  /** @example "019b0000-0000-7000-8000-000000000050" */
  id: string;
  /** @example "019b0000-0000-7000-8000-000000000040" */
  documentRequestId: string;
  /** @example "Медицинская справка для бассейна" */
  title: string;
  @ApiProperty({ type: String, nullable: true, example: null })
  explanation: string | null;
  /** @example "2026-12-11" */
  dueOn: string;
  pupil: CalledNameDto;
  school: NamedSchoolDto;
  @ApiProperty({ enum: CALLED_STATES, example: 'waiting' })
  state: CalledState;
  /** Missing after the last day, or handed in after it. @example false */
  late: boolean;
  @ApiProperty({ type: [String], example: [] })
  fileIds: readonly string[];
  @ApiProperty({ type: String, nullable: true, example: null })
  note: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  handedInAt: string | null;
  /** Why it was sent back. */
  @ApiProperty({ type: String, nullable: true, example: null })
  returnMessage: string | null;
}

export class AskedDocumentsDto {
  items: AskedDocumentDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toDocumentCallDto({ id, title, explanation, dueOn, createdAt, cancelledAt, counts }: DocumentCall): DocumentCallDto {
  const { waiting, returned, handed_in: handedIn, accepted } = counts;
  return {
    id, title, explanation, dueOn, createdAt: createdAt.toISOString(), cancelledAt: cancelledAt?.toISOString() ?? null,
    counts: { asked: waiting + returned + handedIn + accepted, missing: waiting + returned, handedIn, accepted },
  };
}

export function toAskedDocumentDto(called: CalledPupil, now: Date): AskedDocumentDto {
  const { id, callId, title, explanation, dueOn, dueAt, pupilId, pupilName, className, schoolId, schoolName, state, fileIds, note, answeredAt, decisionMessage } = called;
  return {
    id, documentRequestId: callId, title, explanation, dueOn, state, fileIds, note, returnMessage: decisionMessage,
    pupil: { id: pupilId, name: displayName(pupilName), class: className }, school: { id: schoolId, name: schoolName },
    late: (MISSING.includes(state) ? now : answeredAt ?? now) >= dueAt, handedInAt: answeredAt?.toISOString() ?? null,
  };
}
