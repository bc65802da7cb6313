import { describe, expect, it } from '@jest/globals';
import { ROLE_CODES, type RoleCode } from '../../../../shared/roles.js';
import type { SchoolRule } from '../../../../shared/school-rule.js';
import { applied, checkChanges, SCHOOL_ROLES, tableOf } from './access-table.js';

const title = { ru: 'Право', en: 'Right' };
const declared: ReadonlyMap<string, SchoolRule> = new Map([
  ['a.read', { always: ['director'], usually: ['methodist', 'deputy_head'], ifGiven: ['secretary'], title }],
  ['b.write', { always: ['director', 'system_admin'], usually: [], ifGiven: ['deputy_head'], title }],
]);
const ask = (permission: string, role: RoleCode, exceptions = {}) => tableOf(declared, exceptions).find((p) => p.permission === permission)!.roles.find((r) => r.role === role)!;

describe('the table of access settings (SC-12)', () => {
  it('has every role of a school and none of the operator', () => {
    for (const { roles } of tableOf(declared, {})) expect(roles.map((r) => r.role)).toEqual(SCHOOL_ROLES);
    expect(SCHOOL_ROLES).not.toContain('system_admin');
    expect(ROLE_CODES).toEqual(expect.arrayContaining([...SCHOOL_ROLES]));
  });

  it.each([
    ['a.read', 'director', true, true], ['a.read', 'methodist', true, false], ['a.read', 'secretary', false, false], ['a.read', 'teacher', false, true],
    ['b.write', 'deputy_head', false, false], ['b.write', 'guardian', false, true],
  ] as const)('%s of a %s is usually %s; no school switches it: %s', (permission, role, usual, fixed) => {
    expect(ask(permission, role)).toEqual({ role, usual, fixed, allowed: usual });
  });

  it('ignores an exception beyond the bounds', () => {
    expect(ask('a.read', 'director', { 'a.read director': false }).allowed).toBe(true);
    expect(ask('a.read', 'teacher', { 'a.read teacher': true }).allowed).toBe(false);
  });

  it('makes each switch both ways, and forgets what is as usual again', () => {
    for (const [permission, { usually, ifGiven }] of declared) {
      for (const role of [...usually, ...ifGiven]) {
        const usual = usually.includes(role);
        const turned = applied(declared, {}, [{ permission, role, allowed: !usual }]);
        expect(turned).toEqual({ exceptions: { [`${permission} ${role}`]: !usual }, made: [{ permission, role, allowed: !usual }] });
        expect(ask(permission, role, turned.exceptions).allowed).toBe(!usual);
        expect(applied(declared, turned.exceptions, [{ permission, role, allowed: !usual }]).made).toEqual([]);
        expect(applied(declared, turned.exceptions, [{ permission, role, allowed: usual }]).exceptions).toEqual({});
      }
    }
  });

  it('names every change that cannot be made', () => {
    const wrong = checkChanges(declared, [
      { permission: 'c.no', role: 'methodist', allowed: true },
      { permission: 'a.read', role: 'director', allowed: false },
      { permission: 'a.read', role: 'teacher', allowed: true },
      { permission: 'a.read', role: 'methodist', allowed: false },
      { permission: 'a.read', role: 'methodist', allowed: true },
      { permission: 'b.write', role: 'deputy_head', allowed: true },
      { permission: 'a.read', role: 'secretary', allowed: true },
    ], 'deputy_head');
    expect(wrong).toEqual([
      { pointer: '/changes/0/permission', code: 'schools.access_unknown' },
      { pointer: '/changes/1/allowed', code: 'schools.access_always' },
      { pointer: '/changes/2/allowed', code: 'schools.access_never' },
      { pointer: '/changes/4', code: 'schools.access_twice' },
      { pointer: '/changes/5/role', code: 'schools.access_own_role' },
    ]);
  });
});
