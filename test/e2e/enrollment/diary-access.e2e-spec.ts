import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { newId } from '../../../src/shared/ids.js';
import { diaryAccessForm, makeDraft, makeOffice, makePartitions, makeRequest, uploadDocument, type Office } from '../../factories/enrollment.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makePupil } from '../../factories/schools.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(new Date('2026-11-05T09:00:00+03:00')));
afterAll(async () => {
  await app.stop();
  await db.end();
});

describe('access to a diary, from the first word to the diary (EN-2 to EN-7, EN-12)', () => {
  it('submit, take, review, ask, reply, approve: pupil, link, role and consent appear together', async () => {
    const office = await makeOffice(app, db);
    const [parent, secretary] = [app.as(office.parentToken), app.as(office.secretaryToken)];

    const draft = await makeDraft(app, office.parentToken, office.school.id);
    expect([draft.status, draft.body]).toEqual([201, expect.objectContaining({ status: 'draft', number: null, allowedActions: ['patch', 'submit'], version: 1 })]);
    expect((await secretary.get(`/requests/${draft.body.id}`)).status).toBe(404);
    const id: string = draft.body.id;

    const sent = await parent.post(`/requests/${id}/submit`);
    expect([sent.status, sent.body]).toEqual([200, expect.objectContaining({ status: 'submitted', dueDate: '2026-11-12', round: 1, overdue: false, provisionalDueDate: false })]);
    expect(sent.body.number).toMatch(/^2026-77-\d{6}-\d$/);

    const queue = await secretary.get('/requests');
    expect(queue.body.items.map((r: any) => r.id)).toEqual([id]);
    expect((await secretary.post(`/requests/${id}/accept`)).body).toMatchObject({ status: 'accepted', assignee: { id: office.secretary.id } });
    expect((await secretary.post(`/requests/${id}/start-review`)).body.status).toBe('in_review');

    const asked = await secretary.post(`/requests/${id}/ask-applicant`, { missing: ['Вторая страница'], message: 'Приложите её.' });
    expect(asked.body).toMatchObject({ status: 'awaiting_applicant', dueDate: '2026-11-19', extended: true, asked: { missing: ['Вторая страница'], message: 'Приложите её.' } });
    const second = await uploadDocument(app, office.parentToken);
    const version = (await parent.get(`/requests/${id}`)).body.version;
    const patched = await parent.patch(`/requests/${id}`,
      { documents: [...draft.body.documents.map(({ type, fileId }: any) => ({ type, fileId })), { type: 'other', fileId: second.body.id }] }, { 'if-match': `"${version}"` });
    expect(patched.status).toBe(200);
    expect((await parent.post(`/requests/${id}/reply`, { message: 'Приложила.' })).body).toMatchObject({ status: 'in_review', dueDate: '2026-11-19' });
    expect((await secretary.get(`/files/${second.body.id}/content`)).status).toBe(200);

    const approved = await secretary.post(`/requests/${id}/approve`, { createPupil: true });
    expect([approved.status, approved.body]).toEqual([200, expect.objectContaining({ status: 'approved', allowedActions: [] })]);

    const { rows: [link] } = await db.query('SELECT guardian_id, pupil_id, kind, status, can_view FROM family.v_link WHERE pupil_id = $1', [approved.body.pupilId]);
    expect(link).toEqual({ guardian_id: office.parent.id, pupil_id: approved.body.pupilId, kind: 'mother', status: 'linked', can_view: true });
    const children = await app.as(await signIn(app, office.parent)).get('/children');
    expect(children.body.items).toEqual([expect.objectContaining({
      pupilId: approved.body.pupilId, birthDate: '2015-05-07', school: { id: office.school.id, name: office.school.name }, class: { id: office.schoolClass.id, name: '5А' },
      link: expect.objectContaining({ status: 'linked', kind: 'mother', reason: null }),
    })]);

    const history = (await parent.get(`/requests/${id}/history`)).body.items;
    expect(history.map((h: any) => [h.from, h.to, h.actor.position])).toEqual([
      ['draft', 'submitted', 'заявитель'], ['submitted', 'accepted', 'секретарь'], ['accepted', 'in_review', 'секретарь'],
      ['in_review', 'awaiting_applicant', 'секретарь'], ['awaiting_applicant', 'awaiting_applicant', 'заявитель'], ['awaiting_applicant', 'in_review', 'заявитель'],
      ['in_review', 'approved', 'секретарь'],
    ]);
    expect(history[3]).toMatchObject({ actor: { name: 'Петрова Ольга Игоревна' }, description: 'Запрошено уточнение: Вторая страница; Приложите её.; срок до 19.11.2026' });
  });

  it('a draft keeps whatever was typed; sending names every wrong field at once, in both languages', async () => {
    const office = await makeOffice(app, db);
    const parent = app.as(office.parentToken);
    const typed = {
      kind: 'diary_access', applicantKind: 'aunt', schoolId: 'школа у дома', className: '12Ъ', relationship: '',
      child: { name: { family: 'Соловьёва2', given: ' ' }, birthDate: '31.02.2015', sex: 'ж', snils: '112-233-445 96', document: { kind: 'birth_certificate', series: '??', number: '12', issuedOn: 'вчера' } },
      consent: { given: false }, documents: [{ type: 'photo', fileId: newId() }],
    };
    const draft = await parent.post('/requests', typed);
    expect(draft.status).toBe(201);
    const read = (await parent.get(`/requests/${draft.body.id}`)).body;
    expect(read).toMatchObject({ child: typed.child, schoolId: typed.schoolId, consent: typed.consent, applicantKind: 'aunt' });

    const refused = await parent.post(`/requests/${draft.body.id}/submit`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((e: any) => `${e.pointer} ${e.code}`).sort()).toEqual([
      '/applicantKind enrollment.choice', '/child/birthDate enrollment.date', '/child/document/issuedOn enrollment.date', '/child/document/number enrollment.certificate_number',
      '/child/document/series enrollment.certificate_series', '/child/name/family enrollment.name', '/child/name/given input.required', '/child/sex enrollment.choice',
      '/child/snils enrollment.snils', '/consent/given enrollment.consent_required', '/documents enrollment.document_required', '/documents/0/fileId enrollment.file_unknown',
      '/documents/0/type enrollment.choice', '/schoolId enrollment.school_unknown',
    ]);
    expect(refused.body.errors.find((e: any) => e.pointer === '/child/snils').message).toContain('СНИЛС');
    const english = await parent.post(`/requests/${draft.body.id}/submit`, undefined, { 'accept-language': 'en' });
    expect(english.body.errors.find((e: any) => e.pointer === '/child/snils').message).toContain('SNILS');
    expect((await parent.get(`/requests/${draft.body.id}`)).body).toEqual(read);
  });

  it('sensitive fields are sealed in the database', async () => {
    const office = await makeOffice(app, db);
    const { body } = await makeDraft(app, office.parentToken, office.school.id);
    const { rows: [row] } = await db.query('SELECT form::text AS form, secrets_sealed FROM enrollment.requests WHERE id = $1', [body.id]);
    expect(row.form).not.toMatch(/445|123456|IV-/);
    expect(row.secrets_sealed).toMatch(/^v1\./);
    expect(body.child).toMatchObject({ snils: '112-233-445 95', document: { number: '123456', series: 'IV-АН' } });
  });

  it('unknown fields and a wrong shape are refused, an older version is stale, a missing one is asked for', async () => {
    const office = await makeOffice(app, db);
    const parent = app.as(office.parentToken);
    expect((await parent.post('/requests', { kind: 'diary_access', colour: 'red', child: 'Анна' })).body.errors.map((e: any) => e.pointer).sort()).toEqual(['/child', '/colour']);
    expect((await parent.post('/requests', { kind: 'wish' })).body.errors[0].pointer).toBe('/kind');
    const { body: { id } } = await parent.post('/requests', { kind: 'diary_access' });
    expect((await parent.patch(`/requests/${id}`, { className: '5А' })).status).toBe(428);
    const patched = await parent.patch(`/requests/${id}`, { className: '5А', child: { name: { family: 'А' } } }, { 'if-match': '"1"' });
    expect([patched.status, patched.headers['etag']]).toEqual([200, '"2"']);
    expect((await parent.patch(`/requests/${id}`, { className: '6А' }, { 'if-match': '"1"' })).status).toBe(412);
    const cleared = await parent.patch(`/requests/${id}`, { className: null, child: { name: { given: 'Б' } } }, { 'if-match': 'W/"2"' });
    expect(cleared.body).toMatchObject({ className: null, child: { name: { family: 'А', given: 'Б' } } });
  });
});

