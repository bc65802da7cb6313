import type { DomainError } from '../../shared/domain-error.js';
import type { PersonName } from '../../shared/identifiers/index.js';
import type { TypedForm } from './domain/form.js';
import type { HistoryDetails } from './domain/words.js';
import type { Act, Relation, RequestStatus } from './domain/workflow.js';

export type { HistoryDetails } from './domain/words.js';
export type { Act, RequestStatus } from './domain/workflow.js';

/** Where a request is answered: at its school, in its region, by the operator. */
export type Scope = 'school' | 'region' | 'operator';

/** A request as the module works with it, its form whole. */
export interface EnrollmentRequest {
  readonly id: string;
  readonly kind: string;
  readonly applicantId: string;
  readonly status: RequestStatus;
  readonly version: number;
  readonly round: number;
  readonly number: string | null;
  readonly form: TypedForm;
  // From here on null before it was sent.
  readonly schoolId: string | null;
  /** Two digits; null for one of no region. */
  readonly regionCode: string | null;
  /** IANA zone its days are told in. */
  readonly zone: string | null;
  /** Who answers, one after another, and whose turn it is. */
  readonly route: readonly Scope[] | null;
  readonly scope: Scope | null;
  /** Blind index of whom or what it is about. */
  readonly subjectKey: string | null;
  /** The same for people to read. */
  readonly subjectTitle: string | null;
  readonly submittedAt: Date | null;
  /** Working days of this round, usually and when extended. */
  readonly usualDays: number | null;
  readonly extendedDays: number | null;
  /** Last day of the term, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  readonly dueAt: Date | null;
  readonly dueProvisional: boolean;
  readonly extended: boolean;
  readonly extension: Extension | null;
  readonly asked: Asked | null;
  readonly assigneeId: string | null;
  readonly decision: Decision | null;
  /** The pupil an approval made or matched. */
  readonly pupilId: string | null;
  /** What the approval came to, where there is more than one way. */
  readonly outcome: string | null;
  /** Ids of what the approval made. */
  readonly result: Readonly<Record<string, string>> | null;
  /** What the paper says where staff entered it; null for one composed on line. */
  readonly paper: Paper | null;
  /** The applicant brings it to the school, and it is accepted there by its number (EN-14). */
  readonly inPerson: boolean;
  /** When the applicant asked support to look into it, in this round (EN-10). */
  readonly supportAskedAt: Date | null;
  /** Since when an applicant who came on paper waits to be told on paper; null: they were told, or came on line (EN-14). */
  readonly owedSince: Date | null;
}

/** A paper application (EN-14). Staff read the applicant's name from here: what their account says is not theirs to know. */
export interface Paper {
  readonly applicantName: PersonName & { readonly patronymic: string | null };
  /** As typed: how to reach the applicant. */
  readonly email: string | null;
  readonly phone: string | null;
  /** The date on it, `YYYY-MM-DD`. */
  readonly datedOn: string;
  /** Of the staff. */
  readonly enteredBy: string;
}

/** Why the term was extended (EN-6: the reason is shown). */
export interface Extension {
  readonly reasonCode: string;
  readonly message: string | null;
}

/** What the school asked for. */
export interface Asked {
  readonly missing: readonly string[];
  readonly message: string;
}

export interface Decision {
  readonly reasonCode: string | null;
  readonly message: string | null;
  /** Null: the system. */
  readonly decidedBy: string | null;
  readonly at: Date;
}

/**
 * How somebody stands to a request they may see: its applicant, one of those whose turn it is to decide, an observer who
 * reads it whole (another of the office, or the school while the region confirms), or a coordinator who reads that it is overdue.
 */
export type Standing = Exclude<Relation, 'system'> | 'observer' | 'coordinator';

/** One step of the history (EN-7). */
export interface HistoryEntry {
  readonly at: Date;
  readonly act: Act;
  readonly round: number;
  readonly from: RequestStatus;
  readonly to: RequestStatus;
  readonly actorName: string | null;
  /** A role code, `applicant` or `system`. */
  readonly actorPosition: string;
  readonly details: HistoryDetails;
}

/** One answer of a bulk approval. */
export type BulkResult = { readonly id: string; readonly approved: true } | { readonly id: string; readonly approved: false; readonly problem: DomainError };

/** Working days a school has set for a kind. Version 0: it has set none. */
export interface KindTerm {
  readonly kind: string;
  readonly usual: number;
  readonly extended: number;
  readonly version: number;
}

/** How a school deals with its requests. */
export interface RequestCounts {
  readonly schoolId: string;
  /** Waiting for an answer now. */
  readonly open: number;
  /** Of them beyond their term. */
  readonly overdue: number;
  /** Sent in the period. */
  readonly submitted: number;
  /** Answered in the period. */
  readonly answered: number;
  /** Of the answered ones, within the term. */
  readonly inTime: number;
}

/** Places are counted per grade of a school year (EN-13). */
export interface GradePlace {
  /** The year it starts in. */
  readonly schoolYear: number;
  readonly gradeLevel: number;
}

export interface AdmissionPlan extends GradePlace {
  readonly places: number;
  readonly taken: number;
  readonly waiting: number;
  readonly version: number;
}

/** Somebody on the waiting list. */
export interface WaitingLine {
  readonly requestId: string;
  readonly number: string;
  readonly receivedAt: Date;
  /** The child, for the office. */
  readonly title: string;
}
