import type { RoleCode } from './roles.js';

/**
 * Who acts in a request: a person, in one of their roles. The scope belongs to the acting role (ID-13).
 * Rights over a particular child, class or group are never in it: they are looked up where they live.
 */
export interface Actor {
  readonly personId: string;
  readonly sessionId: string;
  /** The role assignment acted in; null for somebody who holds none. */
  readonly assignmentId: string | null;
  readonly role: RoleCode | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
  /** Two-digit region code, for a regional coordinator. */
  readonly regionCode: string | null;
  /** The group of schools, or of pupils across schools, that a regional coordinator is kept to; without one the whole region (SC-11). */
  readonly groupId?: string | null;
  /** How strongly this session was proved: RFC 9470 `acr`. */
  readonly acr: 'password' | 'second_factor';
  /** When this session showed a second factor last: an act that needs a step-up asks for a recent one. */
  readonly strongAt?: Date | null;
  /** The account is not confirmed though its owner's age asks for it: what shows a pupil's diary is closed in this role (ID-8). */
  readonly diaryClosed?: boolean;
  readonly requestId: string;
  readonly ip: string;
}
