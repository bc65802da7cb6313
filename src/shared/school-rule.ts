import type { RoleCode } from './roles.js';

/**
 * A permission each school gives and takes within bounds (SC-12): the floor is `always`, the ceiling is being in no list.
 * Roles of the operator belong to `always`: no school sets what they may do.
 */
export interface SchoolRule {
  readonly always: readonly RoleCode[];
  /** Have it until the school takes it away. */
  readonly usually: readonly RoleCode[];
  /** Have it once the school gives it. */
  readonly ifGiven: readonly RoleCode[];
  /** What it lets one do, in the words of the school's table. */
  readonly title: Readonly<Record<'ru' | 'en', string>>;
  /** Of a right no school switches: what fixes it. */
  readonly why?: Readonly<Record<'ru' | 'en', string>>;
}

/** What a school has set otherwise than usual, by `exceptionKey`. */
export type SchoolExceptions = Readonly<Record<string, boolean>>;

export function exceptionKey(permission: string, role: RoleCode): string {
  return `${permission} ${role}`;
}

/** How a role stands to a permission in a school. */
export interface RoleAccess {
  readonly role: RoleCode;
  readonly allowed: boolean;
  readonly usual: boolean;
  /** No school switches it: the floor when allowed, the ceiling when not. */
  readonly fixed: boolean;
}

/** An exception beyond the bounds, left from a time when they were wider, does not count. */
export function roleAccess(permission: string, { always, usually, ifGiven }: SchoolRule, role: RoleCode, exceptions: SchoolExceptions): RoleAccess {
  const fixed = !usually.includes(role) && !ifGiven.includes(role);
  const usual = always.includes(role) || usually.includes(role);
  return { role, usual, fixed, allowed: fixed ? usual : exceptions[exceptionKey(permission, role)] ?? usual };
}
