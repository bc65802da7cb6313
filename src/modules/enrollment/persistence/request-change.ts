import type { TypedForm } from '../domain/form.js';
import type { Term } from '../domain/clock.js';
import type { RequestStatus } from '../domain/workflow.js';
import type { Asked, Decision, Extension, Paper, Scope } from '../enrollment.contracts.js';

/** What a sent request is about and who answers it. */
export interface About {
  readonly schoolId: string | null;
  readonly regionCode: string | null;
  readonly zone: string;
  readonly route: readonly Scope[];
  readonly subjectKey: string;
  readonly subjectTitle: string;
  /** The title folded, as the queue searches it. */
  readonly subjectName: string;
  readonly className: string | null;
}

/** What a step changes; what it does not name stays. */
export interface RequestChange {
  readonly status?: RequestStatus;
  readonly form?: TypedForm;
  /** Set when it is sent. */
  readonly sent?: {
    readonly number: string;
    readonly round: number;
    readonly submittedAt: Date;
    readonly about: About;
    /** Missing while the round goes on. */
    readonly days?: { readonly usual: number; readonly extended: number };
  };
  /** The applicant brings it to the school. */
  readonly inPerson?: boolean;
  readonly supportAskedAt?: Date | null;
  readonly owedSince?: Date | null;
  /** Of a paper application whose contact was mended: whose it is now. */
  readonly applicantId?: string;
  readonly paper?: Paper;
  readonly term?: Term | null;
  readonly extension?: Extension | null;
  readonly asked?: Asked | null;
  readonly assigneeId?: string | null;
  /** Whose turn it is; a sending puts it at the start of the route. */
  readonly scope?: Scope;
  readonly decision?: Decision | null;
  readonly pupilId?: string | null;
  readonly outcome?: string | null;
  readonly result?: Readonly<Record<string, string>> | null;
}

/** The columns a change sets, without the form. */
export function changedColumns(change: RequestChange): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  if (change.status !== undefined) columns['status'] = change.status;
  if (change.sent !== undefined) {
    const { number, round, submittedAt, about, days } = change.sent;
    const { schoolId, regionCode, zone, route, subjectKey, subjectTitle, subjectName, className } = about;
    Object.assign(columns, {
      number, round, submitted_at: submittedAt, school_id: schoolId, region_code: regionCode, zone, route, scope: route[0], subject_key: subjectKey, subject_title: subjectTitle,
      subject_name: subjectName, class_name: className, ...(days === undefined ? {} : { usual_days: days.usual, extended_days: days.extended }),
    });
  }
  if (change.term !== undefined && change.term !== null) {
    const { deadline, extended } = change.term;
    Object.assign(columns, { due_on: deadline.date, due_at: deadline.instant, due_provisional: deadline.provisional, extended });
  }
  if (change.extension !== undefined) columns['extension'] = json(change.extension);
  if (change.asked !== undefined) columns['asked'] = json(change.asked);
  if (change.assigneeId !== undefined) columns['assignee_id'] = change.assigneeId;
  if (change.decision !== undefined) {
    const { reasonCode = null, message = null, decidedBy = null, at = null } = change.decision ?? {};
    Object.assign(columns, { decision_reason: reasonCode, decision_message: message, decided_by: decidedBy, decided_at: at });
  }
  if (change.scope !== undefined) columns['scope'] = change.scope;
  if (change.pupilId !== undefined) columns['pupil_id'] = change.pupilId;
  if (change.outcome !== undefined) columns['outcome'] = change.outcome;
  if (change.inPerson !== undefined) columns['in_person'] = change.inPerson;
  if (change.supportAskedAt !== undefined) columns['support_asked_at'] = change.supportAskedAt;
  if (change.owedSince !== undefined) columns['owed_since'] = change.owedSince;
  if (change.applicantId !== undefined) columns['applicant_id'] = change.applicantId;
  if (change.paper !== undefined) columns['paper'] = json(change.paper);
  if (change.result !== undefined) columns['result'] = json(change.result);
  return columns;
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
