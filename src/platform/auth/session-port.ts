import type { RoleCode } from '../../shared/roles.js';

/** What an access token says. Nothing in it is a right: session and role are looked up at each request. */
export interface AccessClaims {
  /** Person. */
  readonly sub: string;
  /** Session. */
  readonly sid: string;
  /** Role assignment acted in. */
  readonly asg: string | null;
  readonly acr: 'password' | 'second_factor';
  /** When the second factor was shown last, Unix seconds (OpenID Connect); missing for a password alone. */
  readonly auth_time?: number;
  /** Issued and expires, Unix seconds by our clock. */
  readonly iat: number;
  readonly exp: number;
}

/** A live session with the role acted in. */
export interface SessionFacts {
  /** The assignment acted in: the token's, or one gained since a token without any was issued (ID-13). */
  readonly assignmentId: string | null;
  readonly role: RoleCode | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
  readonly regionCode: string | null;
  /** The group a regional coordinator is kept to, if to one (SC-11). */
  readonly groupId?: string | null;
  /** Some confirmation of who they are stands (ID-8). */
  readonly confirmed: boolean;
  /** `YYYY-MM-DD`; null when not known. */
  readonly birthDate: string | null;
  /** Of the school the role is held in. */
  readonly zone: string;
  /** What must be set before anything else works. */
  readonly mustChange: readonly string[];
}

/** Implemented by identity: a cache never older than 5 s and dropped by revocations may answer (ID-11). */
export abstract class SessionPort {
  /** Null when the session or the account has ended, or the assignment is no longer theirs. */
  abstract find(claims: AccessClaims): Promise<SessionFacts | null>;
}