describe('one request at a time, and a case that goes on', () => {
  it('a second open request for the same child is refused with the number of the first, also when both are sent at once', async () => {
    const office = await makeOffice(app, db);
    const parent = app.as(office.parentToken);
    const first = await makeRequest(app, office);
    const twin = await makeDraft(app, office.parentToken, office.school.id);
    const refused = await parent.post(`/requests/${twin.body.id}/submit`);
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'enrollment.already_open', number: first.number })]);
    expect(refused.body.detail).toContain(first.number);

    expect((await parent.post(`/requests/${first.id}/withdraw`)).body.status).toBe('withdrawn');
    const third = await makeDraft(app, office.parentToken, office.school.id);
    const answers = await Promise.all([twin, third].map(({ body }) => parent.post(`/requests/${body.id}/submit`)));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  it('two parents may both ask; staff see it is one child, the parents do not see each other', async () => {
    const office = await makeOffice(app, db);
    const mothers = await makeRequest(app, office);
    const father = await makePerson(app);
    const fatherToken = await signIn(app, father);
    const fathers = await makeRequest(app, { ...office, parent: father, parentToken: fatherToken }, [], { relationship: 'father' });
    expect((await app.as(fatherToken).get(`/requests/${mothers.id}`)).status).toBe(404);
    expect((await app.as(fatherToken).get(`/requests/${fathers.id}`)).body.sameChild).toEqual([]);
    const seen = await app.as(office.secretaryToken).get(`/requests/${fathers.id}`);
    expect(seen.body.sameChild).toEqual([{ id: mothers.id, number: mothers.number, status: 'submitted', applicant: 'Соловьёва Мария Петровна' }]);
  });

  it('a rejected request says how to mend it and goes on under its number as round 2 (EN-8)', async () => {
    const office = await makeOffice(app, db);
    const secretary = app.as(office.secretaryToken);
    const sent = await makeRequest(app, office, ['accept']);
    expect((await secretary.post(`/requests/${sent.id}/reject`, { reasonCode: 'other' })).body.errors).toEqual([expect.objectContaining({ pointer: '/message' })]);
    expect((await secretary.post(`/requests/${sent.id}/reject`, { reasonCode: 'no_answer' })).status).toBe(422);
    await secretary.post(`/requests/${sent.id}/reject`, { reasonCode: 'document_unreadable', message: 'Размыто.' });
    const rejected = (await app.as(office.parentToken).get(`/requests/${sent.id}`)).body;
    expect(rejected).toMatchObject({ status: 'rejected', allowedActions: ['patch', 'resubmit'], decision: { reasonCode: 'document_unreadable', decidedBy: 'Петрова Ольга Игоревна' } });
    expect(rejected.decision.message).toMatch(/чёткую копию.*Размыто\./);

    app.clock.moveTo(new Date('2026-11-10T09:00:00+03:00'));
    const other = await makeOffice(app, db);
    const parent = app.as(await signIn(app, office.parent));
    const moved = await parent.patch(`/requests/${sent.id}`, { schoolId: other.school.id }, { 'if-match': `"${rejected.version}"` });
    expect((await parent.post(`/requests/${sent.id}/resubmit`)).body.errors).toEqual([expect.objectContaining({ pointer: '/schoolId', code: 'enrollment.school_fixed' })]);
    await parent.patch(`/requests/${sent.id}`, { schoolId: office.school.id }, { 'if-match': `"${moved.body.version}"` });
    const again = await parent.post(`/requests/${sent.id}/resubmit`);
    expect(again.body).toMatchObject({ status: 'submitted', number: sent.number, round: 2, dueDate: '2026-11-17', decision: null, extended: false });
  });
});

