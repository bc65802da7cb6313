import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { SchoolsFacade } from '../../../src/modules/schools/index.js';
import { lastCode } from '../../factories/codes.js';
import { makePartitions } from '../../factories/enrollment.js';
import { linkFamily } from '../../factories/family.js';
import { makePerson, makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { makeClass, makePupil, makeSchool, type MadePupil } from '../../factories/schools.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
const NOW = new Date('2026-11-05T09:00:00+03:00');
const WEEK = 'from=2026-11-02&to=2026-11-08';
const CERTIFICATE = { kind: 'birth_certificate', series: 'IV-АН', number: '123456' };
const MARIA = { family: 'Соловьёва', given: 'Мария', patronymic: 'Петровна' };

beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(NOW));
afterAll(async () => {
  await app.stop();
  await db.end();
});

const types = async (client: { get(path: string): Promise<{ body: any }> }) => (await client.get('/notifications')).body.items.map((n: any) => n.type);
const as = async (person: MadePerson) => app.as(await signIn(app, person));

async function makeCase() {
  const school = await makeSchool(db, { schoolYear: 2026 });
  const schoolClass = await makeClass(db, school);
  const pupil = await makePupil(db, school, { schoolClass, family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична', birthDate: '2015-05-07', sex: 'f' });
  const officer = await makeStaff(app, 'school_admin', { schoolId: school.id });
  const office = await as(officer);
  const mother = await makePerson(app, { name: MARIA });
  const client = await as(mother);
  const child = { name: { family: 'Соловьева', given: 'Анна', patronymic: 'Ильинична' }, birthDate: '2015-05-07', sex: 'f', document: CERTIFICATE, snils: '112-233-445 95', relationship: 'mother', schoolId: school.id, consent: { version: 1, given: true } };
  const add = (change: object = {}) => client.post('/children', { ...child, ...change });
  const confirm = async (id: string, person = mother) => (await as(person)).post(`/family-links/${id}/confirm`, { smsCode: await lastCode(app, person.phone) });
  const putOnFile = (phone = mother.phone, of: MadePupil = pupil) => office.put(`/pupils/${of.id}/contacts-on-file`, { items: [{ name: MARIA, relationship: 'mother', phone }] });
  return { school, schoolClass, pupil, officer, office, mother, client, child, add, confirm, putOnFile };
}

describe('a parent adds a child by its data (FA-1)', () => {
  it('is linked on an exact match with the phone on file, after the code and not before', async () => {
    const { pupil, office, mother, client, add, confirm, putOnFile } = await makeCase();
    expect((await putOnFile()).body.items).toEqual([{ name: 'Соловьёва Мария Петровна', relationship: 'mother', phone: expect.not.stringContaining(mother.phone) }]);
    const added = await add();
    expect([added.status, added.body]).toEqual([201, expect.objectContaining({
      pupilId: null, link: expect.objectContaining({ status: 'awaiting_confirmation', reason: 'code_not_confirmed' }), code: expect.objectContaining({ sentTo: expect.stringContaining('*') }),
    })]);
    expect((await office.get('/family-links')).body.items).toEqual([]);
    const wrong = await client.post(`/family-links/${added.body.id}/confirm`, { smsCode: '000000' });
    expect([wrong.status, wrong.body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/smsCode', code: 'codes.wrong' })]]);
    const confirmed = await confirm(added.body.id);
    expect([confirmed.status, confirmed.body]).toEqual([200, expect.objectContaining({ id: added.body.id, status: 'linked', source: 'data', pupil: { id: pupil.id, name: 'Соловьёва Анна Ильинична' } })]);
    const guardian = await as(mother);
    expect((await guardian.get(`/pupils/${pupil.id}/diary?${WEEK}`)).status).toBe(200);
    expect((await guardian.get('/children')).body.items).toEqual([expect.objectContaining({ id: pupil.id, link: expect.objectContaining({ status: 'linked', reason: null }) })]);
    expect((await guardian.get(`/children/${added.body.id}`)).body.id).toBe(pupil.id);
    expect((await guardian.patch(`/children/${pupil.id}`, { birthDate: '2015-05-08' }, { 'if-match': '"1"' })).body.code).toBe('family.child_linked');
    expect((await confirm(added.body.id)).body.code).toBe('family.claim_confirmed');
  });

  it('is no oracle: whoever is not on file gets the same answers about a pupil and about nobody', async () => {
    const { school, add, confirm, mother, client, putOnFile } = await makeCase();
    await putOnFile('+79990000001');
    const bare = ({ body: { id, createdAt, version, pupil, ...rest } }: any) => rest;
    const [real, nobody] = [await add(), await add({ name: { family: 'Никтова', given: 'Нина' } })];
    expect({ ...real.body, id: '', code: '', name: '', link: { ...real.body.link, id: '' } }).toEqual({ ...nobody.body, id: '', code: '', name: '', link: { ...nobody.body.link, id: '' } });
    await app.drain(); // the codes of both are there before another one is asked for
    await client.post(`/family-links/${real.body.id}/code`);
    const first = await confirm(real.body.id);
    await client.post(`/family-links/${nobody.body.id}/code`);
    const second = await confirm(nobody.body.id, mother);
    expect([bare(first), first.status]).toEqual([bare(second), second.status]);
    expect(first.body).toMatchObject({ status: 'awaiting_confirmation', reason: 'register_not_synchronised', school: { id: school.id } });
    const items = (await client.get('/children')).body.items;
    expect(items.map((c: any) => [c.link.reason, c.differs])).toEqual([['register_not_synchronised', []], ['register_not_synchronised', []]]);
  });

  it('waits for the school otherwise, which sees what was entered and who it may be, and confirms or declines', async () => {
    const { pupil, office, mother, client, add, confirm } = await makeCase();
    const { body } = await add();
    await confirm(body.id);
    await app.drain();
    const [listed] = (await office.get('/family-links?status=awaiting_confirmation')).body.items;
    expect(listed).toMatchObject({ id: body.id, source: 'data', pupil: { id: null, name: 'Соловьева Анна Ильинична' }, guardian: { id: mother.id } });
    const card = (await office.get(`/family-links/${body.id}`)).body;
    expect(card).toMatchObject({ entered: { document: CERTIFICATE, snils: '112-233-445 95', birthDate: '2015-05-07' }, likely: [{ pupilId: pupil.id, likeness: 'same' }] });
    expect((await client.get(`/family-links/${body.id}`)).body).toMatchObject({ entered: null, likely: [] });

    expect((await office.post(`/family-links/${body.id}/decline`, { reason: 'data_differs' })).body.errors).toEqual([expect.objectContaining({ pointer: '/differs' })]);
    expect((await office.post(`/family-links/${body.id}/decline`, { reason: 'data_differs', differs: ['birth_date'] })).body).toMatchObject({ status: 'declined', reason: 'data_differs' });
    await app.drain();
    expect([await types(office), await types(client)]).toEqual([['family.claim_waits'], ['family.claim_moved']]);
    const [told] = (await client.get('/children')).body.items;
    expect(told).toMatchObject({ differs: ['birth_date'], link: { status: 'declined', reason: 'data_differs', reasonText: expect.stringContaining('расходятся') } });
    expect((await office.post(`/family-links/${body.id}/accept`, { pupilId: pupil.id })).body.code).toBe('family.claim_answered');

    expect((await client.patch(`/children/${body.id}`, { document: { ...CERTIFICATE, number: '654321' } }, { 'if-match': `"${told.version}"` })).status).toBe(200);
    expect((await client.patch(`/children/${body.id}`, { sex: 'm' }, { 'if-match': `"${told.version}"` })).status).toBe(412);
    expect((await client.post(`/children/${body.id}/recheck`)).body.link.status).toBe('awaiting_confirmation');
    expect((await office.post(`/family-links/${body.id}/accept`)).body.errors).toEqual([expect.objectContaining({ pointer: '/pupilId' })]);
    expect((await office.post(`/family-links/${body.id}/accept`, { pupilId: pupil.id })).body).toMatchObject({ status: 'linked', pupil: { id: pupil.id } });
    expect((await (await as(mother)).get(`/pupils/${pupil.id}/marks`)).status).toBe(200);
    const history = (await office.get(`/family-links/${body.id}/history`)).body.items;
    expect(history.map((s: any) => [s.actor, s.from, s.to])).toEqual([
      ['Соловьёва Мария Петровна', null, 'awaiting_confirmation'], ['Соловьёва Мария Петровна', 'awaiting_confirmation', 'awaiting_confirmation'],
      [null, 'awaiting_confirmation', 'awaiting_confirmation'], ['Тестова Анна Игоревна', 'awaiting_confirmation', 'declined'],
      [null, 'declined', 'awaiting_confirmation'], ['Тестова Анна Игоревна', 'awaiting_confirmation', 'linked'],
    ]);
  });

  it('names every wrong field at once, knows a school that is open, and asks twice for one child only', async () => {
    const { client, add, mother, child } = await makeCase();
    const { body } = await client.post('/children', {
      name: { family: '', given: 'Анна' }, birthDate: '2015-13-01', sex: 'x', document: { kind: 'birth_certificate', series: 'I', number: '1' }, relationship: 'mother', schoolId: 'x',
    });
    expect(body.errors.map((e: any) => e.pointer).sort()).toEqual(['/birthDate', '/name/family', '/schoolId', '/sex']);
    const deep = await add({ document: { kind: 'birth_certificate', series: 'I', number: '1' }, snils: '1', inn: '1', consent: undefined, schoolId: mother.id });
    expect(deep.body.errors.map((e: any) => e.pointer).sort()).toEqual(['/consent/given', '/document/number', '/document/series', '/inn', '/schoolId', '/snils']);
    const [forgotten] = [await add({ name: { family: 'Забытова', given: 'Зоя' } })];
    app.clock.moveTo(new Date(NOW.getTime() + 25 * 3600 * 1000));
    await app.drain();
    expect((await (await as(mother)).get(`/children/${forgotten.body.id}`)).status).toBe(404);
    app.clock.moveTo(NOW);
    const twice = await Promise.all([add(), add()]);
    expect(twice.map((r) => r.status).sort()).toEqual([201, 409]);
    expect(twice.find((r) => r.status === 409)!.body.code).toBe('family.child_entered');
    const young = await makePerson(app, { birthDate: '2010-01-01' });
    expect((await (await as(young)).post('/children', child)).body.code).toBe('family.representative_of_age');
  });
});

describe('why a child is not linked, and a new check (FA-5)', () => {
  it('what differs is told to whoever is on file, never the stored value; corrected and checked again it is linked', async () => {
    const { client, add, confirm, putOnFile, pupil } = await makeCase();
    await putOnFile();
    const { body } = await add({ birthDate: '2015-07-05' });
    expect((await confirm(body.id)).body).toMatchObject({ status: 'awaiting_confirmation', reason: 'data_differs' });
    const card = (await client.get(`/children/${body.id}`)).body;
    expect(card.differs).toEqual(['birth_date']);
    expect(JSON.stringify(card)).not.toContain('2015-05-07');
    await client.patch(`/children/${body.id}`, { birthDate: '2015-05-07' }, { 'if-match': `"${card.version}"` });
    expect((await client.post(`/children/${body.id}/recheck`)).body).toMatchObject({ id: pupil.id, link: { status: 'linked' } });
  });

  it('INN and document are compared with the roll, and told by name only to whoever is on file', async () => {
    const { pupil, office, client, add, confirm, putOnFile } = await makeCase();
    await putOnFile();
    const { version } = (await office.get(`/pupils/${pupil.id}`)).body;
    const document = { kind: 'birth_certificate', series: 'II-ВБ', number: '777888' };
    expect((await office.patch(`/pupils/${pupil.id}`, { inn: '500100732259', document }, { 'if-match': `"${version}"` })).status).toBe(200);
    const { body } = await add({ inn: '366316608346' });
    expect((await confirm(body.id)).body).toMatchObject({ status: 'awaiting_confirmation', reason: 'data_differs' });
    const card = (await client.get(`/children/${body.id}`)).body;
    expect([card.differs, card.link.reasonText]).toEqual([['inn', 'document'], expect.stringMatching(/Не совпадает: ИНН, документ \(серия и номер\)\.$/)]);
    expect(JSON.stringify(card)).not.toMatch(/500100732259|777888|II-/);
    // A document of another kind is no difference: at 14 a certificate gives way to a passport.
    await client.patch(`/children/${body.id}`, { inn: '500100732259', document: { kind: 'foreign', number: 'AB 12' } }, { 'if-match': `"${card.version}"` });
    expect((await client.post(`/children/${body.id}/recheck`)).body).toMatchObject({ id: pupil.id, link: { status: 'linked' } });
  });

  it('to whoever is not on file, the same numbers and others are one answer', async () => {
    const { pupil, office, client, add, confirm, putOnFile } = await makeCase();
    await putOnFile('+79990000001');
    const { version } = (await office.get(`/pupils/${pupil.id}`)).body;
    await office.patch(`/pupils/${pupil.id}`, { inn: '500100732259', document: CERTIFICATE }, { 'if-match': `"${version}"` });
    const answers = [];
    for (const change of [{ inn: '500100732259' }, { inn: '366316608346', document: { ...CERTIFICATE, number: '654321' }, name: { family: 'Соловьёва', given: 'Ольга' } }]) {
      const { body } = await add(change);
      await app.drain();
      await confirm(body.id);
      const { link, differs } = (await client.get(`/children/${body.id}`)).body;
      answers.push({ ...link, id: '', differs });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ status: 'awaiting_confirmation', differs: [] });
  });

  it('an INN on the roll makes the profile complete as a SNILS does', async () => {
    const { pupil, office, mother, add, confirm, putOnFile } = await makeCase();
    await putOnFile();
    const { body } = await add({ snils: undefined });
    await confirm(body.id);
    expect((await (await as(mother)).get(`/pupils/${pupil.id}/marks`)).status).toBe(403);
    const { version } = (await office.get(`/pupils/${pupil.id}`)).body;
    await office.patch(`/pupils/${pupil.id}`, { inn: '500100732259' }, { 'if-match': `"${version}"` });
    expect((await (await as(mother)).get(`/pupils/${pupil.id}/marks`)).status).toBe(200);
  });

  it('checks are few, and an import of the register checks by itself', async () => {
    const { school, officer, client, add, confirm, putOnFile, schoolClass } = await makeCase();
    const { body } = await add({ name: { family: 'Новикова', given: 'Ева' }, snils: undefined, inn: '500100732259' });
    await confirm(body.id);
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await client.post(`/children/${body.id}/recheck`)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);

    const late = await makePupil(db, school, { schoolClass, family: 'Новикова', given: 'Ева', patronymic: null, birthDate: '2015-05-07', sex: 'f' });
    await putOnFile(undefined, late);
    await app.get(SchoolsFacade).importFile(
      { personId: officer.id, sessionId: officer.id, assignmentId: null, role: 'school_admin', schoolId: school.id, classId: null, regionCode: null, acr: 'second_factor', requestId: 'test', ip: '127.0.0.1' },
      { schoolId: school.id, kind: 'pupils', mode: 'commit', partial: false, fileName: 'pupils.csv', bytes: Buffer.from('Фамилия;Имя;Дата рождения;Пол;Класс\nНовикова;Ева;07.05.2015;ж;5А\n') });
    await app.drain();
    expect((await client.get(`/children/${body.id}`)).body).toMatchObject({ id: late.id, link: { status: 'linked' } });
  });

  it('a child linked already stays linked as it is', async () => {
    const { pupil, mother, client, add, confirm, putOnFile } = await makeCase();
    await putOnFile();
    const standing = await linkFamily(app, mother.id, pupil);
    const { body } = await add();
    expect((await confirm(body.id)).body).toMatchObject({ id: standing.id, status: 'linked', source: 'import' });
    expect((await client.get(`/children/${body.id}`)).body.id).toBe(pupil.id);
  });

  it('whom the school has shut out is not linked by a match', async () => {
    const { pupil, office, mother, add, confirm, putOnFile } = await makeCase();
    await putOnFile();
    const link = await linkFamily(app, mother.id, pupil);
    await office.post(`/family-links/${link.id}/revoke`);
    const { body } = await add();
    expect((await confirm(body.id)).body.status).toBe('awaiting_confirmation');
  });
});

describe("completeness of a child's profile (FA-6)", () => {
  it('opens by itself once the school has the SNILS', async () => {
    const { pupil, office, mother, add, confirm, putOnFile } = await makeCase();
    await putOnFile();
    const { body } = await add({ snils: undefined });
    await confirm(body.id);
    const guardian = await as(mother);
    expect((await guardian.get(`/pupils/${pupil.id}/marks`)).status).toBe(403);
    const { version } = (await office.get(`/pupils/${pupil.id}`)).body;
    expect((await office.patch(`/pupils/${pupil.id}`, { snils: '112-233-445 95' }, { 'if-match': `"${version}"` })).status).toBe(200);
    expect((await guardian.get(`/children/${pupil.id}/completeness`)).body.complete).toBe(true);
    expect((await guardian.get(`/pupils/${pupil.id}/marks`)).status).toBe(200);
    expect((await guardian.get(`/pupils/${pupil.id}/diary?${WEEK}`)).status).toBe(200);
  });

  it('linked by data without SNILS and INN, the diary waits for one of them', async () => {
    const { pupil, schoolClass, mother, client, add, confirm, putOnFile } = await makeCase();
    await putOnFile();
    const { body } = await add({ snils: undefined });
    expect((await client.get(`/children/${body.id}/completeness`)).body.missing.map((m: any) => m.field)).toEqual(['class', 'snils_or_inn']);
    expect((await confirm(body.id)).body.status).toBe('linked');
    const guardian = await as(mother);
    for (const path of [`/pupils/${pupil.id}/diary?${WEEK}`, `/pupils/${pupil.id}/marks`, `/schedule?pupil=${pupil.id}&${WEEK}`, `/schedule?class=${schoolClass.id}&${WEEK}`]) {
      const refused = await guardian.get(path);
      expect([refused.status, refused.body]).toEqual([403, expect.objectContaining({
        code: 'family.profile_incomplete', detail: expect.stringContaining('СНИЛС или ИНН: родитель'), missing: [{ field: 'snils_or_inn', filledInBy: 'family' }] })]);
    }
    const closed = (await guardian.get(`/children/${pupil.id}/completeness`)).body;
    expect(closed).toEqual({ complete: false, diaryClosed: true, correctionKind: 'data_correction', missing: [{ field: 'snils_or_inn', filledInBy: 'family', text: expect.stringContaining('СНИЛС') }] });
    const [child] = (await guardian.get('/children')).body.items;
    expect(child.link.reason).toBe('profile_incomplete');
    const patch = (change: object) => guardian.patch(`/children/${pupil.id}`, change, { 'if-match': `"${child.version}"` });
    expect((await patch({ snils: '112-233-445 96' })).body.errors).toEqual([expect.objectContaining({ pointer: '/snils', code: 'snils.checksum' })]);
    expect((await patch({ snils: '112-233-445 95', sex: 'm' })).body.code).toBe('family.child_linked');
    expect((await patch({ snils: '112-233-445 95' })).status).toBe(200);
    expect((await guardian.get(`/pupils/${pupil.id}/diary?${WEEK}`)).status).toBe(200);
    expect((await guardian.get(`/children/${pupil.id}/completeness`)).body).toMatchObject({ complete: true, diaryClosed: false, missing: [] });
    expect((await (await as(await makeStaff(app, 'guardian'))).get(`/children/${pupil.id}/completeness`)).status).toBe(404);
  });
});
