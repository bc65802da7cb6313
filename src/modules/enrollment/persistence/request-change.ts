import type { TypedForm } from '../domain/form.js';
import type { Term } from '../domain/clock.js';
import type { RequestStatus } from '../domain/workflow.js';
import type { Asked, Decision, Extension } from '../enrollment.contracts.js';

/** What a step changes; what it does not name stays. */
export interface RequestChange {
  readonly status?: RequestStatus;
  readonly form?: TypedForm;
  /** Set when it is sent. */
  readonly sent?: {
    readonly number: string;
    readonly round: number;
    readonly schoolId: string;
    readonly childKey: string;
    /** Folded, as the queue searches it. */
    readonly childName: string;
    readonly className: string | null;
    readonly submittedAt: Date;
  };
  readonly term?: Term | null;
  readonly extension?: Extension | null;
  readonly asked?: Asked | null;
  readonly assigneeId?: string | null;
  readonly decision?: Decision | null;
  readonly pupilId?: string;
}

/** The columns a change sets, without the form. */
export function changedColumns(change: RequestChange): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  if (change.status !== undefined) columns['status'] = change.status;
  if (change.sent !== undefined) {
    const { number, round, schoolId, childKey, childName, className, submittedAt } = change.sent;
    Object.assign(columns, { number, round, school_id: schoolId, child_key: childKey, child_name: childName, class_name: className, submitted_at: submittedAt });
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
  if (change.pupilId !== undefined) columns['pupil_id'] = change.pupilId;
  return columns;
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
