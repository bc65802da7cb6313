import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { Pool } from 'pg';
import { makeDraft, makeOffice, makePartitions, makeRequest } from '../../factories/enrollment.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';
import { readPdf } from '../../support/pdf-text.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(new Date('2026-11-05T09:30:00+03:00')));
afterAll(async () => {
  await app.stop();
  await db.end();
});

async function receipt(token: string, id: string, language = 'ru') {
  const answer = await app.nest.inject({ method: 'GET', url: `/api/v1/requests/${id}/receipt`, headers: { authorization: `Bearer ${token}`, 'accept-language': language } });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
}

/** As a receipt writes an instant. */
const moment = (instant: string, zone: string): string => DateTime.fromISO(instant, { zone }).toFormat("dd.MM.yyyy HH:mm '(UTC'ZZ')'");
const codeOn = (text: string): string => /Код проверки ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)![1]!;

describe('the receipt of a request (EN-4)', () => {
  it('after sending: number, time at the school, kind, people, school, documents, due date, code; safe headers, same bytes', async () => {
    const office = await makeOffice(app, db, { zone: 'Asia/Kamchatka', name: 'Гимназия «Авача» № 1' });
    const { id, number, submittedAt } = await makeRequest(app, office);
    const first = await receipt(office.parentToken, id);
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({
      'content-type': 'application/pdf', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="receipt-${number}.pdf"; filename*=UTF-8''receipt-${number}.pdf`,
    });
    const { text, title, pages } = await readPdf(first.bytes);
    expect([title, pages]).toEqual([`Расписка в получении заявления ${number}`, 1]);
    for (const said of [
      `Номер ${number}`, 'Доступ к электронному дневнику', moment(submittedAt, 'Asia/Kamchatka'), 'Гимназия «Авача» № 1', 'Соловьёва Мария Петровна',
      'Соловьёва Анна Ильинична, 07.05.2015', 'Класс 5А', 'отправлено', 'Ответ до (включительно) 12.11.2026', /document\.pdf, \d+ Б/,
    ]) expect(text.includes(String(said)) || (said instanceof RegExp && said.test(text)) ? said : text).toBe(said);
    for (const secret of ['445 95', 'IV-АН', '123456']) expect(text).not.toContain(secret);
    expect(text).not.toContain('Кто решил');
    expect((await receipt(office.parentToken, id)).bytes.equals(first.bytes)).toBe(true);
    expect((await readPdf((await receipt(office.parentToken, id, 'en')).bytes)).text).toMatch(/Receipt of a request.*Received 2026-11-05 .*\(UTC\+12:00\)/);
  });

  it('after the decision: who, when, on what ground', async () => {
    const office = await makeOffice(app, db);
    const { id } = await makeRequest(app, office, ['accept']);
    app.clock.moveTo(new Date('2026-11-05T09:35:00+03:00'));
    const decided = await app.as(office.secretaryToken).post(`/requests/${id}/reject`, { reasonCode: 'document_unreadable', message: 'Не видно печати.' });
    const { decision } = decided.body;
    const { text } = await readPdf((await receipt(office.secretaryToken, id)).bytes);
    for (const said of ['отклонено', moment(decision.at, 'Europe/Moscow'), 'Петрова Ольга Игоревна', 'Документ не читается', 'Не видно печати.']) expect(text).toContain(said);
  });

  it('is given to the applicant and the school, and exists for nobody else; a draft has none', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const { id } = await makeRequest(app, office);
    const teacher = await signIn(app, await makeStaff(app, 'teacher', { schoolId: office.school.id }));
    for (const token of [office.parentToken, office.secretaryToken, office.directorToken]) expect((await receipt(token, id)).status).toBe(200);
    for (const token of [other.parentToken, other.secretaryToken, other.directorToken, teacher]) expect((await receipt(token, id)).status).toBe(404);
    expect((await app.anonymous.get(`/requests/${id}/receipt`)).status).toBe(401);
    // The region sees that a request is overdue, not what is in it.
    const coordinator = await makeStaff(app, 'regional_coordinator', { regionCode: office.school.regionCode });
    app.clock.moveTo(new Date('2026-11-20T09:00:00+03:00'));
    const token = await signIn(app, coordinator);
    expect((await app.as(token).get(`/requests/${id}`)).status).toBe(200);
    expect((await receipt(token, id)).status).toBe(404);

    const draft = await makeDraft(app, await signIn(app, office.parent), office.school.id);
    const refused = await app.as(await signIn(app, office.parent)).get(`/requests/${draft.body.id}/receipt`);
    expect([refused.status, refused.body.code]).toEqual([409, 'enrollment.no_receipt']);
  });

  it('anybody can check it by number and code, and learns the status and its times alone', async () => {
    const office = await makeOffice(app, db);
    const sent = await makeRequest(app, office);
    const another = await makeRequest(app, await makeOffice(app, db));
    const code = codeOn((await readPdf((await receipt(office.parentToken, sent.id)).bytes)).text);
    const verify = (number: string, typed: string) => app.request('POST', '/receipts/verify', { number, code: typed });
    expect((await verify(sent.number, ` ${code.toLowerCase().replaceAll('-', ' ')}`)).body).toEqual({
      number: sent.number, status: 'submitted', statusText: 'отправлено', submittedAt: sent.submittedAt, decidedAt: null,
    });
    await app.as(office.secretaryToken).post(`/requests/${sent.id}/reject`, { reasonCode: 'not_registered' });
    expect((await verify(sent.number, code)).body).toMatchObject({ status: 'rejected', decidedAt: expect.stringMatching(/^2026-11-05T06:/) });
    for (const [number, typed] of [[another.number, code], [sent.number, '0000-0000-0000'], ['2026-77-999999-1', code], ['чужой', code], [sent.number, `${code}0`]]) {
      const refused = await verify(number!, typed!);
      expect([refused.status, refused.body.code]).toEqual([404, 'enrollment.receipt_unknown']);
    }
    expect((await app.request('POST', '/receipts/verify', {})).body.errors.map((e: any) => e.pointer).sort()).toEqual(['/code', '/number']);
  });

  it('checks are limited per address, also when they come at once, and open again later', async () => {
    const office = await makeOffice(app, db);
    const { number } = await makeRequest(app, office);
    app.clock.moveTo(new Date('2026-11-06T09:00:00+03:00'));
    const answers = await Promise.all(Array.from({ length: 65 }, () => app.request('POST', '/receipts/verify', { number, code: '0000-0000-0000' })));
    expect(answers.filter((a) => a.status === 404)).toHaveLength(60);
    const refused = answers.find((a) => a.status === 429)!;
    expect([refused.body.code, Number(refused.headers['retry-after']) <= 600]).toEqual(['limits.too_many', true]);
    app.clock.moveTo(new Date('2026-11-06T10:00:00+03:00'));
    expect((await app.request('POST', '/receipts/verify', { number, code: '0000-0000-0000' })).status).toBe(404);
  });
});
