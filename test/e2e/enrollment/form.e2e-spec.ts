import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { Pool } from 'pg';
import { newCode } from '../../../src/modules/family/domain/linking-code.js';
import { formatSnils, snilsCheck } from '../../../src/shared/identifiers/index.js';
import { diaryAccessForm, makeDraft, makeOffice, makePartitions, makeRequest, type Office, uploadDocument } from '../../factories/enrollment.js';
import { makePerson, signIn } from '../../factories/identity.js';
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

const ADDRESS = '236000, г. Калининград, ул. Школьная, д. 1, кв. 2';
const PASSPORT = { series: '45 09', number: '654321', issuedBy: 'УМВД', issuedOn: '14.06.2008' };

describe('a new draft has filled in what is known (EN-2)', () => {
  it('the contacts of the account, and the next time what the applicant said of themself; typed values stay', async () => {
    const office = await makeOffice(app, db);
    const parent = app.as(office.parentToken);
    const empty = await parent.post('/requests', { kind: 'diary_access' });
    expect(empty.body.applicantDetails).toEqual({ contacts: { phone: office.parent.phone, email: office.parent.email } });
    const typed = await parent.post('/requests', { kind: 'diary_access', applicantDetails: { contacts: { email: 'другой' } } });
    expect(typed.body.applicantDetails.contacts).toEqual({ phone: office.parent.phone, email: 'другой' });

    await makeRequest(app, office, [], { applicantDetails: { passport: PASSPORT, registrationAddress: ADDRESS } });
    const next = await parent.post('/requests', { kind: 'diary_access', applicantDetails: { passport: { number: '1' } } });
    expect(next.body.applicantDetails).toMatchObject({ passport: { ...PASSPORT, number: '1' }, registrationAddress: ADDRESS });
  });

  it('a pupil who asks for themself finds their own name, birth date and SNILS', async () => {
    const digits = String(randomInt(100_000_000, 999_999_999));
    const snils = formatSnils(digits + snilsCheck(digits));
    const teen = await makePerson(app, { name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична' }, birthDate: '2011-05-07', snils });
    const draft = await app.as(await signIn(app, teen)).post('/requests', { kind: 'diary_access', applicantKind: 'pupil', child: { sex: 'f' } });
    expect(draft.body.child).toEqual({ name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Ильинична' }, birthDate: '2011-05-07', snils, sex: 'f' });
  });

  it('the public code of a school says where and which it is; a code of none is named when the request is sent', async () => {
    const office = await makeOffice(app, db);
    const parent = app.as(office.parentToken);
    const code = office.school.id.slice(-12).toUpperCase();
    const draft = await parent.post('/requests', { kind: 'diary_access', schoolCode: ` ${code.toLowerCase()} ` });
    const { schoolId, regionCode, settlementId } = draft.body;
    expect({ schoolId, regionCode, settlementId }).toEqual({ schoolId: office.school.id, regionCode: office.school.regionCode, settlementId: office.school.settlementId });
    const patched = await parent.patch(`/requests/${draft.body.id}`, { schoolCode: 'NOSUCH' }, { 'if-match': '"1"' });
    expect([patched.body.schoolCode, patched.body.schoolId]).toEqual(['NOSUCH', office.school.id]);
    const other = await makeOffice(app, db);
    const again = await parent.patch(`/requests/${draft.body.id}`, { schoolCode: other.school.id.slice(-12).toUpperCase() }, { 'if-match': '"2"' });
    expect(again.body.schoolId).toBe(other.school.id);
    await parent.patch(`/requests/${draft.body.id}`, { schoolId: office.school.id, regionCode: '00' }, { 'if-match': '"3"' });
    const refused = (await parent.post(`/requests/${draft.body.id}/submit`)).body.errors.map((e: any) => `${e.pointer} ${e.code}`);
    expect(refused).toEqual(expect.arrayContaining(['/schoolCode enrollment.school_code_other', '/regionCode enrollment.school_elsewhere']));
  });
});

describe('a linking code typed into a draft (EN-2)', () => {
  const codeOf = async (office: Office, pupilId: string): Promise<string> => (await app.as(office.secretaryToken).post('/linking-codes', { pupilId })).body.items[0].code;

  it('fills in school and class, tells nothing more, is kept nowhere and stays usable', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makePupil(db, office.school, { schoolClass: office.schoolClass, family: 'Тайнова' });
    const code = await codeOf(office, pupil.id);
    const parent = app.as(office.parentToken);
    const draft = await parent.post('/requests', { kind: 'diary_access', linkingCode: code.toLowerCase() });
    const { schoolId, regionCode, settlementId, className, child } = draft.body;
    expect({ schoolId, regionCode, settlementId, className, child }).toEqual({
      schoolId: office.school.id, regionCode: office.school.regionCode, settlementId: office.school.settlementId, className: office.schoolClass.name, child: null,
    });
    expect(JSON.stringify(draft.body)).not.toMatch(new RegExp(`Тайнова|${pupil.id}|${code}`, 'i'));
    const { rows } = await db.query('SELECT to_jsonb(r)::text AS row FROM enrollment.requests r WHERE id = $1', [draft.body.id]);
    expect(rows[0].row.toUpperCase()).not.toContain(code.replaceAll('-', ''));
    expect(rows[0].row.toUpperCase()).not.toContain(code);
    const patched = await parent.patch(`/requests/${draft.body.id}`, { className: null, linkingCode: code }, { 'if-match': '"1"' });
    expect([patched.status, patched.body.className]).toEqual([200, office.schoolClass.name]);
    expect((await parent.post('/family-links/redeem', { code, relationship: 'mother' })).status).toBe(201);
  });

  it('is named when it is wrong, counts as any try, and leaves the draft as it was', async () => {
    const office = await makeOffice(app, db);
    const parent = app.as(office.parentToken);
    const draft = await parent.post('/requests', { kind: 'diary_access', className: '7Б' });
    const patch = (linkingCode: string) => parent.patch(`/requests/${draft.body.id}`, { linkingCode, className: '9А' }, { 'if-match': '"1"' });
    expect((await patch('K7MQ')).body.errors).toMatchObject([{ pointer: '/linkingCode', code: 'family.code_mistyped' }]);
    const used = newCode('77777', () => 5);
    for (let i = 0; i < 10; i += 1) expect((await patch(used)).body.errors).toMatchObject([{ pointer: '/linkingCode', code: 'family.code_not_accepted' }]);
    expect((await patch(used)).status).toBe(429);
    expect((await parent.get(`/requests/${draft.body.id}`)).body).toMatchObject({ className: '7Б', version: 1 });
  });
});

describe('what a school asks for', () => {
  it('is its setting: required fields are missed by name, and known before the form is filled in', async () => {
    const office = await makeOffice(app, db);
    const director = app.as(office.directorToken);
    const path = `/schools/${office.school.id}/request-settings`;
    expect((await app.as(office.parentToken).get(path)).body).toEqual({ addresses: 'optional', applicantPassport: 'optional', version: 0 });
    const put = await director.put(path, { addresses: 'required', applicantPassport: 'required' }, { 'if-match': '"0"' });
    expect([put.status, put.headers['etag'], put.body.version]).toEqual([200, '"1"', 1]);
    for (const stale of ['"0"', '"2"']) expect((await director.put(path, { addresses: 'optional', applicantPassport: 'optional' }, { 'if-match': stale })).status).toBe(412);
    const fresh = await makeOffice(app, db);
    expect((await app.as(fresh.directorToken).put(`/schools/${fresh.school.id}/request-settings`, { addresses: 'optional', applicantPassport: 'optional' }, { 'if-match': '"4"' })).status).toBe(412);
    expect((await director.put(path, { addresses: 'maybe' }, { 'if-match': '"1"' })).body.errors.map((e: any) => e.pointer).sort()).toEqual(['/addresses', '/applicantPassport']);

    const draft = await makeDraft(app, office.parentToken, office.school.id);
    const refused = await app.as(office.parentToken).post(`/requests/${draft.body.id}/submit`);
    expect(refused.body.errors.map((e: any) => `${e.pointer} ${e.code}`)).toEqual([
      '/child/registrationAddress input.required', '/applicantDetails/passport/series input.required', '/applicantDetails/passport/number input.required',
      '/applicantDetails/passport/issuedOn input.required', '/applicantDetails/passport/issuedBy input.required', '/applicantDetails/registrationAddress input.required',
    ]);
    await app.as(office.parentToken).patch(`/requests/${draft.body.id}`,
      { child: { registrationAddress: ADDRESS }, applicantDetails: { passport: PASSPORT, registrationAddress: ADDRESS } }, { 'if-match': '"1"' });
    expect((await app.as(office.parentToken).post(`/requests/${draft.body.id}/submit`)).status).toBe(200);
  });
});

it('documents of every kind are taken; numbers of passports lie sealed, and the staff who decide read them', async () => {
  const office = await makeOffice(app, db);
  const types = ['identity_document', 'school_certificate', 'consent', 'application', 'other'];
  const files = await Promise.all(types.map(() => uploadDocument(app, office.parentToken)));
  const { id } = await makeRequest(app, office, [], {
    applicantDetails: { passport: PASSPORT, contacts: { phone: '8 (912) 345-67-89', email: 'm@example.ru' } },
    child: { ...diaryAccessForm('', '').child, citizenship: 'kz', contacts: { phone: '+7 912 345-67-90' } },
    documents: types.map((type, i) => ({ type, fileId: files[i]!.body.id })),
  });
  const { rows: [row] } = await db.query('SELECT form::text AS form FROM enrollment.requests WHERE id = $1', [id]);
  expect(row.form).not.toMatch(/654321|45 09|123456|445 95/);
  const seen = await app.as(office.secretaryToken).get(`/requests/${id}`);
  expect(seen.body).toMatchObject({ applicantDetails: { passport: PASSPORT }, documents: types.map((type) => ({ type, name: 'document.pdf' })) });
});
