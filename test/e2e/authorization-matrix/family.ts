import { Pool } from 'pg';
import { SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { linkFamily } from '../../factories/family.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { testDatabase } from '../../support/index.js';
import { defineMatrix, everyoneBut, EVERYONE, get, post, strangers } from './format.js';

const OFFICE = ['secretary', 'school_admin', 'director'] as const;
const LINK_ROLES = ['guardian', 'pupil', ...OFFICE] as const;
const CONSENT = { consent: { version: 1, given: true } };

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
    const barred = await linkFamily(app, (await makeStaff(app, 'guardian')).id, pupil, 'other');
    const invited = await makePerson(app);
    const staff = async (role: (typeof SCHOOL_STAFF)[number]) => signIn(app, await makeStaff(app, role, { schoolId: school.id }));
    const secretary = await staff('secretary');
    await app.as(secretary).post(`/family-links/${barred.id}/revoke`, { byCourt: true, courtDecision: { number: '2-1/2026', decidedOn: '2026-01-10' } });
    const invite = async () => (await app.as(secretary).post('/family-links', { pupilId: pupil.id, identifier: invited.phone, name: invited.name, relationship: 'other' })).body.id as string;
    const declined = await invite();
    const invitedToken = await signIn(app, invited);
    await app.as(invitedToken).post(`/family-links/${declined}/decline`);
    return {
      pupil: pupil.id, links, barred: barred.id, invitation: await invite(), declined, invited: invitedToken, ended: ended.id, ...tokens,
      secretary, admin: await staff('school_admin'), director: await staff('director'), teacher: await staff('teacher'),
    };
  },
  ({ operation, row }) => ({
    listChildren: operation(() => get('/children'), [strangers(EVERYONE, 200)]),
    readChild: operation((w) => get(`/children/${w.pupil}`), [
      row('guardian', 'own', 200, (w) => w.mother),
      // an ended link is still told about, without school and class
      row('guardian', 'ended', 200, (w) => w.former),
      strangers(EVERYONE, 404),
    ]),
    listFamilyLinks: operation((w) => get(`/family-links?pupil=${w.pupil}`), [strangers(EVERYONE, 200)]),
    readFamilyLinkHistory: operation((w) => get(`/family-links/${w.links.father.id}/history`), [
      row('guardian', 'same_class', 200, (w) => w.mother),
      row('guardian', 'ended', 404, (w) => w.former),
      row('pupil', 'own', 200, (w) => w.account),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      row('no_role', 'own', 200, (w) => w.invited, (w) => get(`/family-links/${w.invitation}/history`)),
      row('guardian', 'other_class', 404, (w) => w.mother, (w) => get(`/family-links/${w.invitation}/history`)),
      strangers(EVERYONE, 404),
    ]),
    inviteRepresentative: operation((w) => post('/family-links', { pupilId: w.pupil, identifier: '+79120000000', name: { family: 'Ничья', given: 'Анна' }, relationship: 'other' }), [
      row('secretary', 'same_school', 201, (w) => w.secretary),
      row('director', 'same_school', 201, (w) => w.director),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      row('guardian', 'own', 403, (w) => w.mother),
      strangers([...OFFICE], 404),
      strangers(everyoneBut(OFFICE), 403),
    ]),
    liftCourtDecision: operation((w) => post(`/family-links/${w.links.father.id}/lift-court-decision`, { number: '2-1200/2026', decidedOn: '2026-01-15' }), [
      strangers([...OFFICE], 404),
      strangers(everyoneBut(OFFICE), 403),
      row('guardian', 'own', 403, (w) => w.mother),
      row('secretary', 'same_school', 200, (w) => w.secretary, (w) => post(`/family-links/${w.barred}/lift-court-decision`, { number: '2-1200/2026', decidedOn: '2026-01-15' })),
      row('secretary', 'same_school', 409, (w) => w.secretary),
    ]),
    listPupilData: operation(() => get('/me/pupil-data'), [strangers(['pupil', 'guardian'], 200), strangers(everyoneBut('pupil', 'guardian'), 403)]),
    confirmPupilData: operation((w) => post(`/me/pupil-data/${w.pupil}/confirm`, {}, { 'if-match': '"1"' }), [
      row('guardian', 'own', 200, (w) => w.mother),
      row('guardian', 'ended', 404, (w) => w.former),
      row('pupil', 'own', 200, (w) => w.account),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      strangers(['pupil', 'guardian'], 404),
      strangers(everyoneBut('pupil', 'guardian'), 403),
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
      row('pupil', 'own', 404, (w) => w.account, (w) => post(`/family-links/${w.invitation}/revoke`)),
      row('guardian', 'own', 200, (w) => w.mother, (w) => post(`/family-links/${w.links.mother.id}/revoke`)),
      row('pupil', 'own', 200, (w) => w.account, (w) => post(`/family-links/${w.links.third.id}/revoke`)),
    ]),
    acceptFamilyLink: operation((w) => post(`/family-links/${w.links.mother.id}/accept`), [
      strangers(EVERYONE, 404),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      row('guardian', 'own', 409, (w) => w.mother),
      row('pupil', 'ended', 409, (w) => w.account),
      row('secretary', 'same_school', 404, (w) => w.secretary, (w) => post(`/family-links/${w.invitation}/accept`, CONSENT)),
      row('guardian', 'other_class', 404, (w) => w.former, (w) => post(`/family-links/${w.invitation}/accept`, CONSENT)),
      row('no_role', 'ended', 409, (w) => w.invited, (w) => post(`/family-links/${w.declined}/accept`, CONSENT)),
      row('no_role', 'own', 200, (w) => w.invited, (w) => post(`/family-links/${w.invitation}/accept`, CONSENT)),
    ]),
    declineFamilyLink: operation((w) => post(`/family-links/${w.links.mother.id}/decline`), [
      strangers(EVERYONE, 404),
      row('pupil', 'same_school', 404, (w) => w.classmate),
      row('guardian', 'own', 409, (w) => w.mother),
      row('pupil', 'ended', 409, (w) => w.account),
      row('no_role', 'ended', 409, (w) => w.invited, (w) => post(`/family-links/${w.declined}/decline`)),
    ]),
  }),
);
