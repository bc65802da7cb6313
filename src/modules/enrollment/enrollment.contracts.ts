import type { DomainError } from '../../shared/domain-error.js';
import type { TypedForm } from './domain/form.js';
import type { HistoryDetails } from './domain/words.js';
import type { Act, Relation, RequestStatus } from './domain/workflow.js';

export type { HistoryDetails } from './domain/words.js';
export type { Act, RequestStatus } from './domain/workflow.js';

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
  readonly schoolId: string | null;
  /** Blind index of whom it is about; null before it was sent. */
  readonly childKey: string | null;
  readonly submittedAt: Date | null;
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

/** How somebody stands to a request they may see; a coordinator only reads that it is overdue. */
export type Standing = Exclude<Relation, 'system'> | 'coordinator';

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

/** How the staff decide whom an approval is about (EN-12). */
export type ApprovalTarget = { readonly pupilId: string } | { readonly createPupil: true; readonly confirmedDuplicates: readonly string[] };

/** One answer of a bulk approval. */
export type BulkResult = { readonly id: string; readonly approved: true } | { readonly id: string; readonly approved: false; readonly problem: DomainError };
