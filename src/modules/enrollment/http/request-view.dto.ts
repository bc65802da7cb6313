import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { Locale } from '../../../platform/i18n/index.js';
import { displayName } from '../../../shared/identifiers/index.js';
import type { ListedRequest, ShownRequest } from '../app/requests.query.js';
import { valueAt } from '../domain/form.js';
import { applicantName } from '../domain/paper.js';
import { reasonWords } from '../domain/reasons.js';
import { describe, positionWords } from '../domain/words.js';
import { ACTS, REQUEST_STATUSES, type Act, type RequestStatus } from '../domain/workflow.js';
import type { HistoryEntry, Paper } from '../enrollment.contracts.js';
import { ApplicantDetailsForm, ChildForm, ConsentForm } from '../kinds/diary-access-form.dto.js';
import { DECLARATIONS } from '../kinds/kinds.js';
import { RequestDocumentDto, toRequestDocumentDtos } from './request-document.dto.js';
import { AskedDto, DecisionDto, ExtensionDto, ForeseenDto, PaperDto, SameChildDto } from './request-parts.dto.js';

export class RefDto {
  /** @example "019b0000-0000-7000-8000-000000000010" */
  id: string;
  /** @example "Гимназия № 1" */
  name: string;
}

export class ApplicantDto {
  /** Null to staff for a paper application: whether the applicant had an account is not theirs to know. */
  @ApiProperty({ type: String, nullable: true, example: '019b0000-0000-7000-8000-000000000010' })
  id: string | null;
  /** As on the paper, for one that came on paper. @example "Соловьёва Мария Петровна" */
  name: string;
  /** `parent` or `pupil`, as typed. */
  @ApiProperty({ type: String, nullable: true, example: 'parent' })
  kind: string | null;
}

/** A request as a list shows it. */
export class RequestLineDto {
  /** @example "019b0000-0000-7000-8000-000000000040" */
  id: string;
  /** The school entered it from paper (EN-14). @example false */
  onPaper: boolean;
  /** The applicant brings it to the school: it is accepted by `POST /requests/receive`. @example false */
  inPerson: boolean;
  /** When the applicant asked support to look into it (EN-10). */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  supportAskedAt: string | null;
  /** Since when an applicant who came on paper waits to be told on paper (`POST /requests/{id}/hand-over`); told to staff. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  toHandOverSince: string | null;
  /** Given when it is sent. */
  @ApiProperty({ type: String, nullable: true, example: '2026-77-000123-5' })
  number: string | null;
  /** @example "diary_access" */
  kind: string;
  @ApiProperty({ enum: REQUEST_STATUSES, example: 'in_review' })
  status: RequestStatus;
  applicant: ApplicantDto;
  @ApiProperty({ type: RefDto, nullable: true })
  school: RefDto | null;
  /** As typed; null for a regional coordinator who sees that it is overdue, and where it is about no child. */
  @ApiProperty({ type: ChildForm, nullable: true })
  child: ChildForm | null;
  /** What it is about, once it was sent; null for that coordinator. */
  @ApiProperty({ type: String, nullable: true, example: 'Соловьёва Анна Ильинична' })
  title: string | null;
  /** Who answers it now: `school`, `region` or `operator`; null for a draft. */
  @ApiProperty({ type: String, nullable: true, enum: ['school', 'region', 'operator'], example: 'school' })
  answeredBy: string | null;
  /** What an approval came to, where there is more than one way: `place`, `waiting_list`. */
  @ApiProperty({ type: String, nullable: true, example: null })
  outcome: string | null;
  @ApiProperty({ type: String, nullable: true, example: '5А' })
  className: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-22T08:30:00.000Z' })
  submittedAt: string | null;
  /** The last day for the answer, at the school. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-11-27' })
  dueDate: string | null;
  /** The working days of that year are not loaded yet: the date may be counted again. @example false */
  provisionalDueDate: boolean;
  /** @example false */
  extended: boolean;
  /** @example false */
  overdue: boolean;
  /** Who of the staff has it; told to staff. */
  @ApiProperty({ type: RefDto, nullable: true })
  assignee: RefDto | null;
  /** What the reader may do now. */
  @ApiProperty({ enum: ACTS, isArray: true, example: ['approve', 'reject'] })
  allowedActions: readonly Act[];
  @ApiProperty({ type: 'integer', example: 4 })
  version: number;
  /** How many times it was sent. */
  @ApiProperty({ type: 'integer', example: 1 })
  round: number;
}

