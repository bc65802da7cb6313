import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { makeOffice, makePartitions, makeRequest, sendRequest, uniqueName, uploadDocument, type Office } from '../../factories/enrollment.js';
import { makeClass } from '../../factories/schools.js';
import { makePerson, signIn } from '../../factories/identity.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
const at = (instant: string) => app.clock.moveTo(new Date(instant));
beforeEach(() => at('2026-11-05T09:00:00+03:00'));
afterAll(async () => {
  await app.stop();
  await db.end();
});

const GRADE = { schoolYear: 2026, gradeLevel: 1 };
const NEW = { createPupil: true };

async function admissionForm(office: Office, changes: object = {}) {
  const file = await uploadDocument(app, office.parentToken);
  return {
    kind: 'admission', schoolId: office.school.id, ...GRADE, relationship: 'mother', priorityGround: 'sibling',
    child: { name: uniqueName(), birthDate: '07.05.2019', sex: 'f', document: { kind: 'birth_certificate', series: 'IV-АН', number: '123456', issuedOn: '20.05.2019' } },
    consent: { version: 1, given: true }, documents: [{ type: 'birth_certificate', fileId: file.body.id }], ...changes,
  };
}

/** Requests in review, each sent half a minute after the one before, so that a busy machine changes no order. */
async function inReview(office: Office, count: number, from = 0): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    app.clock.moveTo(new Date(Date.parse('2026-11-05T09:01:00+03:00') + (from + i) * 30_000));
    ids.push((await sendRequest(app, office, await admissionForm(office), ['accept', 'start-review'])).body.id);
  }
  return ids;
}

async function plan(office: Office, places: number, version = 0) {
  return app.as(office.directorToken).put(`/schools/${office.school.id}/admission-plans`, { ...GRADE, places }, { 'if-match': `"${version}"` });
}
const planned = async (office: Office) => (await app.as(office.parentToken).get(`/schools/${office.school.id}/admission-plans`)).body.items;
const approve = (office: Office, id: string, act = 'approve') => app.as(office.secretaryToken).post(`/requests/${id}/${act}`, NEW);
const waitingList = async (office: Office, token = office.secretaryToken) =>
  app.as(token).get(`/schools/${office.school.id}/waiting-list?schoolYear=${GRADE.schoolYear}&gradeLevel=${GRADE.gradeLevel}`);

