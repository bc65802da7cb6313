import type { Actor } from '../../shared/actor.js';

/** Who acted, as far as it is known: before sign-in there is an address and a request, and no person yet. */
export type AuditActor = Partial<Actor>;

/** What happened: ids and codes only, never names, contacts or texts (SE-1). */
export interface AuditRecord {
  /** Dotted and stable: `enrollment.approve`, `identity.sign_in`. */
  readonly operation: string;
  readonly objectType: string;
  readonly objectId?: string | null;
  /** The school whose administration may read it. */
  readonly schoolId?: string | null;
  /** The person or pupil whose data it is about. */
  readonly subjectId?: string | null;
  readonly outcome: 'success' | 'refused' | 'failed';
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One row of the audit log as it is read. */
export interface AuditEvent {
  readonly id: string;
  readonly at: Date;
  readonly schoolId: string | null;
  readonly actorId: string | null;
  readonly role: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly operation: string;
  readonly objectType: string;
  readonly objectId: string | null;
  readonly subjectId: string | null;
  readonly outcome: 'success' | 'refused' | 'failed';
  readonly details: Readonly<Record<string, unknown>>;
}

/** Filters of the log; `schoolId` null reads all schools (the system's administrator). */
export interface AuditFilter {
  readonly schoolId: string | null;
  readonly subjectId?: string;
  readonly actorId?: string;
  readonly operation?: string;
  /** One of these. */
  readonly operations?: readonly string[];
  readonly outcome?: AuditRecord['outcome'];
  readonly from?: Date;
  /** Exclusive. */
  readonly until?: Date;
}