describe('approval (EN-12)', () => {
  it('shows likely duplicates first; confirmed as others, or chosen', async () => {
    const office = await makeOffice(app, db);
    const secretary = app.as(office.secretaryToken);
    const namesake = await makePupil(db, office.school, { family: 'Соловьева', given: 'Анна', patronymic: 'Ильинична', birthDate: '2015-05-07', sex: 'f', schoolClass: office.schoolClass });
    const sent = await makeRequest(app, office, ['accept', 'start-review']);
    const refused = await secretary.post(`/requests/${sent.id}/approve`, { createPupil: true });
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({
      code: 'enrollment.duplicates', candidates: [expect.objectContaining({ pupilId: namesake.id, birthDate: '2015-05-07', class: expect.objectContaining({ name: '5А' }) })],
    })]);
    expect((await db.query('SELECT count(*)::int AS n FROM schools.pupils WHERE school_id = $1', [office.school.id])).rows[0].n).toBe(1);
    for (const [body, pointer] of [[{}, '/pupilId'], [{ pupilId: namesake.id, createPupil: true }, '/pupilId'], [{ pupilId: newId() }, '/pupilId'], [{ createPupil: false }, '/createPupil']] as const) {
      const wrong = await secretary.post(`/requests/${sent.id}/approve`, body);
      expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, pointer]);
    }
    const matched = await secretary.post(`/requests/${sent.id}/approve`, { pupilId: namesake.id });
    expect(matched.body).toMatchObject({ status: 'approved', pupilId: namesake.id });
    // What the roll lacked came with the approval.
    expect((await secretary.get(`/pupils/${namesake.id}`)).body).toMatchObject({ hasSnils: true, hasInn: false, documentKind: 'birth_certificate' });

    const father = await makePerson(app);
    const second = await makeRequest(app, { ...office, parent: father, parentToken: await signIn(app, father) }, ['accept', 'start-review'], { relationship: 'father', child: { ...diaryAccessForm('', '').child, snils: undefined } });
    const another = await secretary.post(`/requests/${second.id}/approve`, { createPupil: true, confirmedDuplicates: [namesake.id] });
    expect([another.status, another.body.pupilId === namesake.id]).toEqual([200, false]);
  });

  it('is all or nothing: when the last write fails, nothing of it is there', async () => {
    const office = await makeOffice(app, db);
    const sent = await makeRequest(app, office, ['accept', 'start-review']);
    const written = async () => (await db.query(
      `SELECT (SELECT count(*) FROM schools.pupils WHERE school_id = $1)::int AS pupils, (SELECT count(*) FROM family.links WHERE guardian_id = $2)::int AS links,
              (SELECT count(*) FROM identity.v_role WHERE person_id = $2)::int AS roles, (SELECT status FROM enrollment.requests WHERE id = $3) AS status`,
      [office.school.id, office.parent.id, sent.id])).rows[0];
    await db.query(`CREATE FUNCTION public.fail_consents() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the test wants this'; END $$;
      CREATE TRIGGER fail BEFORE INSERT ON consents.consent FOR EACH ROW EXECUTE FUNCTION public.fail_consents()`);
    try {
      expect((await app.as(office.secretaryToken).post(`/requests/${sent.id}/approve`, { createPupil: true })).status).toBe(500);
    } finally {
      await db.query('DROP FUNCTION public.fail_consents CASCADE');
    }
    expect(await written()).toEqual({ pupils: 0, links: 0, roles: 0, status: 'in_review' });
    expect((await app.as(office.secretaryToken).post(`/requests/${sent.id}/approve`, { createPupil: true })).status).toBe(200);
    expect(await written()).toEqual({ pupils: 1, links: 1, roles: 1, status: 'approved' });
  });

  it('a pupil of another school is nobody here', async () => {
    const [office, other] = [await makeOffice(app, db), await makeOffice(app, db)];
    const foreign = await makePupil(db, other.school, {});
    const sent = await makeRequest(app, office, ['accept', 'start-review']);
    expect((await app.as(office.secretaryToken).post(`/requests/${sent.id}/approve`, { pupilId: foreign.id })).body.errors).toEqual([expect.objectContaining({ code: 'enrollment.pupil_unknown' })]);
  });

  it('of two who decide at once one wins, and the other learns what may still be done', async () => {
    const office = await makeOffice(app, db);
    const sent = await makeRequest(app, office, ['accept', 'start-review']);
    const answers = await Promise.all([
      app.as(office.secretaryToken).post(`/requests/${sent.id}/approve`, { createPupil: true }),
      app.as(office.directorToken).post(`/requests/${sent.id}/reject`, { reasonCode: 'data_mismatch' }),
      app.as(office.directorToken).post(`/requests/${sent.id}/approve`, { createPupil: true }),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
    const winner = answers.find((a) => a.status === 200)!.body.status;
    for (const lost of answers.filter((a) => a.status === 409)) {
      expect(lost.body).toMatchObject({ code: 'enrollment.transition_not_allowed', currentStatus: winner, allowedActions: [] });
    }
    expect((await db.query('SELECT count(*)::int AS n FROM schools.pupils WHERE school_id = $1', [office.school.id])).rows[0].n).toBe(winner === 'approved' ? 1 : 0);
  });

  it('a pupil from 14 asks for themself: the account is tied to the pupil', async () => {
    const office = await makeOffice(app, db);
    const teen = await makePerson(app, { name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична' }, birthDate: '2011-05-07' });
    const teenToken = await signIn(app, teen);
    const child = { ...diaryAccessForm('', '').child, birthDate: '07.05.2011' };
    const pupil = await makePupil(db, office.school, { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична', birthDate: '2011-05-07', sex: 'f', schoolClass: office.schoolClass });
    const draft = await makeDraft(app, teenToken, office.school.id, { applicantKind: 'pupil', relationship: undefined, child });
    const refused = await app.as(teenToken).post(`/requests/${draft.body.id}/submit`);
    expect(refused.body.errors.map((e: any) => e.code)).toEqual(['enrollment.parent_consent_required']);
    const consent = await uploadDocument(app, teenToken);
    const documents = [...draft.body.documents.map(({ type, fileId }: any) => ({ type, fileId })), { type: 'consent', fileId: consent.body.id }];
    await app.as(teenToken).patch(`/requests/${draft.body.id}`, { documents }, { 'if-match': '"1"' });
    expect((await app.as(teenToken).post(`/requests/${draft.body.id}/submit`)).status).toBe(200);
    for (const act of ['accept', 'start-review']) await app.as(office.secretaryToken).post(`/requests/${draft.body.id}/${act}`);
    expect((await app.as(office.secretaryToken).post(`/requests/${draft.body.id}/approve`, { pupilId: pupil.id })).status).toBe(200);
    const { rows: [row] } = await db.query('SELECT person_id FROM schools.pupils WHERE id = $1', [pupil.id]);
    expect(row.person_id).toBe(teen.id);
  });

  it('one account is one pupil of a school', async () => {
    const office = await makeOffice(app, db);
    const teen = await makePerson(app, { name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична' }, birthDate: '2008-05-07' });
    const token = await signIn(app, teen);
    const own = await makePupil(db, office.school, { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична', birthDate: '2008-05-07', sex: 'f', personId: teen.id });
    const child = { ...diaryAccessForm('', '').child, birthDate: '07.05.2008', snils: undefined };
    const sent = await makeRequest(app, { ...office, parentToken: token }, ['accept', 'start-review'], { applicantKind: 'pupil', child });
    const secretary = app.as(office.secretaryToken);
    const refused = await secretary.post(`/requests/${sent.id}/approve`, { createPupil: true, confirmedDuplicates: [own.id] });
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'enrollment.applicant_is_other_pupil', pupilId: own.id })]);
    expect((await secretary.post(`/requests/${sent.id}/approve`, { pupilId: own.id })).body).toMatchObject({ status: 'approved', pupilId: own.id });
  });

  it('in bulk: those beyond doubt are approved, the others say why not', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makePupil(db, office.school, { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична', birthDate: '2015-05-07', sex: 'f' });
    const sure = await makeRequest(app, office, ['accept', 'start-review']);
    const unsure = await makeRequest(app, office, ['accept', 'start-review'], { child: { ...diaryAccessForm('', '').child, snils: undefined, name: { family: 'Орлов', given: 'Пётр' } } });
    const answer = await app.as(office.secretaryToken).post('/requests/bulk-approve', { ids: [unsure.id, sure.id, newId()] });
    expect(answer.body.results.map((r: any) => [r.approved, r.problem?.code])).toEqual([[false, 'enrollment.match_by_hand'], [true, undefined], [false, 'object.not_found']]);
    expect((await app.as(office.secretaryToken).get(`/requests/${sure.id}`)).body.pupilId).toBe(pupil.id);
  });
});

describe('who sees and does what', () => {
  it('nobody decides their own request, and a stranger finds nothing', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const own = await makeRequest(app, { ...office, parentToken: office.secretaryToken });
    expect((await app.as(office.secretaryToken).get(`/requests/${own.id}`)).body.allowedActions).toEqual(['withdraw']);
    expect((await app.as(office.secretaryToken).post(`/requests/${own.id}/accept`)).status).toBe(409);
    expect((await app.as(office.secretaryToken).get('/requests?mine=true')).body.items.map((r: any) => r.id)).toEqual([own.id]);

    const sent = await makeRequest(app, office);
    const teacher = await signIn(app, await makeStaff(app, 'teacher', { schoolId: office.school.id }));
    for (const token of [other.secretaryToken, other.parentToken, teacher]) {
      const foreign = app.as(token);
      expect((await foreign.get(`/requests/${sent.id}`)).status).toBe(404);
      expect((await foreign.get(`/requests/${sent.id}/history`)).status).toBe(404);
      expect((await foreign.post(`/requests/${sent.id}/withdraw`)).status).toBe(404);
      expect((await foreign.get('/requests')).body.items).toEqual([]);
      expect((await foreign.get(`/files/${sent.documents[0].fileId}`)).status).toBe(404);
    }
    expect((await app.as(other.secretaryToken).post(`/requests/${sent.id}/accept`)).status).toBe(404);
    expect((await app.as(office.parentToken).post(`/requests/${sent.id}/accept`)).status).toBe(403);
    expect((await app.as(teacher).post(`/requests/${sent.id}/accept`)).status).toBe(403);
    for (const path of ['/requests', `/requests/${sent.id}`, `/requests/${sent.id}/history`]) expect((await app.anonymous.get(path)).status).toBe(401);
    expect((await app.anonymous.post('/requests', { kind: 'diary_access' })).status).toBe(401);
  });

  it('is handed over to those who decide there, and to nobody else', async () => {
    const office = await makeOffice(app, db);
    const stranger = await makePerson(app);
    const sent = await makeRequest(app, office);
    const director = app.as(office.directorToken);
    expect((await director.post(`/requests/${sent.id}/assign`, { personId: stranger.id })).body.errors[0]).toMatchObject({ pointer: '/personId', code: 'enrollment.not_decider' });
    expect((await director.post(`/requests/${sent.id}/assign`, { personId: office.secretary.id })).body.assignee.id).toBe(office.secretary.id);
    expect((await app.as(office.secretaryToken).get('/requests?assignee=me')).body.items).toHaveLength(1);
    expect((await director.get('/requests?assignee=none')).body.items).toHaveLength(0);
    expect((await app.as(office.parentToken).get(`/requests/${sent.id}`)).body.assignee).toBeNull();
  });

  it('high load is the director\'s ground alone, and a term is extended once', async () => {
    const office = await makeOffice(app, db);
    const sent = await makeRequest(app, office, ['accept']);
    const refused = await app.as(office.secretaryToken).post(`/requests/${sent.id}/extend`, { reasonCode: 'high_load' });
    expect([refused.status, refused.body.code]).toEqual([403, 'enrollment.director_only']);
    const extended = await app.as(office.directorToken).post(`/requests/${sent.id}/extend`, { reasonCode: 'high_load' });
    expect(extended.body).toMatchObject({ extended: true, dueDate: '2026-11-19', extension: { reasonCode: 'high_load', text: 'Школа получила очень много заявлений.' } });
    const again = await app.as(office.directorToken).post(`/requests/${sent.id}/extend`, { reasonCode: 'additional_check' });
    expect([again.status, again.body]).toEqual([409, expect.objectContaining({ currentStatus: 'accepted', allowedActions: ['start-review', 'reject', 'assign'] })]);
  });
});
