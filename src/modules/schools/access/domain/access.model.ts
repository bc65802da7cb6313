import type { RoleCode } from '../../../../shared/roles.js';
import type { RoleAccess, SchoolExceptions } from '../../../../shared/school-rule.js';

/** One switch turned: whether a role may do something in this school from now on. */
export interface AccessChange {
  readonly permission: string;
  readonly role: RoleCode;
  readonly allowed: boolean;
}

/** A change as history keeps it. */
export interface RecordedChange extends AccessChange {
  readonly id: string;
  /** Why, as whoever changed it wrote. */
  readonly reason: string | null;
  readonly changedBy: string;
  readonly changedAt: Date;
  /** Of who changed it; null when the account is gone. */
  readonly family: string | null;
  readonly given: string | null;
  readonly patronymic: string | null;
}

/** What is set otherwise than usual; version 0: nothing was ever set. */
export interface StoredSettings {
  readonly exceptions: SchoolExceptions;
  readonly version: number;
}

export interface PermissionAccess {
  readonly permission: string;
  readonly title: Readonly<Record<'ru' | 'en', string>>;
  /** What fixes a right no school switches; null where schools may. */
  readonly why: Readonly<Record<'ru' | 'en', string>> | null;
  readonly roles: readonly RoleAccess[];
}
