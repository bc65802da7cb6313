import { Pool } from 'pg';
import { makeDraft, makeOffice } from '../../factories/enrollment.js';
import { newPhone } from '../../factories/codes.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { testDatabase } from '../../support/index.js';
import { anybody, defineMatrix, EVERYONE, everyoneBut, get, post, strangers } from './format.js';

const OFFICE = ['secretary', 'school_admin', 'director'] as const;
/** Everybody who decides requests of some kind; no school is theirs. */
const ELSEWHERE = ['regional_coordinator', 'support_agent', 'system_admin'] as const;

/** Paper applications, requests brought in person, printed forms (EN-14); support asked about an overdue request (EN-10). */
export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const office = await makeOffice(app, db);
    await db.end();
    const draft = await makeDraft(app, office.parentToken, office.school.id);
    const sent = await app.as(office.parentToken).post(`/requests/${draft.body.id}/submit`, { bringInPerson: true });
    const paper = await app.as(office.secretaryToken).post('/requests/paper', { kind: 'appeal', applicant: { name: { family: 'Бумажная', given: 'Зоя' } }, datedOn: '2026-01-12' });
    return {
      onPaper: paper.body.id as string, school: office.school.id, id: sent.body.id as string, number: sent.body.number as string, parent: office.parentToken, secretary: office.secretaryToken,
      paper: { kind: 'diary_access', applicant: { name: { family: 'Бумажная', given: 'Нина' }, phone: newPhone() }, datedOn: '2026-01-12' },
      teacher: await signIn(app, await makeStaff(app, 'teacher', { schoolId: office.school.id })),
      coordinator: await signIn(app, await makeStaff(app, 'regional_coordinator', { regionCode: office.school.regionCode })),
      otherParent: await signIn(app, await makePerson(app)),
    };
  },
  ({ operation, row }) => ({
    enterPaperRequest: operation((w) => post('/requests/paper', w.paper), [
      row('secretary', 'same_school', 201, (w) => w.secretary),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      row('no_role', 'own', 403, (w) => w.parent),
      // whose school is not in the directory
      strangers([...OFFICE, ...ELSEWHERE], 404),
      strangers(everyoneBut(OFFICE, ELSEWHERE), 403),
    ]),
    ...Object.fromEntries(([['mendPaperContact', 'mend-contact'], ['handOverOnPaper', 'hand-over'], ['printApplicantLogin', 'login-slip']] as const).map(([id, act]) => [
      id, operation((w) => post(`/requests/${w.onPaper}/${act}`, act === 'mend-contact' ? { phone: newPhone() } : {}), [
        row('no_role', 'own', 403, (w) => w.parent),
        row('teacher', 'same_school', 403, (w) => w.teacher),
        row('regional_coordinator', 'same_school', 404, (w) => w.coordinator),
        strangers([...OFFICE, ...ELSEWHERE], 404),
        strangers(everyoneBut(OFFICE, ELSEWHERE), 403),
        // composed on line by somebody: nothing of a paper is done to it
        row('secretary', 'same_school', 409, (w) => w.secretary, (w) => post(`/requests/${w.id}/${act}`, act === 'mend-contact' ? { phone: newPhone() } : {})),
        // a draft owes nothing yet, and gives nobody a login; its contact is mended
        row('secretary', 'same_school', act === 'mend-contact' ? 200 : 409, (w) => w.secretary),
      ]),
    ])),
    readBlankRequestForm: operation((w) => get(`/request-forms/appeal.pdf?school=${w.school}`), [anybody(200)]),
    readRequestForm: operation((w) => get(`/requests/${w.id}/form.pdf`), [
      row('no_role', 'own', 200, (w) => w.parent),
      row('no_role', 'none', 404, (w) => w.otherParent),
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      row('regional_coordinator', 'same_school', 404, (w) => w.coordinator),
      strangers(EVERYONE, 404),
    ]),
    // Its term has not ended: whoever it belongs to is told so.
    askSupportAboutRequest: operation((w) => post(`/requests/${w.id}/ask-support`), [
      row('no_role', 'own', 409, (w) => w.parent),
      row('no_role', 'none', 404, (w) => w.otherParent),
      row('secretary', 'same_school', 409, (w) => w.secretary),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      strangers(EVERYONE, 404),
    ]),
    receiveRequest: operation((w) => post('/requests/receive', { number: w.number }), [
      row('no_role', 'own', 403, (w) => w.parent),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      row('regional_coordinator', 'same_school', 404, (w) => w.coordinator),
      strangers([...OFFICE, ...ELSEWHERE], 404),
      strangers(everyoneBut(OFFICE, ELSEWHERE), 403),
      row('secretary', 'same_school', 200, (w) => w.secretary),
    ]),
  }),
);
