import { Pool } from 'pg';
import { SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { giveRole, makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makeClass, makePupil, makeSchool } from '../../factories/schools.js';
import { testDatabase } from '../../support/index.js';
import { defineMatrix, everyoneBut, EVERYONE, get, post, strangers } from './format.js';

const OFFICE = ['secretary', 'school_admin', 'director'] as const;
const CODE_STAFF = [...OFFICE, 'homeroom_teacher'] as const;

export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const school = await makeSchool(db);
    const leader = await makeStaff(app, 'teacher', { schoolId: school.id });
    const colleague = await makeStaff(app, 'teacher', { schoolId: school.id });
    const schoolClass = await makeClass(db, school, { homeroomPersonId: leader.id });
    const otherClass = await makeClass(db, school, { letter: 'Б', homeroomPersonId: colleague.id });
    const pupil = await makePupil(db, school, { schoolClass });
    const adult = { name: { family: 'Соловьёв', given: 'Илья', patronymic: 'Петрович' }, birthDate: '2008-02-03' };
    const grown = await makePupil(db, school, { schoolClass, ...adult.name, birthDate: adult.birthDate });
    await db.end();
    const leads = async (person: typeof leader, classId: string) => signIn(app, person, await giveRole(app, person.id, 'homeroom_teacher', { schoolId: school.id, classId }));
    const staff = async (role: (typeof SCHOOL_STAFF)[number]) => signIn(app, await makeStaff(app, role, { schoolId: school.id }));
    const secretary = await staff('secretary');
    const issued = async (body: object): Promise<any> => (await app.as(secretary).post('/linking-codes', body)).body.items;
    const [first, second, third, left] = await issued({ pupilId: pupil.id, perPupil: 4 });
    const slips = (await app.as(secretary).post('/linking-codes/slips', { pupilId: pupil.id })).body.id as string;
    const [own] = await issued({ pupilId: grown.id, kind: 'pupil' });
    return {
      pupil: pupil.id, ids: { first: first.id, second: second.id, third: third.id }, code: left.code, ownCode: own.code,
      slips, secretary, admin: await staff('school_admin'), director: await staff('director'), teacher: await staff('teacher'),
      leader: await leads(leader, schoolClass.id), colleague: await leads(colleague, otherClass.id),
      parent: await signIn(app, await makePerson(app)), himself: await signIn(app, await makePerson(app, adult)),
    };
  },
  ({ operation, row }) => ({
    issueLinkingCodes: operation((w) => post('/linking-codes', { pupilId: w.pupil }), [
      row('secretary', 'own', 201, (w) => w.secretary),
      row('school_admin', 'own', 201, (w) => w.admin),
      row('director', 'own', 201, (w) => w.director),
      row('homeroom_teacher', 'own', 201, (w) => w.leader),
      row('homeroom_teacher', 'other_class', 404, (w) => w.colleague),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      strangers([...CODE_STAFF], 404),
      strangers(everyoneBut(CODE_STAFF), 403),
    ]),
    listLinkingCodes: operation((w) => get(`/linking-codes?pupil=${w.pupil}`), [
      row('secretary', 'own', 200, (w) => w.secretary),
      row('homeroom_teacher', 'own', 200, (w) => w.leader),
      // Their own list is empty for this pupil; strangers work in schools that are not there.
      row('homeroom_teacher', 'other_class', 200, (w) => w.colleague),
      strangers([...CODE_STAFF], 404),
      strangers(everyoneBut(CODE_STAFF), 403),
    ]),
    revokeLinkingCode: operation((w) => post(`/linking-codes/${w.ids.first}/revoke`), [
      strangers([...CODE_STAFF], 404),
      strangers(everyoneBut(CODE_STAFF), 403),
      row('homeroom_teacher', 'other_class', 404, (w) => w.colleague),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      row('homeroom_teacher', 'own', 200, (w) => w.leader),
      row('secretary', 'ended', 409, (w) => w.secretary),
      row('director', 'own', 200, (w) => w.director, (w) => post(`/linking-codes/${w.ids.second}/revoke`)),
      row('school_admin', 'own', 200, (w) => w.admin, (w) => post(`/linking-codes/${w.ids.third}/revoke`)),
    ]),
    orderSlips: operation((w) => post('/linking-codes/slips', { pupilId: w.pupil }), [
      row('secretary', 'own', 409, (w) => w.secretary), // got through; hers are being made
      row('school_admin', 'own', 202, (w) => w.admin),
      row('director', 'own', 202, (w) => w.director),
      row('homeroom_teacher', 'own', 202, (w) => w.leader),
      row('homeroom_teacher', 'other_class', 404, (w) => w.colleague),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      strangers([...CODE_STAFF], 404),
      strangers(everyoneBut(CODE_STAFF), 403),
    ]),
    takeSlips: operation((w) => post(`/linking-codes/slips/${w.slips}/take`), [
      row('director', 'same_school', 404, (w) => w.director),
      row('homeroom_teacher', 'own', 404, (w) => w.leader),
      row('secretary', 'own', 409, (w) => w.secretary), // got through; no worker makes them here
      strangers([...CODE_STAFF], 404),
      strangers(everyoneBut(CODE_STAFF), 403),
    ]),
    readJob: operation((w) => get(`/jobs/${w.slips}`), [
      row('secretary', 'own', 200, (w) => w.secretary),
      row('director', 'same_school', 404, (w) => w.director),
      { ...strangers(EVERYONE, 404), relation: 'other_school' },
    ]),
    // Who holds the code is let in, whatever their role; everybody else gets the one answer there is.
    redeemLinkingCode: operation((w) => post('/family-links/redeem', { code: w.code, relationship: 'other' }), [
      row('no_role', 'own', 201, (w) => w.parent),
      row('guardian', 'ended', 422, (w) => w.parent),
      { ...strangers(EVERYONE, 422), relation: 'other_school' },
    ]),
    bindOwnPupil: operation((w) => post('/me/pupil', { code: w.ownCode }), [
      row('no_role', 'other_school', 422, (w) => w.parent),
      row('no_role', 'own', 201, (w) => w.himself),
      row('pupil', 'ended', 422, (w) => w.himself),
      { ...strangers(EVERYONE, 422), relation: 'other_school' },
    ]),
  }),
);
