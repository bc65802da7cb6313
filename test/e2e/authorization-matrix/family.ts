import { Pool } from 'pg';
import { SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { linkFamily } from '../../factories/family.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { testDatabase } from '../../support/index.js';
import { defineMatrix, everyoneBut, get, post, strangers } from './format.js';

const OFFICE = ['secretary', 'school_admin', 'director'] as const;
const LINK_ROLES = ['guardian', 'pupil', ...OFFICE] as const;

export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const school = await makeSchool(db);
    const account = await makeStaff(app, 'pupil', { schoolId: school.id });
    const pupil = await makePupil(db, school, { birthDate: '2000-01-01', personId: account.id });
    const classmate = await makeStaff(app, 'pupil', { schoolId: school.id });
    await makePupil(db, school, { personId: classmate.id });
    await db.end();
    const [mother, father, former, third] = [await makeStaff(app, 'guardian'), await makeStaff(app, 'guardian'), await makeStaff(app, 'guardian'), await makeStaff(app, 'guardian')];
    const links = { mother: await linkFamily(app, mother.id, pupil), father: await linkFamily(app, father.id, pupil, 'father'), third: await linkFamily(app, third.id, pupil, 'other') };
    const ended = await linkFamily(app, former.id, pupil, 'guardian');
    const tokens = { mother: await signIn(app, mother), former: await signIn(app, former), account: await signIn(app, account), classmate: await signIn(app, classmate) };
    await app.as(tokens.former).post(`/family-links/${ended.id}/revoke`);
    const staff = async (role: (typeof SCHOOL_STAFF)[number]) => signIn(app, await makeStaff(app, role, { schoolId: school.id }));
    return {
      pupil: pupil.id, links, ended: ended.id, ...tokens,
      secretary: await staff('secretary'), admin: await staff('school_admin'), director: await staff('director'), teacher: await staff('teacher'),
    };
  },
  ({ operation, row }) => ({
    listChildren: operation(() => get('/children'), [strangers(['guardian'], 200), strangers(everyoneBut('guardian'), 403)]),
    readChild: operation((w) => get(`/children/${w.pupil}`), [
      row('guardian', 'own', 200, (w) => w.mother),
      // an ended link is still told about, without school and class
      row('guardian', 'ended', 200, (w) => w.former),
      strangers(['guardian'], 404),
      strangers(everyoneBut('guardian'), 403),
    ]),
    listFamilyLinks: operation((w) => get(`/family-links?pupil=${w.pupil}`), [strangers([...LINK_ROLES], 200), strangers(everyoneBut(LINK_ROLES), 403)]),
    readFamilyLinkHistory: operation((w) => get(`/family-links/${w.links.father.id}/history`), [
      row('guardian', 'same_class', 200, (w) => w.mother),
      row('guardian', 'ended', 404, (w) => w.former),
      row('pupil', 'own', 200, (w) => w.account),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      strangers([...LINK_ROLES], 404),
      strangers(everyoneBut(LINK_ROLES), 403),
    ]),
    revokeFamilyLink: operation((w) => post(`/family-links/${w.links.father.id}/revoke`), [
      strangers([...LINK_ROLES], 404),
      strangers(everyoneBut(LINK_ROLES), 403),
      row('guardian', 'ended', 404, (w) => w.former),
      row('guardian', 'same_class', 403, (w) => w.mother),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      row('school_admin', 'same_school', 200, (w) => w.admin),
      row('director', 'ended', 409, (w) => w.director),
      row('guardian', 'own', 200, (w) => w.mother, (w) => post(`/family-links/${w.links.mother.id}/revoke`)),
      row('pupil', 'own', 200, (w) => w.account, (w) => post(`/family-links/${w.links.third.id}/revoke`)),
    ]),
    acceptFamilyLink: operation((w) => post(`/family-links/${w.links.mother.id}/accept`), [
      strangers(['pupil'], 404),
      strangers(everyoneBut('pupil'), 403),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      row('guardian', 'own', 403, (w) => w.mother),
      row('pupil', 'ended', 409, (w) => w.account),
    ]),
    declineFamilyLink: operation((w) => post(`/family-links/${w.links.mother.id}/decline`), [
      strangers(['pupil'], 404),
      strangers(everyoneBut('pupil'), 403),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      row('guardian', 'own', 403, (w) => w.mother),
      row('pupil', 'ended', 409, (w) => w.account),
    ]),
  }),
);