export class RequestLinesDto {
  items: RequestLineDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

const FIELDS = DECLARATIONS.map(({ fields }) => fields);

/** A request. The form's fields are as they were typed. */
@ApiExtraModels(...FIELDS)
export class RequestDto extends RequestLineDto {
  @ApiProperty({ type: String, nullable: true, example: 'parent' })
  applicantKind: unknown;
  /** As typed, also when it names no school. */
  @ApiProperty({ type: String, nullable: true, example: '019b0000-0000-7000-8000-000000000010' })
  schoolId: unknown;
  @ApiProperty({ type: String, nullable: true, example: '39' })
  regionCode: unknown;
  @ApiProperty({ type: String, nullable: true, example: '019b0000-0000-7000-8000-000000000011' })
  settlementId: unknown;
  @ApiProperty({ type: String, nullable: true, example: 'K7MQ2HXZ' })
  schoolCode: unknown;
  @ApiProperty({ type: String, nullable: true, example: 'mother' })
  relationship: unknown;
  @ApiProperty({ type: ApplicantDetailsForm, nullable: true })
  applicantDetails: unknown;
  @ApiProperty({ type: ConsentForm, nullable: true })
  consent: unknown;
  /** Everything that was typed, by the kind; empty for a regional coordinator who sees that it is overdue. */
  @ApiProperty({ anyOf: FIELDS.map((fields) => ({ $ref: getSchemaPath(fields) })) })
  form: object;
  /** What the paper says where the school entered it from one. */
  @ApiProperty({ type: PaperDto, nullable: true, example: null })
  paper: PaperDto | null;
  documents: RequestDocumentDto[];
  @ApiProperty({ type: AskedDto, nullable: true })
  asked: AskedDto | null;
  @ApiProperty({ type: ExtensionDto, nullable: true })
  extension: ExtensionDto | null;
  @ApiProperty({ type: DecisionDto, nullable: true })
  decision: DecisionDto | null;
  /** The pupil an approval made or matched: where to go, `/pupils/{id}/diary`. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  pupilId: string | null;
  /** Ids of what else an approval made, `{ "fileId": "…" }`. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable: true, example: null })
  result: Readonly<Record<string, string>> | null;
  /** Others' requests about the same child, or the same school to be connected. Told to staff only. */
  sameChild: SameChildDto[];
  /** Told to staff while it waits, for kinds whose approval may do only a part (`staff_binding`). */
  @ApiProperty({ type: ForeseenDto, nullable: true, example: null })
  foreseen: ForeseenDto | null;
}

export class HistoryActorDto {
  /** Null: the system. */
  @ApiProperty({ type: String, nullable: true, example: 'Петрова Ольга Игоревна' })
  name: string | null;
  /** @example "секретарь" */
  position: string;
}

export class HistoryEntryDto {
  /** @example "2026-11-22T08:30:00.000Z" */
  at: string;
  actor: HistoryActorDto;
  @ApiProperty({ enum: REQUEST_STATUSES, example: 'submitted' })
  from: RequestStatus;
  @ApiProperty({ enum: REQUEST_STATUSES, example: 'accepted' })
  to: RequestStatus;
  /** @example "Заявление принято" */
  description: string;
  @ApiProperty({ type: 'integer', example: 1 })
  round: number;
}

export class HistoryDto {
  items: HistoryEntryDto[];
}

export function toRequestLineDto({ line, standing, overdue, allowedActions }: ListedRequest): RequestLineDto {
  const { id, number, kind, status, version, round, school, className, dueOn, extended, inPerson, paper } = line;
  return {
    id, number, kind, status, version, round, school, className, extended, overdue, allowedActions, inPerson, onPaper: paper !== null, supportAskedAt: line.supportAskedAt?.toISOString() ?? null,
    toHandOverSince: standing === 'staff' || standing === 'observer' ? line.owedSince?.toISOString() ?? null : null,
    applicant: { id: paper === null || standing === 'applicant' ? line.applicant.id : null, name: displayName(applicantName(line)), kind: line.applicantKind },
    child: standing === 'coordinator' ? null : (line.child as ChildForm | null),
    title: standing === 'coordinator' ? null : line.title, answeredBy: line.scope, outcome: line.outcome,
    submittedAt: line.submittedAt?.toISOString() ?? null,
    dueDate: dueOn,
    provisionalDueDate: line.dueProvisional,
    assignee: standing === 'applicant' || line.assignee === null ? null : { id: line.assignee.id, name: displayName(line.assignee.name) },
  };
}

export function toRequestDto(shown: ShownRequest, locale: Locale): RequestDto {
  const { request, standing, decidedBy, sameSubject, foreseen } = shown;
  const open = standing !== 'coordinator';
  const typed = (pointer: string): unknown => (open ? valueAt(request.form, pointer) ?? null : null);
  const { extension, decision } = request;
  return {
    ...toRequestLineDto(shown),
    child: typed('/child') as ChildForm | null,
    applicantKind: typed('/applicantKind'), schoolId: typed('/schoolId'), regionCode: typed('/regionCode'), settlementId: typed('/settlementId'), schoolCode: typed('/schoolCode'),
    relationship: typed('/relationship'), applicantDetails: typed('/applicantDetails'), consent: typed('/consent'),
    form: open ? request.form : {},
    paper: open ? toPaperDto(request.paper) : null,
    documents: open ? toRequestDocumentDtos(shown, locale) : [],
    asked: open && request.asked !== null ? { missing: [...request.asked.missing], message: request.asked.message } : null,
    extension: extension === null ? null : { reasonCode: extension.reasonCode, text: inWords(extension.reasonCode, extension.message, locale) ?? '' },
    decision: decision === null ? null : {
      reasonCode: decision.reasonCode, message: inWords(decision.reasonCode, decision.message, locale),
      decidedBy: decidedBy === null ? null : displayName(decidedBy.name), at: decision.at.toISOString(),
    },
    pupilId: open ? request.pupilId : null,
    result: open ? request.result : null,
    sameChild: sameSubject.map((line) => ({ id: line.id, number: line.number, status: line.status, applicant: displayName(applicantName(line)) })),
    foreseen: foreseen === null ? null : { done: foreseen.done.map((words) => words[locale]), left: foreseen.left.map((words) => words[locale]) },
  };
}

function toPaperDto(paper: Paper | null): PaperDto | null {
  return paper === null ? null : { datedOn: paper.datedOn, email: paper.email, phone: paper.phone };
}

export function toHistoryEntryDto(entry: HistoryEntry, locale: Locale): HistoryEntryDto {
  const { at, from, to, round, act, details } = entry;
  return {
    at: at.toISOString(), from, to, round,
    actor: { name: entry.actorName, position: positionWords(entry.actorPosition, locale) },
    description: describe(act, details, locale),
  };
}

/** The ground with its way to mend, then the school's own words. */
function inWords(code: string | null, message: string | null, locale: Locale): string | null {
  const ground = code === null || (code === 'other' && message !== null) ? null : reasonWords(code)?.[locale] ?? code;
  const parts = [ground, message].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}
