import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { messagesTo } from '../../factories/codes.js';
import { makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { type MadeSchool, makeSchool } from '../../factories/schools.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

describe('staff of a school (SC-5)', () => {
  let app: TestApp;
  let school: MadeSchool;
  let director: Client;
  let admin: MadePerson;
  let at: string;
  let n = 0;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.stop());
  beforeEach(async () => {
    app.clock.moveTo(new Date('2026-11-23T09:00:00Z'));
    school = await makeSchool(app.get(Db), { zone: 'Europe/Kaliningrad' });
    at = `/schools/${school.id}`;
    director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: school.id })));
    admin = await makeStaff(app, 'school_admin', { schoolId: school.id });
    n += 1;
  });
  const newcomer = (over: object = {}) => ({ name: { family: 'Орлова', given: 'Нина' }, email: `orlova${n}@example.ru`, ...over });
  const order = (over: object = {}) => ({ role: 'teacher', title: 'Учитель физики', orderNumber: '14-к', ...over });
  const today = () => new Date(app.clock.now().getTime() + 2 * 3600 * 1000).toISOString().slice(0, 10);
  const later = (days: number) => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);

  it('gives somebody new an account whose transit password only they get', async () => {
    const made = await director.post(`${at}/staff`, order({ person: newcomer() }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: { family: 'Орлова', given: 'Нина' }, role: 'teacher', title: 'Учитель физики', orderNumber: '14-к', status: 'active', startsOn: today() });
    const [text] = await messagesTo(app, `orlova${n}@example.ru`);
    const [login, password] = [/Логин: (\S+)/.exec(text!)![1]!, /пароль: (\S+)/.exec(text!)![1]!];
    expect(JSON.stringify(made.body)).not.toContain(password);
    expect((await app.get(Db).query('SELECT 1 FROM platform.outbox WHERE payload::text LIKE $1 OR payload::text LIKE $2', [`%${password}%`, '%Орлова%']))).toEqual([]);
    const entered = await app.anonymous.post('/auth/sign-in', { identifier: login, password });
    expect(entered.status).toBe(200);
    expect(entered.body.mustChange).toContain('password');
    expect(entered.body.roles).toMatchObject([{ role: 'teacher', schoolId: school.id }]);
  });

  it('names everything wrong with an appointment', async () => {
    const wrong = async (body: object) => (await director.post(`${at}/staff`, order(body))).body;
    expect((await wrong({})).errors.map((e: any) => e.code)).toEqual(['schools.who_is_appointed']);
    expect((await wrong({ person: newcomer({ email: undefined }) })).errors.map((e: any) => e.code)).toEqual(['identity.contact_needed']);
    expect((await wrong({ person: newcomer({ email: 'no', phone: '1' }) })).errors.map((e: any) => e.pointer)).toEqual(['/person/email', '/person/phone']);
    expect((await wrong({ person: newcomer({ email: undefined, phone: '+441134960000' }) })).errors.map((e: any) => e.code)).toEqual(['codes.number_not_served']);
    expect((await wrong({ person: newcomer(), startsOn: later(5), endsOn: later(1) })).errors.map((e: any) => e.code)).toEqual(['schools.ends_before']);
    expect((await wrong({ person: newcomer(), role: 'director' })).code).toBe('schools.not_yours_to_appoint');
    const stranger = await makePerson(app);
    for (const family of [undefined, 'Другая']) expect((await wrong({ personId: stranger.id, family })).errors[0].code).toBe('schools.person_unknown');
    expect((await director.post(`${at}/staff`, order({ personId: stranger.id, family: ' тестова' }))).status).toBe(201);
    expect((await wrong({ personId: stranger.id })).code).toBe('schools.position_exists');
  });

  it('ends the role with the last position that carries it, at the very next request', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
    const asTeacher = app.as(await signIn(app, teacher));
    const second = (await director.post(`${at}/staff`, order({ personId: teacher.id }))).body;
    const positions = (await director.get(`${at}/staff?personId=${teacher.id}`)).body.items;
    expect(positions.map((p: any) => p.title)).toEqual(expect.arrayContaining(['Учитель физики', null]));
    expect((await director.post(`${at}/staff/${second.id}/end`, { orderNumber: '20-к', reason: 'По желанию' })).body).toMatchObject({ status: 'ended', reason: 'По желанию' });
    expect((await asTeacher.get(`${at}/staff`)).status).toBe(200);
    const first = positions.find((p: any) => p.title === null);
    expect((await director.post(`${at}/staff/${first.id}/end`)).body.status).toBe('ended');
    expect((await asTeacher.get(`${at}/staff`)).status).toBe(401);
    const left = app.as(await signIn(app, teacher));
    expect((await left.get(`${at}/staff`)).status).toBe(403);
    expect((await director.post(`${at}/staff/${first.id}/end`)).body.code).toBe('schools.position_over');
    expect((await director.get(`${at}/staff?status=ended`)).body.items).toHaveLength(2);
    await app.drain();
    const { items } = (await left.get('/notifications')).body;
    expect(items.map((i: any) => i.title)).toContain('Ваша должность прекращена');
  });

  it('lets a role last until the last day and no longer', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
    const asTeacher = async () => app.as(await signIn(app, teacher));
    const [position] = (await director.get(`${at}/staff?personId=${teacher.id}`)).body.items;
    expect((await director.post(`${at}/staff/${position.id}/end`, { on: later(2) })).body).toMatchObject({ status: 'active', endsOn: later(2) });
    expect((await (await asTeacher()).get(`${at}/staff`)).status).toBe(200);
    const before = app.clock.now();
    app.clock.moveTo(new Date(before.getTime() + 3 * 86_400_000));
    await app.drain();
    expect((await (await asTeacher()).get(`${at}/staff`)).status).toBe(403);
    app.clock.moveTo(before);
  });

  it('keeps the last administrator', async () => {
    const [position] = (await director.get(`${at}/staff?role=school_admin`)).body.items;
    expect((await director.post(`${at}/staff/${position.id}/end`)).body.code).toBe('schools.last_administrator');
    const another = await makeStaff(app, 'school_admin', { schoolId: school.id });
    const [theirs] = (await director.get(`${at}/staff?personId=${another.id}`)).body.items;
    const ends = await Promise.all([position, theirs].map(({ id }) => director.post(`${at}/staff/${id}/end`)));
    expect(ends.map((e) => e.status).sort()).toEqual([200, 409]);
    const asAdmin = app.as(await signIn(app, admin));
    expect((await asAdmin.post(`${at}/staff`, order({ personId: admin.id }))).status).toBeGreaterThanOrEqual(403);
  });

  it('waits for the region where the region confirms', async () => {
    const chief = await makeStaff(app, 'regional_coordinator', { regionCode: school.regionCode });
    const coordinator = app.as(await signIn(app, chief));
    await coordinator.put(`${at}/staff-confirmation`, { required: true });
    const waits = (await director.post(`${at}/staff`, order({ person: newcomer() }))).body;
    const declined = (await director.post(`${at}/staff`, order({ person: newcomer({ email: 'nobody@example.ru' }) }))).body;
    expect(waits).toMatchObject({ status: 'awaiting_confirmation', personId: null });
    expect(await messagesTo(app, `orlova${n}@example.ru`)).toEqual([]);
    expect((await coordinator.get('/notifications')).body.items[0].title).toBe('Назначение ждёт подтверждения');
    expect((await coordinator.get('/staff-confirmations')).body.items.map((p: any) => p.id)).toEqual(expect.arrayContaining([waits.id, declined.id]));

    const both = await Promise.all([1, 2].map(() => coordinator.post(`/staff-confirmations/${waits.id}/confirm`)));
    expect(both.map((b) => b.status).sort()).toEqual([200, 409]);
    expect(await messagesTo(app, `orlova${n}@example.ru`)).toHaveLength(1);
    expect((await coordinator.post(`/staff-confirmations/${declined.id}/decline`, { reason: 'Нет справки' })).body).toMatchObject({ status: 'declined', name: null });
    await app.drain();
    expect((await director.get('/notifications')).body.items.map((i: any) => i.title)).toContain('Назначение не подтверждено');
    expect(await app.get(Db).query('SELECT newcomer FROM schools.staff_positions WHERE school_id = $1 AND newcomer IS NOT NULL', [school.id])).toEqual([]);
  });

  it('shows families the work contacts the school allows, of those who work there now', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
    const family = app.as(await signIn(app, await makeStaff(app, 'guardian')));
    const contacts = `${at}/people/${teacher.id}/work-contacts`;
    const put = (shownToFamilies: boolean, version: number) => director.put(contacts, { phone: '12-34-56', receptionHours: 'среда, 15:00', shownToFamilies }, { 'if-match': `"${version}"` });
    expect((await director.get(contacts)).body).toEqual({ phone: null, email: null, receptionHours: null, shownToFamilies: false, version: 0 });
    expect((await put(false, 0)).body).toMatchObject({ phone: '12-34-56', version: 1 });
    expect((await family.get(`${at}/staff-contacts`)).body.items).toEqual([]);
    expect((await Promise.all([1, 2].map(() => put(true, 1)))).map((p) => p.status).sort()).toEqual([200, 412]);
    expect((await family.get(`${at}/staff-contacts`)).body.items).toMatchObject([{ personId: teacher.id, phone: '12-34-56', receptionHours: 'среда, 15:00', email: null }]);
    const [position] = (await director.get(`${at}/staff?personId=${teacher.id}`)).body.items;
    await director.post(`${at}/staff/${position.id}/end`);
    expect((await family.get(`${at}/staff-contacts`)).body.items).toEqual([]);
    expect((await put(true, 2)).status).toBe(404);
  });
});
