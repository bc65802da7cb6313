import { describe, expect, it, test } from '@jest/globals';
import type { Actor } from '../../shared/actor.js';
import type { RoleCode } from '../../shared/roles.js';
import type { Assignment } from './identity.contracts.js';
import { assignableRoles, mayBlock, peopleScope } from './identity.policy.js';

const actor = (role: RoleCode, schoolId: string | null = null): Actor => ({
  personId: 'p', sessionId: 's', assignmentId: 'a', role, schoolId, classId: null, regionCode: null, acr: 'second_factor', requestId: 'r', ip: '127.0.0.1',
});
const holds = (role: RoleCode, schoolId: string | null, status: 'active' | 'terminated' = 'active'): Assignment => ({
  id: 'x', personId: 'q', role, schoolId, classId: null, regionCode: null, groupId: null, validFrom: new Date(0), validUntil: null, status, version: 1,
});

describe('who gives roles', () => {
  it('nobody gives their own rank or one above it, save the system administrator', () => {
    expect(assignableRoles('school_admin')).not.toContain('school_admin');
    expect(assignableRoles('director')).toContain('school_admin');
    expect(assignableRoles('director')).not.toContain('director');
    expect(assignableRoles('system_admin')).toContain('director');
    for (const role of ['teacher', 'secretary', 'support_agent', 'pupil', 'guardian'] as const) expect(assignableRoles(role)).toEqual([]);
  });
});

describe('whom one sees', () => {
  it('a school sees its own, support and the system everybody', () => {
    expect(peopleScope(actor('secretary', 'A'))).toBe('A');
    expect([peopleScope(actor('support_agent')), peopleScope(actor('system_admin'))]).toEqual([null, null]);
  });
});

describe('who blocks whom', () => {
  test.each<[string, Actor, Assignment[], boolean]>([
    ['a school its teacher', actor('school_admin', 'A'), [holds('teacher', 'A')], true],
    ['a school its teacher who is a parent too', actor('school_admin', 'A'), [holds('teacher', 'A'), holds('guardian', null)], true],
    ['a school a teacher who works elsewhere too', actor('school_admin', 'A'), [holds('teacher', 'A'), holds('teacher', 'B')], false],
    ['a school a teacher who used to work elsewhere', actor('school_admin', 'A'), [holds('teacher', 'A'), holds('teacher', 'B', 'terminated')], true],
    ['an administrator the director', actor('school_admin', 'A'), [holds('director', 'A')], false],
    ['a director the administrator', actor('director', 'A'), [holds('school_admin', 'A')], true],
    ['a director an operator', actor('director', 'A'), [holds('teacher', 'A'), holds('system_admin', null)], false],
    ['support a parent', actor('support_agent'), [holds('guardian', null)], true],
    ['support an operator', actor('support_agent'), [holds('system_admin', null)], false],
  ])('%s', (_, by, roles, may) => {
    expect(mayBlock(by, roles)).toBe(may);
  });
});
