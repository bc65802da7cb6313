import { newId } from '../../../src/shared/ids.js';
import { ROLE_CODES, SCHOOL_STAFF, type RoleCode } from '../../../src/shared/roles.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import type { TestApp } from '../../support/app.js';

/** Access tokens of one person per role, each alone in their school, class or region, and of somebody without a role. */
export async function makeStrangers(app: TestApp): Promise<ReadonlyMap<RoleCode | 'no_role', string>> {
  const tokens = new Map<RoleCode | 'no_role', string>();
  for (const role of ROLE_CODES) {
    const inSchool = role === 'pupil' || SCHOOL_STAFF.includes(role);
    tokens.set(role, await signIn(app, await makeStaff(app, role, {
      ...(inSchool ? { schoolId: newId() } : {}),
      ...(role === 'homeroom_teacher' ? { classId: newId() } : {}),
      ...(role === 'regional_coordinator' ? { regionCode: '99' } : {}),
    })));
  }
  tokens.set('no_role', await signIn(app, await makePerson(app)));
  return tokens;
}