describe('places of a grade (EN-13)', () => {
  it('are never given twice, however many approve at once; the rest wait in the order they were received', async () => {
    const office = await makeOffice(app, db);
    await plan(office, 3);
    const ids = await inReview(office, 8);
    const answers = await Promise.all([...ids].reverse().map((id) => approve(office, id)));
    expect(answers.map((a) => a.status)).toEqual(ids.map(() => 200));
    const outcomes = answers.map((a) => a.body.outcome);
    expect(outcomes.filter((o) => o === 'place')).toHaveLength(3);
    expect(outcomes.filter((o) => o === 'waiting_list')).toHaveLength(5);
    expect(await planned(office)).toEqual([expect.objectContaining({ ...GRADE, places: 3, taken: 3, waiting: 5 })]);

    const { rows: [{ pupils, links }] } = await db.query(
      `SELECT (SELECT count(*)::int FROM schools.v_pupil WHERE school_id = $1) AS pupils, (SELECT count(*)::int FROM family.v_link WHERE school_id = $1 AND status = 'linked') AS links`, [office.school.id]);
    expect({ pupils, links }).toEqual({ pupils: 3, links: 3 });
    const inOrder = (await waitingList(office)).body.items.map((line: any) => line.requestId);
    const waiting = new Set(answers.filter((a) => a.body.outcome === 'waiting_list').map((a) => a.body.id));
    expect(inOrder).toEqual(ids.filter((id) => waiting.has(id)));
  });

  it('a freed place goes to the first who waits, to nobody else and once; a later request does not pass them', async () => {
    const office = await makeOffice(app, db);
    await plan(office, 1);
    const [holder = '', first = '', second = ''] = await inReview(office, 3);
    for (const id of [holder, second, first]) await approve(office, id);
    const parent = app.as(office.parentToken);
    expect((await parent.get(`/requests/${holder}`)).body).toMatchObject({ outcome: 'place', allowedActions: ['give-up'] });
    expect((await approve(office, first, 'give-place')).body).toMatchObject({ status: 409, code: 'enrollment.no_places' });

    expect((await parent.post(`/requests/${holder}/give-up`)).body).toMatchObject({ status: 'approved', outcome: 'given_up', allowedActions: [] });
    await app.drain();
    const office_ = app.as(office.secretaryToken);
    expect((await office_.get('/notifications')).body.items.map((n: any) => n.type)).toContain('enrollment.place_freed');
    // the first who waits is named to the office, and their family told
    const { number: waitingNumber } = (await parent.get(`/requests/${first}`)).body;
    const offers = async (client: typeof parent) => (await client.get('/notifications')).body.items.filter((n: any) => n.type === 'enrollment.place_offered').map((n: any) => n.title);
    expect([await offers(office_), await offers(parent)]).toEqual([[`Место свободно: первое в очереди заявление ${waitingNumber}`], [`Заявление ${waitingNumber}: освободилось место`]]);
    const [late = ''] = await inReview(office, 1, 6);
    expect((await approve(office, late)).body).toMatchObject({ outcome: 'waiting_list' });

    const refused = await approve(office, second, 'give-place');
    const { number } = (await parent.get(`/requests/${first}`)).body;
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'enrollment.not_first', number })]);
    const twice = await Promise.all([approve(office, first, 'give-place'), approve(office, first, 'give-place')]);
    expect(twice.map((a) => a.status).sort()).toEqual([200, 409]);
    expect((await parent.get(`/requests/${first}`)).body).toMatchObject({ outcome: 'place', pupilId: expect.any(String) });
    expect(await planned(office)).toEqual([expect.objectContaining({ places: 1, taken: 1, waiting: 2 })]);

    expect((await office_.post(`/requests/${second}/release`, { message: 'По просьбе семьи.' })).body).toMatchObject({ outcome: 'released' });
    expect((await waitingList(office)).body.items).toEqual([expect.objectContaining({ position: 1, requestId: late })]);
    const history = (await parent.get(`/requests/${second}/history`)).body.items.at(-1);
    expect(history).toMatchObject({ from: 'approved', to: 'approved', description: 'Школа освободила место: По просьбе семьи.' });
  });

  it('come from the school\'s card until they are planned; without either an approval says what to do', async () => {
    const office = await makeOffice(app, db);
    const [id = ''] = await inReview(office, 1);
    expect((await approve(office, id)).body).toMatchObject({ status: 409, code: 'enrollment.no_admission_plan' });
    await db.query('INSERT INTO schools.school_grades (school_id, grade_level, places, free_places) VALUES ($1, 1, 25, 1)', [office.school.id]);
    expect((await approve(office, id)).body).toMatchObject({ outcome: 'place' });
    expect(await planned(office)).toEqual([expect.objectContaining({ places: 1, taken: 1 })]);
    const [{ version }] = await planned(office);
    expect((await plan(office, 0, version)).body.errors[0]).toMatchObject({ pointer: '/places', code: 'enrollment.places_taken' });
    expect((await plan(office, 2, 0)).status).toBe(412);
    expect((await plan(office, 2, version)).body).toMatchObject({ places: 2, taken: 1 });
  });

  it('every wrong field is named at once; another school\'s list does not exist', async () => {
    const office = await makeOffice(app, db);
    const refused = await sendRequest(app, office, { kind: 'admission', schoolId: office.school.id, schoolYear: 2028, gradeLevel: 12, relationship: 'aunt', priorityGround: 'rich', child: { birthDate: '07.05.2025' } });
    expect(refused.body.errors.map((e: any) => `${e.pointer} ${e.code}`).sort()).toEqual([
      '/child/birthDate enrollment.birth_date_out_of_range', '/child/document/issuedOn input.required', '/child/document/kind input.required', '/child/document/number input.required',
      '/child/document/series input.required', '/child/name/family input.required', '/child/name/given input.required', '/child/sex input.required', '/consent/given enrollment.consent_required',
      '/documents enrollment.document_required', '/gradeLevel enrollment.grade_level', '/priorityGround enrollment.choice', '/relationship enrollment.choice', '/schoolYear enrollment.school_year',
    ]);
    const elsewhere = await makeOffice(app, db);
    expect((await waitingList(office, elsewhere.secretaryToken)).status).toBe(404);
    expect((await waitingList(office, await signIn(app, await makePerson(app)))).status).toBe(403);
  });

  it('bulk approval takes in children nobody like whom is on the roll', async () => {
    const office = await makeOffice(app, db);
    await plan(office, 1);
    const ids = await inReview(office, 2);
    const { results } = (await app.as(office.secretaryToken).post('/requests/bulk-approve', { ids })).body;
    expect(results.map((r: any) => r.approved)).toEqual([true, true]);
    const outcomes = await Promise.all(ids.map(async (id) => (await app.as(office.parentToken).get(`/requests/${id}`)).body.outcome));
    expect(outcomes).toEqual(['place', 'waiting_list']);
  });

  describe('given up, what the approval did is taken back', () => {
    const links = async (pupilId: string) => (await db.query('SELECT status FROM family.links WHERE pupil_id = $1 ORDER BY created_at', [pupilId])).rows.map((r) => r.status);
    const place = async (office: Office) => {
      await plan(office, 5);
      const [id = ''] = await inReview(office, 1);
      return { id, pupilId: (await approve(office, id)).body.pupilId as string };
    };
    const enrol = (office: Office, pupilId: string, schoolClass: { id: string }, on: string) =>
      app.as(office.secretaryToken).post(`/pupils/${pupilId}/movements`, { kind: 'enrolled', classId: schoolClass.id, on });
    const classes = async (pupilId: string) => (await db.query('SELECT 1 FROM schools.v_class_member WHERE pupil_id = $1', [pupilId])).rows.length;

    it('the link ends, and an enrolment that is still to come is cancelled', async () => {
      const office = await makeOffice(app, db);
      const { id, pupilId } = await place(office);
      const soon = await makeClass(db, office.school, { gradeLevel: 1, letter: 'Б' });
      expect((await enrol(office, pupilId, soon, '2026-12-01')).status).toBe(201);
      expect((await app.as(office.parentToken).post(`/requests/${id}/give-up`)).body.outcome).toBe('given_up');
      expect([await links(pupilId), await classes(pupilId)]).toEqual([['revoked'], 0]);
      expect((await app.as(office.parentToken).get('/children')).body.items).toMatchObject([{ link: { status: 'revoked', reason: 'by_guardian' } }]);
    });

    it('by the school as well; of a child who studies here by now, or whose link rests on another request, nothing but the place', async () => {
      const office = await makeOffice(app, db);
      const release = (id: string) => app.as(office.secretaryToken).post(`/requests/${id}/release`, { message: 'Семья переехала.' });
      const left = await place(office);
      expect((await release(left.id)).body.outcome).toBe('released');
      expect(await links(left.pupilId)).toEqual(['revoked']);

      const studies = await place(office);
      expect((await enrol(office, studies.pupilId, office.schoolClass, '2026-11-05')).status).toBe(201);
      await release(studies.id);
      expect([await links(studies.pupilId), await classes(studies.pupilId)]).toEqual([['linked'], 1]);

      const twice = await place(office);
      const { rows: [{ form }] } = await db.query('SELECT form FROM enrollment.requests WHERE id = $1', [twice.id]);
      const access = await makeRequest(app, office, ['accept', 'start-review'], { className: undefined, child: { ...form.child, document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' }, snils: undefined } });
      expect((await app.as(office.secretaryToken).post(`/requests/${access.id}/approve`, { pupilId: twice.pupilId })).body.status).toBe('approved');
      await release(twice.id);
      expect(await links(twice.pupilId)).toEqual(['linked']);
    });
  });
});
