import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { newId } from '../../../src/shared/ids.js';
import { diaryAccessForm, makeDraft, makeOffice, type Office, schoolConnectionForm, uploadDocument } from '../../factories/enrollment.js';
import { makePdf, makeSignedPdf } from '../../factories/files.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { TestAuthority, type TestCertificate } from '../../support/certificates.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

const DAY_MS = 24 * 3600 * 1000;
/** The applicant of `makeOffice`. */
const APPLICANT = { '2.5.4.4': 'Соловьёва', '2.5.4.42': 'Мария Петровна' };

/** A detached CMS of a request is verified, recorded, and required where the school says so (EN-15). */
describe('electronic signatures of requests', () => {
  let app: TestApp;
  let db: Pool;
  let dir: string;
  let qualified: TestAuthority;
  let ordinary: TestAuthority;
  let unknown: TestAuthority;
  let office: Office;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'school-cabinet-signatures-'));
    [qualified, ordinary, unknown] = [await TestAuthority.make('Аккредитованный центр'), await TestAuthority.make('Центр школы'), await TestAuthority.make('Неизвестный центр')];
    writeFileSync(join(dir, 'qualified.pem'), qualified.pem);
    writeFileSync(join(dir, 'ordinary.pem'), ordinary.pem);
    app = await startTestApp({ QUALIFIED_CA_FILE: join(dir, 'qualified.pem'), CERTIFICATE_CA_FILE: join(dir, 'ordinary.pem') });
    db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
  });
  beforeEach(async () => { office = await makeOffice(app, db); });
  afterAll(async () => {
    await app.stop();
    await db.end();
    rmSync(dir, { recursive: true, force: true });
  });

  const parent = () => app.as(office.parentToken);
  const draft = async (): Promise<string> => (await makeDraft(app, office.parentToken, office.school.id)).body.id;
  const toSign = async (id: string): Promise<Buffer> => Buffer.from((await parent().get(`/requests/${id}/signing-payload`)).body.payload, 'base64');
  const attach = (id: string, signature: string) => parent().put(`/requests/${id}/signature`, { signature });
  const sign = async (id: string, certificate: TestCertificate) => attach(id, await certificate.sign(await toSign(id)));
  const require = () => app.as(office.directorToken).put(`/schools/${office.school.id}/request-signatures/diary_access`, { required: true }, { 'if-match': '"0"' });
  const submit = (id: string) => parent().post(`/requests/${id}/submit`);
  const codes = (answer: { body: any }) => answer.body.errors?.map((e: any) => [e.pointer, e.code]);

  it('is verified and seen by the office, from an accredited authority and from another', async () => {
    const [first, second] = [await draft(), await draft()];
    const payload = JSON.parse((await toSign(first)).toString());
    expect(payload).toMatchObject({ purpose: 'school-cabinet request', id: first, applicantId: office.parent.id });
    expect(Object.values(payload.files)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect((await sign(first, await qualified.issue('Соловьёва М. П.', { subject: APPLICANT }))).body).toMatchObject({
      state: 'current', outcome: 'verified', qualified: true, problem: null, isApplicants: true,
      signer: { name: 'Соловьёва Мария Петровна', issuer: 'Аккредитованный центр', serial: expect.stringMatching(/^[0-9a-f]+$/) },
    });
    expect((await sign(second, await ordinary.issue('Белов Игорь', { algorithm: 'ECDSA' }))).body).toMatchObject({ outcome: 'verified', qualified: false, isApplicants: false });
    expect((await submit(first)).status).toBe(200);
    expect((await app.as(office.secretaryToken).get(`/requests/${first}/signature`)).body).toMatchObject({ state: 'current', outcome: 'verified', qualified: true });
    const { rows } = await db.query('SELECT cms_sealed FROM enrollment.signatures WHERE request_id = $1', [first]);
    expect(rows[0].cms_sealed).toMatch(/^v1\.k1\./);
  });

  it('is void once the request is changed, a file too', async () => {
    const id = await draft();
    await sign(id, await qualified.issue('Соловьёва М. П.', { subject: APPLICANT }));
    const { version } = (await parent().get(`/requests/${id}`)).body;
    await parent().patch(`/requests/${id}`, { relationship: 'other' }, { 'if-match': `"${version}"` });
    expect((await parent().get(`/requests/${id}/signature`)).body.state).toBe('outdated');
  });

  it('where the school requires it, what is missing, outdated, not verified or somebody else\'s is a field error', async () => {
    await require();
    const id = await draft();
    expect(codes(await submit(id))).toEqual([['/signature', 'enrollment.signature_required']]);
    // what is brought is signed by hand before the staff, also when it is completed and sent anew
    const brought = await draft();
    expect((await parent().post(`/requests/${brought}/submit`, { bringInPerson: true })).body).toMatchObject({ status: 'submitted', inPerson: true });
    const secretary = app.as(office.secretaryToken);
    await secretary.post('/requests/receive', { number: (await parent().get(`/requests/${brought}`)).body.number });
    await secretary.post(`/requests/${brought}/start-review`);
    await secretary.post(`/requests/${brought}/ask-applicant`, { missing: ['Копия'], message: 'Приложите копию.' });
    expect((await parent().post(`/requests/${brought}/reply`)).body.status).toBe('in_review');
    await secretary.post(`/requests/${brought}/reject`, { reasonCode: 'documents_missing' });
    expect(codes(await parent().post(`/requests/${brought}/resubmit`))).toEqual([['/signature', 'enrollment.signature_required']]);
    expect((await parent().post(`/requests/${brought}/resubmit`, { bringInPerson: true })).body.status).toBe('submitted');
    await parent().post(`/requests/${brought}/withdraw`);
    await sign(id, await unknown.issue('Соловьёва М. П.', { subject: APPLICANT }));
    expect(codes(await submit(id))).toEqual([['/signature', 'enrollment.signature_not_verified']]);
    await sign(id, await qualified.issue('Белов Игорь Олегович'));
    expect(codes(await submit(id))).toEqual([['/signature', 'enrollment.signature_not_yours']]);
    const own = await qualified.issue('Соловьёва М. П.', { subject: APPLICANT });
    await sign(id, own);
    const { version } = (await parent().get(`/requests/${id}`)).body;
    await parent().patch(`/requests/${id}`, { relationship: 'other' }, { 'if-match': `"${version}"` });
    expect(codes(await submit(id))).toEqual([['/signature', 'enrollment.signature_outdated']]);
    await sign(id, own);
    expect((await submit(id)).body.status).toBe('submitted');
    expect((await attach(id, await own.sign(await toSign(id)))).body).toMatchObject({ status: 409, code: 'enrollment.transition_not_allowed' });
  });

  it('a certificate out of its dates or unknown is recorded as not verified, and lets an optional one pass', async () => {
    const id = await draft();
    const expired = await qualified.issue('Соловьёва М. П.', { subject: APPLICANT, until: new Date(Date.now() - DAY_MS) });
    expect((await sign(id, expired)).body).toMatchObject({ outcome: 'not_verified', problem: 'expired' });
    expect((await sign(id, await unknown.issue('Соловьёва М. П.', { subject: APPLICANT }))).body).toMatchObject({ outcome: 'not_verified', problem: 'untrusted' });
    // An authority that signs for itself is no certificate for signing.
    expect((await sign(id, unknown)).body).toMatchObject({ outcome: 'not_verified' });
    expect((await submit(id)).status).toBe(200);
  });

  it('of another request, of changed bytes, with its content inside, or no signature at all is refused and not kept', async () => {
    const [id, other] = [await draft(), await draft()];
    const own = await qualified.issue('Соловьёва М. П.', { subject: APPLICANT });
    const payload = await toSign(id);
    const changed = Buffer.from(payload);
    changed[changed.length - 2]! ^= 1;
    const good = Buffer.from(await own.sign(payload), 'base64');
    const broken = Buffer.from(good);
    broken[broken.length - 5]! ^= 1;
    for (const signature of [await own.sign(await toSign(other)), await own.sign(changed), await own.sign(payload, true), broken.toString('base64'), Buffer.from('no signature at all').toString('base64')]) {
      const refused = await attach(id, signature);
      expect([refused.status, codes(refused)]).toEqual([422, [['/signature', 'enrollment.signature_wrong']]]);
    }
    expect((await parent().get(`/requests/${id}/signature`)).body).toMatchObject({ state: 'none', signer: null });
    expect((await attach(id, Buffer.alloc(200_000).toString('base64'))).status).toBe(422);
    expect((await attach(id, 'это не base64')).status).toBe(422);
  });

  /** A draft whose document is this file. */
  const draftWith = async (content: Buffer): Promise<{ id: string; fileId: string }> => {
    const fileId = (await uploadDocument(app, office.parentToken, { content })).body.id;
    return { id: (await parent().post('/requests', diaryAccessForm(office.school.id, fileId))).body.id, fileId };
  };
  const documentOf = async (id: string, token = office.secretaryToken) => (await app.as(token).get(`/requests/${id}`)).body.documents[0];

  it('a signature in a PDF is verified once the request is sent, and shown to the office and to the applicant (SC-3)', async () => {
    const order = await qualified.issue('Белов Игорь Олегович', { signedAt: new Date('2026-11-01T09:00:00Z') });
    const { id, fileId } = await draftWith(await makeSignedPdf((data) => order.sign(data)));
    expect(await documentOf(id, office.parentToken)).toMatchObject({ signaturesChecked: false, signatures: [] });
    expect((await submit(id)).status).toBe(200);
    await app.drain();
    const shown = {
      fileId, signaturesChecked: true, signatures: [{
        origin: 'embedded', outcome: 'verified', qualified: true, problem: null, description: expect.stringContaining('Подпись верна'), signedAt: '2026-11-01T09:00:00.000Z',
        signer: { name: 'Белов Игорь Олегович', issuer: 'Аккредитованный центр', serial: expect.any(String) }, checkedAt: expect.any(String),
      }],
    };
    for (const token of [office.secretaryToken, office.parentToken]) expect(await documentOf(id, token)).toMatchObject(shown);
  });

  it('the operator who decides on the powers to connect a school sees who signed them (SC-3)', async () => {
    const order = await ordinary.issue('Белов Игорь Олегович');
    const fileId = (await uploadDocument(app, office.parentToken, { content: await makeSignedPdf((data) => order.sign(data)) })).body.id;
    const { rows: [{ id: settlementId }] } = await db.query(`SELECT id FROM schools.settlements WHERE region_code = '63' AND is_capital`);
    const sent = await submit((await parent().post('/requests', schoolConnectionForm({ regionCode: '63', settlementId }, fileId))).body.id);
    expect(sent.status).toBe(200);
    await app.drain();
    const operator = await signIn(app, await makeStaff(app, 'system_admin'));
    expect((await documentOf(sent.body.id, operator)).signatures).toMatchObject([{ outcome: 'verified', qualified: false, signer: { name: 'Белов Игорь Олегович', issuer: 'Центр школы' } }]);
  });

  it('a PDF changed after signing, in its bytes or by an addition, is never shown as verified, nor is one of an unknown authority (SC-3)', async () => {
    const order = await qualified.issue('Белов Игорь Олегович');
    const good = await makeSignedPdf((data) => order.sign(data), { note: 'order 12' });
    const changed = Buffer.from(good.toString('latin1').replace('order 12', 'order 13'), 'latin1');
    const added = Buffer.concat([good, Buffer.from('50 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n%%EOF\n')]);
    const foreign = await unknown.issue('Белов Игорь Олегович');
    const cases = [
      [changed, { outcome: 'wrong', problem: 'wrong_signature' }], [added, { outcome: 'not_verified', problem: 'changed_after', qualified: false }],
      [await makeSignedPdf((data) => foreign.sign(data)), { outcome: 'not_verified', problem: 'untrusted' }],
      [await makeSignedPdf((data) => order.sign(data), { subFilter: 'adbe.pkcs7.sha1' }), { outcome: 'not_verified', problem: 'unsupported', signer: null }],
      [await makeSignedPdf(() => Buffer.from('3003020101', 'hex').toString('base64')), { outcome: 'wrong', signer: null }],
    ] as const;
    for (const [content, expected] of cases) {
      office = await makeOffice(app, db);
      const { id } = await draftWith(content);
      expect((await submit(id)).status).toBe(200);
      await app.drain();
      expect((await documentOf(id)).signatures).toMatchObject([{ ...expected, description: expect.stringMatching(/[а-я]/) }]);
    }
  });

  it('a signature in a file beside a document is verified at once and stays with it; one of other bytes is refused (SC-3)', async () => {
    const { id, fileId } = await draftWith(makePdf());
    const own = await qualified.issue('Соловьёва М. П.', { subject: APPLICANT });
    const at = `/requests/${id}/documents/${fileId}/signature`;
    const other = await parent().put(at, { signature: await own.sign(makePdf({ pages: 2 })) });
    expect([other.status, codes(other)]).toEqual([422, [['/signature', 'enrollment.document_signature_wrong']]]);
    const good = await own.sign(makePdf());
    const pem = Buffer.from(`-----BEGIN CMS-----\n${good}\n-----END CMS-----\n`).toString('base64');
    expect(await parent().put(at, { signature: pem })).toMatchObject({ status: 200, body: { origin: 'detached', outcome: 'verified', qualified: true, signer: { name: 'Соловьёва Мария Петровна' } } });
    for (const elsewhere of [at.replace(fileId, newId()), at.replace(id, (await draftWith(makePdf())).id)]) expect((await parent().put(elsewhere, { signature: good })).status).toBe(404);
    expect((await submit(id)).status).toBe(200);
    await app.drain();
    expect(await documentOf(id)).toMatchObject({ signaturesChecked: true, signatures: [{ origin: 'detached', outcome: 'verified' }] });
    expect((await parent().put(at, { signature: good })).body).toMatchObject({ status: 409, code: 'enrollment.transition_not_allowed' });
    const { rows } = await db.query('SELECT cms_sealed FROM enrollment.document_signatures WHERE request_id = $1', [id]);
    expect(rows[0].cms_sealed).toMatch(/^v1\.k1\./);
  });
});
