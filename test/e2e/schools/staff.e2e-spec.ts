import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { messagesTo } from '../../factories/codes.js';
import { makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { type MadeSchool, makeSchool } from '../../factories/schools.js';
import { form } from '../../support/form.js';
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

  describe('in a school whose region confirms', () => {
    let chief: MadePerson;
    let coordinator: Client;
    beforeEach(async () => {
      school = await makeSchool(app.get(Db), { regionCode: '51', staffConfirmed: true });
      at = `/schools/${school.id}`;
      director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: school.id })));
      chief = await makeStaff(app, 'regional_coordinator', { regionCode: school.regionCode });
      coordinator = app.as(await signIn(app, chief));
    });
    afterEach(async () => { await app.get(IdentityFacade).terminateRole(null, chief.roles[0]!.id, null); });
    const appoint = async (over: object = {}) => (await director.post(`${at}/staff`, order({ person: newcomer(), ...over }))).body;

    it('waits: nothing of the role is there until the coordinator has confirmed', async () => {
      const known = await makeStaff(app, 'guardian');
      const [waits, declined, taken] = [await appoint(), await appoint({ person: undefined, personId: known.id, family: 'Тестова', title: 'Учитель химии' }), await appoint({ title: 'Учитель труда' })];
      expect([waits, declined, taken].map((p) => p.status)).toEqual(Array(3).fill('awaiting_confirmation'));
      expect(waits.personId).toBeNull();
      expect(await messagesTo(app, `orlova${n}@example.ru`)).toEqual([]);
      expect((await app.as(await signIn(app, known)).get(`${at}/staff`)).status).toBe(403);
      expect((await director.post(`${at}/classes`, { gradeLevel: 5, letter: 'А', homeroomPersonId: known.id })).body.errors[0].code).toBe('schools.not_staff');
      expect((await director.get(`${at}/staff-confirmation`)).body).toEqual({ required: true, setFor: 'region', confirmedBy: 'regional_coordinator', waiting: 3 });
      expect((await director.post(`${at}/staff`, order({ person: newcomer() }))).body.code).toBe('schools.position_exists');

      expect((await director.post(`${at}/staff/${taken.id}/end`, { reason: 'Ошибка в приказе' })).body).toMatchObject({ status: 'withdrawn', name: null, reason: 'Ошибка в приказе' });
      const both = await Promise.all([1, 2].map(() => coordinator.post(`/staff-confirmations/${waits.id}/confirm`)));
      expect(both.map((b) => b.status).sort()).toEqual([200, 409]);
      expect(await messagesTo(app, `orlova${n}@example.ru`)).toHaveLength(1);
      expect((await coordinator.post(`/staff-confirmations/${declined.id}/decline`, { reason: 'Нет справки' })).body).toMatchObject({ status: 'declined', reason: 'Нет справки' });
      expect((await coordinator.post(`/staff-confirmations/${taken.id}/confirm`)).body.code).toBe('schools.already_decided');
      await app.drain();
      expect((await director.get('/notifications')).body.items.map((i: any) => i.title)).toContain('Назначение не подтверждено');
      expect(await app.get(Db).query('SELECT newcomer FROM schools.staff_positions WHERE school_id = $1 AND newcomer IS NOT NULL', [school.id])).toEqual([]);
    });

    it('leaves no way around: a role is not given by hand either', async () => {
      const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
      const give = (role: string, more: object = {}) => director.post('/role-assignments', { personId: teacher.id, role, schoolId: school.id, ...more });
      expect((await give('methodist')).body.code).toBe('schools.appoint_by_order');
      const pupil = await makeStaff(app, 'pupil', { schoolId: school.id });
      const homeroom = { role: 'homeroom_teacher', schoolId: school.id, classId: newId() };
      expect((await director.post('/role-assignments', { personId: pupil.id, ...homeroom })).body.errors[0].code).toBe('schools.not_staff');
      expect((await director.post('/role-assignments', { personId: teacher.id, ...homeroom })).status).toBe(201);
      const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
      expect((await operator.post(`${at}/staff`, order({ personId: teacher.id, family: 'Тестова' }))).body.status).toBe('active');
    });

    it('tells the coordinator once of a whole list, reminds every three days, and the operator of what waits long', async () => {
      const operator = await makeStaff(app, 'system_admin');
      const told = async (person: MadePerson) => (await app.as(await signIn(app, person)).get('/notifications')).body.items.filter((i: any) => i.type === 'schools.staff_awaits_confirmation' && i.object.id === '51');
      const days = async (count: number) => {
        app.clock.moveTo(new Date(app.clock.now().getTime() + count * 86_400_000 + 11 * 60_000));
        await app.drain();
      };
      const csv = ['Фамилия;Имя;Роль;Должность;Приказ;E-mail', `Орлов;Иван;учитель;Учитель физики;1;a${n}@example.ru`, 'Орлов;Иван;методист;Методист;2;', `Белова;Ева;учитель;Учитель химии;3;b${n}@example.ru`].join('\n');
      const sent = await form({ kind: 'staff', mode: 'commit' }, { content: csv, name: 'staff.csv' });
      expect((await director.post(`${at}/imports`, sent.body, sent.headers)).body).toMatchObject({ written: true, created: 3 });
      await app.drain();
      expect(await told(chief)).toEqual([]);
      await days(0);
      expect((await told(chief)).map((i: any) => i.body)).toEqual([expect.stringContaining('Назначений: 3, школ: 1')]);
      await days(3);
      expect(await told(chief)).toHaveLength(2);
      expect(await told(operator)).toEqual([]);
      for (const _ of [1, 2]) await days(3);
      expect(await told(operator)).toHaveLength(1);

      coordinator = app.as(await signIn(app, chief));
      const ids = (await coordinator.get(`/staff-confirmations?school=${school.id}`)).body.items.map((p: any) => p.id);
      const { results } = (await coordinator.post('/staff-confirmations/bulk-confirm', { ids: [...ids, newId()] })).body;
      expect(results.map((r: any) => [r.confirmed, r.problem?.code ?? r.position.status])).toEqual([[true, 'active'], [true, 'active'], [true, 'active'], [false, 'object.not_found']]);
      // two positions of one newcomer are one person with one login
      expect(results[0].position.personId).toBe(results[1].position.personId);
      expect(await messagesTo(app, `a${n}@example.ru`)).toHaveLength(1);
      const before = (await told(chief)).length;
      await days(3);
      expect(await told(chief)).toHaveLength(before);
    });

    it('is waived by the region for all its schools or for one; nobody confirms their own', async () => {
      const waits = await appoint();
      const mine = await appoint({ person: undefined, personId: chief.id, family: 'Тестова' });
      expect((await coordinator.post(`/staff-confirmations/${mine.id}/confirm`)).body.code).toBe('schools.own_appointment');
      expect((await coordinator.put('/regions/51/staff-confirmation', { required: false })).status).toBe(204);
      expect((await appoint({ title: 'Учитель труда', person: newcomer({ email: `t${n}@example.ru` }) })).status).toBe('active');
      expect((await director.get(`${at}/staff-confirmation`)).body).toMatchObject({ required: false, setFor: 'region', waiting: 2 });
      expect((await coordinator.put(`${at}/staff-confirmation`, { required: true })).body).toMatchObject({ required: true, setFor: 'school' });
      expect((await appoint({ title: 'Учитель музыки', person: newcomer({ email: `m${n}@example.ru` }) })).status).toBe('awaiting_confirmation');
      expect((await coordinator.put(`${at}/staff-confirmation`, { required: null })).body).toMatchObject({ required: false, setFor: 'region' });
      expect((await coordinator.put('/regions/51/staff-confirmation', { required: true })).status).toBe(204);
      expect((await coordinator.get('/regions/51/staff-confirmation')).body).toEqual({ required: true });
      expect((await coordinator.put('/regions/39/staff-confirmation', { required: false })).status).toBe(404);
      expect((await coordinator.post(`/staff-confirmations/${waits.id}/confirm`)).status).toBe(200);
      expect((await app.get(Db).query(`SELECT 1 FROM audit.events WHERE operation = 'schools.require_staff_confirmation' AND actor_id = $1`, [chief.id]))).toHaveLength(4);
    });

    it('is the operator\'s where nobody coordinates', async () => {
      await app.get(IdentityFacade).terminateRole(null, chief.roles[0]!.id, null);
      const person = await makeStaff(app, 'system_admin');
      const waits = await appoint();
      expect((await director.get(`${at}/staff-confirmation`)).body.confirmedBy).toBe('operator');
      app.clock.moveTo(new Date(app.clock.now().getTime() + 11 * 60_000));
      await app.drain();
      const operator = app.as(await signIn(app, person));
      expect((await operator.get('/notifications')).body.items.map((i: any) => i.title)).toContain('Назначения сотрудников ждут подтверждения');
      const queue = async (query: string) => (await operator.get(`/staff-confirmations?limit=200${query}`)).body.items.map((p: any) => p.id);
      expect(await queue('')).toContain(waits.id);
      const another = await makeStaff(app, 'regional_coordinator', { regionCode: '51' });
      expect([await queue(''), await queue('&region=51')]).toEqual([expect.not.arrayContaining([waits.id]), expect.arrayContaining([waits.id])]);
      expect((await operator.post(`/staff-confirmations/${waits.id}/confirm`)).body.status).toBe('active');
      await app.get(IdentityFacade).terminateRole(null, another.roles[0]!.id, null);
      chief = await makeStaff(app, 'regional_coordinator', { regionCode: '51' });
    });
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
