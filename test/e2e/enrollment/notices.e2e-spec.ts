import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { messagesTo } from '../../factories/codes.js';
import { makeOffice, makePartitions, makeRequest, sendRequest, uniqueName, uploadDocument } from '../../factories/enrollment.js';
import { giveRole, makePerson, makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
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

/** Without the news of a request just sent: whether the worker gets to it before somebody takes it is chance. */
const toldOfOld = async (person: MadePerson) => (await told(person)).filter((n) => n.type !== 'enrollment.new_request');

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
  expect((await toldOfOld(office.secretary)).map((n) => n.title)).toEqual([`Заявление ${late.number}: ответьте до 12.11.2026`]);
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
  expect((await toldOfOld(office.secretary)).map((n) => [n.type, n.title])).toEqual([['enrollment.reply', `Заявление ${number}: заявитель ответил`]]);
  expect(await told(office.director)).toEqual([]);
});

const child = () => ({ child: { name: uniqueName(), birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } } });
const letters = async (person: MadePerson) => (await messagesTo(app, person.email)).filter((text) => text.includes('ещё ждёт вас'));

it('the desk is told of a new request at once in the app and in one letter the next working morning, of what still waits; the director only where nobody else answers', async () => {
  app.clock.moveTo(new Date('2026-11-06T12:00:00+03:00')); // a Friday
  const office = await makeOffice(app, db);
  const colleague = await makeStaff(app, 'school_admin', { schoolId: office.school.id });
  const silent = await makeStaff(app, 'secretary', { schoolId: office.school.id });
  const silentClient = app.as(await signIn(app, silent));
  expect((await silentClient.put('/notification-preferences', { items: [{ category: 'request_status', channel: 'email', enabled: false }] }, { 'if-match': '"0"' })).status).toBe(200);
  // a secretary who is a parent of the school does not learn of the own one as something to answer
  const { body: { id: fileId } } = await uploadDocument(app, office.secretaryToken);
  const waiting = [await makeRequest(app, office, [], child()), await makeRequest(app, office, [], child())];
  const decided = await makeRequest(app, office, [], child());
  await app.drain();
  const own = await app.as(office.secretaryToken).post('/requests', { kind: 'appeal', schoolId: office.school.id, topic: 'Столовая', text: 'Какое меню?', documents: [{ type: 'other', fileId }] });
  expect((await app.as(office.secretaryToken).post(`/requests/${own.body.id}/submit`)).status).toBe(200);
  await app.drain();
  const news = async (person: MadePerson) => (await told(person)).filter((n) => n.type === 'enrollment.new_request');
  expect((await news(office.secretary)).map((n) => [n.title, n.object.id])).toEqual([...waiting, decided].map((r) => [`Новое заявление ${r.number}`, r.id]));
  expect((await news(colleague)).length).toBe(4);
  expect(await news(office.director)).toEqual([]);
  expect(JSON.stringify(await news(colleague))).not.toContain('Новикова');

  await app.as(office.secretaryToken).post(`/requests/${decided.id}/reject`, { reasonCode: 'not_registered' });
  app.clock.moveTo(new Date('2026-11-09T08:59:00+03:00'));
  expect(await letters(office.secretary)).toEqual([]);
  app.clock.moveTo(new Date('2026-11-09T09:00:00+03:00'));
  const [letter, ...more] = await letters(office.secretary);
  expect(more).toEqual([]);
  for (const { number } of waiting) expect(letter).toContain(`Новое заявление ${number}`);
  expect(letter).not.toContain(decided.number);
  expect((await letters(colleague)).length).toBe(1);
  expect([await letters(silent), await letters(office.director)]).toEqual([[], []]);
  const [item] = (await app.as(await signIn(app, office.secretary)).get('/notifications')).body.items.filter((n: any) => n.object.id === waiting[0].id && n.type === 'enrollment.new_request');
  const channels = (await app.as(await signIn(app, office.secretary)).get(`/notifications/${item.id}/channels`)).body.items;
  expect(channels.find((c: any) => c.channel === 'email').outcome).toBe('merged');

  // nothing new: no second letter
  app.clock.moveTo(new Date('2026-11-10T10:00:00+03:00'));
  expect((await letters(office.secretary)).length).toBe(1);
});

it('whoever a request is handed over to is told, whoever takes it is not; a teacher who asks to be bound goes to the director, then to the coordinator', async () => {
  app.clock.moveTo(new Date('2026-11-05T09:00:00+03:00'));
  const office = await makeOffice(app, db, { regionCode: '29' });
  const coordinator = await makeStaff(app, 'regional_coordinator', { regionCode: '29' });
  const colleague = await makeStaff(app, 'school_admin', { schoolId: office.school.id });
  const { body: { id: fileId } } = await uploadDocument(app, office.parentToken);
  const { body: pupilless } = await sendRequest(app, office, { kind: 'appeal', schoolId: office.school.id, topic: 'Расписание', text: 'Когда вторая смена?' });
  const assign = (token: string, personId: string) => app.as(token).post(`/requests/${pupilless.id}/assign`, { personId });
  expect((await assign(office.secretaryToken, colleague.id)).status).toBe(200);
  expect((await assign(await signIn(app, colleague), colleague.id)).status).toBe(200);
  await app.drain();
  const of = async (person: MadePerson, type: string) => (await told(person)).filter((n) => n.type === type).map((n) => n.title);
  expect(await of(colleague, 'enrollment.handed_over')).toEqual([`Вам передали заявление ${pupilless.number}`]);
  expect(await of(office.secretary, 'enrollment.handed_over')).toEqual([]);
  // only to somebody who decides it, at the same school
  for (const stranger of [await makePerson(app), await makeStaff(app, 'teacher', { schoolId: office.school.id }), await makeStaff(app, 'secretary', { schoolId: (await makeOffice(app, db)).school.id })]) {
    expect((await assign(office.secretaryToken, stranger.id)).body.errors).toEqual([expect.objectContaining({ pointer: '/personId', code: 'enrollment.not_decider' })]);
  }

  const binding = await sendRequest(app, office, {
    kind: 'staff_binding', schoolId: office.school.id, role: 'teacher', position: 'Учитель физики', documents: [{ type: 'appointment_order', fileId }],
  });
  await app.drain();
  expect(await of(office.director, 'enrollment.new_request')).toEqual([`Новое заявление ${binding.body.number}`]);
  expect(await of(coordinator, 'enrollment.new_request')).toEqual([]);
  for (const act of ['accept', 'start-review', 'endorse']) expect((await app.as(office.directorToken).post(`/requests/${binding.body.id}/${act}`)).status).toBe(200);
  await app.drain();
  expect(await of(coordinator, 'enrollment.endorsed')).toEqual([`Заявление ${binding.body.number} ждёт вашего подтверждения`]);
  // the next morning they are no coordinator any more: nothing leaves
  await db.query(`UPDATE identity.role_assignments SET valid_until = '2026-11-05T18:00:00+03:00' WHERE person_id = $1`, [coordinator.id]);
  await giveRole(app, coordinator.id, 'guardian');
  app.clock.moveTo(new Date('2026-11-06T09:00:00+03:00'));
  expect(await letters(coordinator)).toEqual([]);
});
