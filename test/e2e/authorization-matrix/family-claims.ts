import { Pool } from 'pg';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { testDatabase } from '../../support/index.js';
import { defineMatrix, everyoneBut, EVERYONE, get, patch, post, put, strangers } from './format.js';

const OFFICE = ['secretary', 'school_admin', 'director'] as const;

/** Children entered by their parents (FA-1, FA-5, FA-6). */
export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const school = await makeSchool(db);
    const pupil = await makePupil(db, school);
    const born = `${app.clock.now().getUTCFullYear() - 9}-03-01`;
    const child = (given: string) => ({
      name: { family: 'Соловьёва', given }, birthDate: born, sex: 'f', document: { kind: 'birth_certificate', series: 'IV-АН', number: '123456' },
      relationship: 'mother', schoolId: school.id, consent: { version: 1, given: true },
    });
    const mother = await makePerson(app);
    const token = await signIn(app, mother);
    const add = async (given: string) => (await app.as(token).post('/children', child(given))).body.id as string;
    const [confirmed, fresh] = [await add('Анна'), await add('Вера')];
    // No code is read from the mailbox: for that the worker would have to run, and change the worlds of others.
    await db.query(`UPDATE family.claims SET status = 'awaiting_confirmation', reason = 'at_school', phone_index = 'of nobody', confirmed_at = created_at WHERE id = $1`, [confirmed]);
    await db.end();
    const staff = async (role: (typeof OFFICE)[number] | 'teacher') => signIn(app, await makeStaff(app, role, { schoolId: school.id }));
    return {
      child: child('Ольга'), confirmed, fresh, pupil: pupil.id, mother: token, version: (await app.as(token).get(`/children/${confirmed}`)).body.version as number,
      secretary: await staff('secretary'), teacher: await staff('teacher'),
    };
  },
  ({ operation, row }) => ({
    addChild: operation((w) => post('/children', w.child), [row('no_role', 'own', 201, (w) => w.mother), strangers(EVERYONE, 422, () => post('/children', {}))]),
    readFamilyLink: operation((w) => get(`/family-links/${w.confirmed}`), [
      row('no_role', 'own', 200, (w) => w.mother),
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('secretary', 'same_school', 404, (w) => w.secretary, (w) => get(`/family-links/${w.fresh}`)),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      strangers(EVERYONE, 404),
    ]),
    correctChild: operation((w) => patch(`/children/${w.confirmed}`, { sex: 'f' }, { 'if-match': `"${w.version}"` }), [
      row('secretary', 'same_school', 404, (w) => w.secretary),
      strangers(EVERYONE, 404),
      row('no_role', 'own', 200, (w) => w.mother),
    ]),
    recheckChild: operation((w) => post(`/children/${w.confirmed}/recheck`), [
      row('secretary', 'same_school', 404, (w) => w.secretary),
      strangers(EVERYONE, 404),
      row('no_role', 'own', 200, (w) => w.mother),
      row('no_role', 'own', 409, (w) => w.mother, (w) => post(`/children/${w.fresh}/recheck`)),
    ]),
    readChildCompleteness: operation((w) => get(`/children/${w.confirmed}/completeness`), [
      row('no_role', 'own', 200, (w) => w.mother),
      row('secretary', 'same_school', 404, (w) => w.secretary),
      strangers(EVERYONE, 404),
    ]),
    sendFamilyLinkCode: operation((w) => post(`/family-links/${w.confirmed}/code`), [
      row('no_role', 'own', 409, (w) => w.mother),
      strangers(EVERYONE, 404),
      row('no_role', 'own', 200, (w) => w.mother, (w) => post(`/family-links/${w.fresh}/code`)),
    ]),
    confirmFamilyLink: operation((w) => post(`/family-links/${w.fresh}/confirm`, { smsCode: '000000' }), [
      strangers(EVERYONE, 404),
      row('secretary', 'same_school', 404, (w) => w.secretary),
      row('no_role', 'own', 409, (w) => w.mother, (w) => post(`/family-links/${w.confirmed}/confirm`, { smsCode: '000000' })),
      row('no_role', 'own', 422, (w) => w.mother),
    ]),
    listContactsOnFile: operation((w) => get(`/pupils/${w.pupil}/contacts-on-file`), [
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      strangers([...OFFICE], 404),
      strangers(everyoneBut(OFFICE), 403),
    ]),
    putContactsOnFile: operation((w) => put(`/pupils/${w.pupil}/contacts-on-file`, { items: [] }), [
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      strangers([...OFFICE], 404),
      strangers(everyoneBut(OFFICE), 403),
    ]),
  }),
);
