import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { makeFamily, makeOffice, makePartitions, sendRequest, uploadDocument, type Office } from '../../factories/enrollment.js';
import { giveRole, signIn } from '../../factories/identity.js';
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

async function correction(office: Office, pupilId: string, changes: object) {
  const file = await uploadDocument(app, office.parentToken);
  return { kind: 'data_correction', pupilId, changes, documents: [{ type: 'birth_certificate', fileId: file.body.id }] };
}

describe('correction of a pupil\'s data (EN-1, FA-6)', () => {
  it('shows old and new, and is written into the register with the approval', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makeFamily(app, db, office, { family: 'Королев', given: 'Артем', patronymic: 'Ильич', birthDate: '2014-05-17' });
    const changes = { name: { family: 'Королёв', given: 'Артём', patronymic: 'Ильич' }, birthDate: '18.05.2014', sex: 'm', snils: '112-233-445 95', inn: '500100732259', document: { kind: 'birth_certificate', series: 'IV-АН', number: '765432', issuedOn: '02.06.2014' } };
    const sent = await sendRequest(app, office, await correction(office, pupil.id, changes), ['accept', 'start-review']);
    expect(sent.body).toMatchObject({
      status: 'in_review', title: 'Королев Артем Ильич', dueDate: '2026-11-12',
      form: { changes, onFile: { name: { family: 'Королев', given: 'Артем', patronymic: 'Ильич' }, birthDate: '2014-05-17' } },
    });
    expect(sent.body.form.onFile).not.toHaveProperty('snils');
    const { rows: [stored] } = await db.query('SELECT form::text AS form FROM enrollment.requests WHERE id = $1', [sent.body.id]);
    expect(stored.form).not.toMatch(/445|500100732259|765432|IV-/);

    const approved = await app.as(office.secretaryToken).post(`/requests/${sent.body.id}/approve`, { message: 'Исправили.' });
    expect(approved.body).toMatchObject({ status: 'approved', pupilId: pupil.id, decision: { message: 'Исправили.' } });
    const { rows: [now] } = await db.query('SELECT family, given, patronymic, birth_date::text AS born, num_nonnulls(snils_index, inn_index, document_index)::int AS numbers FROM schools.pupils WHERE id = $1', [pupil.id]);
    expect(now).toEqual({ family: 'Королёв', given: 'Артём', patronymic: 'Ильич', born: '2014-05-18', numbers: 3 });
    const guardian = app.as(await signIn(app, office.parent, await giveRole(app, office.parent.id, 'guardian')));
    expect((await guardian.get('/me/pupil-data')).body.items).toMatchObject([{ hasSnils: true, hasInn: true, documentKind: 'birth_certificate' }]);
  });

  it('names what is wrong: nothing to change, no proof, impossible data, somebody else\'s child', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makeFamily(app, db, office);
    const errors = async (form: object) => (await sendRequest(app, office, form)).body.errors.map((e: any) => `${e.pointer} ${e.code}`).sort();
    expect(await errors({ kind: 'data_correction', pupilId: pupil.id, changes: { birthDate: '17.05.2014' } })).toEqual(['/changes enrollment.nothing_to_change', '/documents enrollment.proof_required']);
    expect(await errors(await correction(office, pupil.id, { name: { family: 'Д\'Артаньян2' }, birthDate: '31.02.2014', snils: '112-233-445 96', sex: 'x' }))).toEqual([
      '/changes/birthDate enrollment.date', '/changes/name/family enrollment.name', '/changes/name/given input.required', '/changes/sex enrollment.choice', '/changes/snils enrollment.snils',
    ]);
    expect(await errors(await correction(office, pupil.id, { inn: '500100732258', document: { kind: 'birth_certificate', series: 'X', number: '1' } }))).toEqual([
      '/changes/document/issuedOn input.required', '/changes/document/number enrollment.certificate_number', '/changes/document/series enrollment.certificate_series', '/changes/inn inn.person_checksum',
    ]);
    const foreign = await makePupil(db, office.school);
    expect(await errors(await correction(office, foreign.id, { sex: 'f' }))).toEqual(['/pupilId enrollment.pupil_not_yours']);
    expect((await app.as(office.parentToken).post('/requests', { kind: 'data_correction', onFile: { sex: 'f' } })).body.errors[0]).toMatchObject({ pointer: '/onFile', code: 'input.unknown_field' });
  });

  it('is decided one by one, and rejected on a ground of its own', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makeFamily(app, db, office);
    const { body: { id } } = await sendRequest(app, office, await correction(office, pupil.id, { sex: 'f' }), ['accept', 'start-review']);
    const secretary = app.as(office.secretaryToken);
    expect((await secretary.post('/requests/bulk-approve', { ids: [id] })).body.results[0].problem.code).toBe('enrollment.decide_by_hand');
    expect((await secretary.post(`/requests/${id}/reject`, { reasonCode: 'not_shown' })).body).toMatchObject({ status: 'rejected', decision: { reasonCode: 'not_shown' } });
    expect((await db.query('SELECT sex FROM schools.pupils WHERE id = $1', [pupil.id])).rows).toEqual([{ sex: 'm' }]);
  });
});
