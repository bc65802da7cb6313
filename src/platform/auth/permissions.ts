import type { RoleCode } from '../../shared/roles.js';
import type { SchoolRule } from '../../shared/school-rule.js';

/** Roles that may ever do a thing, or anybody signed in (also somebody without a role). */
export type PermissionRule = readonly RoleCode[] | 'signed_in';

const registry = new Map<string, PermissionRule>([['signed_in', 'signed_in']]);

/**
 * Declares a module's permissions. A permission says which roles may ever do a thing (403 for the rest);
 * on which objects is a policy's matter, or the statement's (404).
 */
export function definePermissions<const T extends Record<string, PermissionRule>>(table: T): T {
  for (const [name, rule] of Object.entries(table)) {
    if (registry.has(name)) throw new Error(`Permission ${name} is declared twice`);
    registry.set(name, rule);
  }
  return table;
}

/** @throws Error for a permission nobody declared: boot asks for every handler's */
export function permissionRule(name: string): PermissionRule {
  const rule = registry.get(name);
  if (rule === undefined) throw new Error(`Permission ${name} is not declared`);
  return rule;
}

const schoolRules = new Map<string, SchoolRule>();

/** Declares permissions a school may switch (SC-12). Asked for like any other, or by a policy through `SchoolAccess`. */
export function defineSchoolPermissions(table: Readonly<Record<string, SchoolRule>>): void {
  definePermissions(Object.fromEntries(Object.entries(table).map(([name, { always, usually, ifGiven }]) => [name, [...always, ...usually, ...ifGiven]])));
  for (const [name, rule] of Object.entries(table)) schoolRules.set(name, rule);
}

/** A permission of a school's roles that no school switches: the table shows it with what fixes it. */
export interface FixedPermission {
  readonly roles: readonly RoleCode[];
  readonly title: SchoolRule['title'];
  /** The law, safety, or that nothing would work without it. */
  readonly why: SchoolRule['title'];
}

const fixedRules = new Map<string, SchoolRule>();

/** Declares permissions of a school's roles that stay as they are in every school (SC-12). */
export function defineFixedPermissions(table: Readonly<Record<string, FixedPermission>>): void {
  definePermissions(Object.fromEntries(Object.entries(table).map(([name, { roles }]) => [name, roles])));
  for (const [name, { roles, title, why }] of Object.entries(table)) fixedRules.set(name, { always: roles, usually: [], ifGiven: [], title, why });
}

/** Everything the table of access settings shows: what schools switch, then what is fixed, each in the order of declaration. */
export function shownPermissions(): ReadonlyMap<string, SchoolRule> {
  return new Map([...schoolRules, ...fixedRules]);
}

/** What schools may switch, by permission, in the order of declaration. */
export function schoolPermissions(): ReadonlyMap<string, SchoolRule> {
  return schoolRules;
}

/** Every permission with its rule: the table role × permission of domain-rules "Role codes". */
export function declaredPermissions(): ReadonlyMap<string, PermissionRule> {
  return registry;
}
