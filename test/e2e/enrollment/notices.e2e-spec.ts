import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { makeOffice, makePartitions, makeRequest } from '../../factories/enrollment.js';
import { makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
  app.clock.moveTo(new Date('2026-11-05T09:00:00+03:00'));
});
afterAll(async () => {
  await app.stop();
  await db.end();
});

const told = async (person: MadePerson) =>
  ((await app.as(await signIn(app, person)).get('/notifications')).body.items as { type: string; title: string; body: string; object: { type: string; id: string } }[]).reverse();

it('the applicant is told of every step (EN-11), and where to go at the end; no names leave', async () => {
  const office = await makeOffice(app, db);
  const { id, number } = await makeRequest(app, office, ['accept', 'start-review']);
  await app.as(office.secretaryToken).post(`/requests/${id}/approve`, { createPupil: true });
  await app.drain();
  const steps = (await told(office.parent)).filter((n) => n.object.id === id);
  expect(steps.map((n) => n.title).sort()).toEqual(['на проверке', 'одобрено', 'отправлено', 'принято'].map((word) => `Заявление ${number}: ${word}`));
  expect(steps.find((n) => n.title.includes('отправлено'))!.body).toContain('Ответ до 12.11.2026 включительно.');
  const approved = steps.find((n) => n.title.includes('одобрено'))!;
  expect(approved).toMatchObject({ type: 'enrollment.answer', object: { type: 'enrollment.request' } });
  expect(approved.body).toContain('«Дети»');
  expect((await told(office.parent)).map((n) => n.type)).toContain('family.linked');
  expect(JSON.stringify(steps)).not.toContain('Соловьёв');
});

it('the office, the director and the region are told when an answer falls due (EN-10), and not after it was given', async () => {
  const office = await makeOffice(app, db, { regionCode: '29' });
  const coordinator = await makeStaff(app, 'regional_coordinator', { regionCode: '29' });
  const late = await makeRequest(app, office);
  const answered = await makeRequest(app, office, ['accept'], { child: { name: { family: 'Вторая', given: 'Анна' }, birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } } });
  await app.as(office.secretaryToken).post(`/requests/${answered.id}/reject`, { reasonCode: 'not_registered' });
  for (const moment of ['2026-11-11T09:00:00+03:00', '2026-11-13T00:00:00+03:00', '2026-11-17T00:00:00+03:00']) {
    app.clock.moveTo(new Date(moment));
    await app.drain();
  }
  expect((await told(office.secretary)).map((n) => n.title)).toEqual([`Заявление ${late.number}: ответьте до 12.11.2026`]);
  expect((await told(office.director)).map((n) => n.title)).toEqual([`Заявление ${late.number} просрочено`]);
  expect((await told(coordinator)).map((n) => n.title)).toEqual([`Заявление ${late.number} просрочено`]);
});

it('the one who has the request is told of the reply; whoever has it not, is not', async () => {
  const office = await makeOffice(app, db);
  const { parentToken, secretaryToken } = office;
  const { id, number } = await makeRequest(app, office, ['accept', 'start-review']);
  await app.as(secretaryToken).post(`/requests/${id}/ask-applicant`, { missing: ['Копия'], message: 'Приложите копию.' });
  expect((await app.as(parentToken).post(`/requests/${id}/reply`, { message: 'Вот она.' })).status).toBe(200);
  await app.drain();
  expect((await told(office.secretary)).map((n) => [n.type, n.title])).toEqual([['enrollment.reply', `Заявление ${number}: заявитель ответил`]]);
  expect(await told(office.director)).toEqual([]);
});
