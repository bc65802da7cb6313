import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { lastCode } from '../../factories/codes.js';
import { makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { type Answer, type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
beforeAll(async () => { app = await startTestApp(); });
afterEach(() => app.clock.moveTo(new Date()));
afterAll(() => app.stop());

const checked = { documentKind: 'passport', documentNumber: '4510 123456', reason: 'Сверено с паспортом' };
const codesOf = (a: Answer): string[] => a.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`);
const patch = (client: Client, body: object, version: number): Promise<Answer> => client.patch('/me/personal-data', body, { 'if-match': `"${version}"` });
/** A change with the code it needs. */
async function change(client: Client, person: MadePerson, body: object): Promise<Answer> {
  const { version } = (await client.get('/me/personal-data')).body;
  expect((await client.post('/me/personal-data/code')).status).toBe(200);
  return patch(client, { ...body, code: await lastCode(app, person.phone) }, version);
}
const titles = async (person: MadePerson): Promise<string[]> => {
  await app.drain();
  return (await app.as(await signIn(app, person)).get('/notifications')).body.items.map((n: { title: string }) => n.title);
};
/** Somebody no school knows, whose level nobody has confirmed. */
const unknown = (): Promise<MadePerson> => makePerson(app, { confirmed: false });

describe('one\'s own data (ID-15)', () => {
  it('change with a code to a proved contact, sealed where they are numbers, and their owner is told', async () => {
    const person = await unknown();
    const client = app.as(await signIn(app, person));
    const passport = { series: '45 10', number: '123456', issuedBy: 'Отделом УФМС', issuedOn: '2015-06-10' };
    const changed = await change(client, person, {
      name: { family: 'Соловьёва', given: 'Анна' }, birthDate: '1986-05-14', snils: '087-654-303 00', inn: '500100732259', citizenship: ' Россия ', birthPlace: 'г. Тверь', passport,
    });
    expect(changed).toMatchObject({ status: 200, body: {
      name: { family: 'Соловьёва', given: 'Анна', patronymic: null }, birthDate: '1986-05-14', snils: '087-654-303 00', inn: '500100732259', citizenship: 'Россия', birthPlace: 'г. Тверь',
      passport: { series: '4510', number: '123456' }, correction: null,
    } });
    const rows = await app.get(Db).query('SELECT sealed FROM identity.person_documents WHERE person_id = $1', [person.id]);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/500100732259|123456/);
    expect((await change(client, person, { inn: null, passport: null })).body).toMatchObject({ inn: null, passport: null, snils: '087-654-303 00' });
    expect(await app.get(Db).query('SELECT 1 FROM identity.person_documents WHERE person_id = $1', [person.id])).toEqual([]);
    expect(await titles(person)).toContain('Ваши данные изменены');
    const entry = await app.get(Db).query<{ details: unknown }>(`SELECT details FROM audit.events WHERE operation = 'identity.change_personal_data' AND subject_id = $1`, [person.id]);
    expect(JSON.stringify(entry)).not.toMatch(/Соловьёва|08765430300|Тверь/);
    // The SNILS signs in from now on, and is nobody else's to have.
    const other = await unknown();
    const taken = await change(app.as(await signIn(app, other)), other, { snils: '08765430300' });
    expect(taken.body).toMatchObject({ code: 'identity.alias_taken', kinds: ['snils'] });
  });

  it('do not change without the code, by a wrong or used one, by one of another session, nor over what somebody else has written', async () => {
    const person = await unknown();
    const [one, two] = [app.as(await signIn(app, person)), app.as(await signIn(app, person))];
    expect(codesOf(await patch(one, { birthDate: '2999-01-01', snils: '112-233-445 96', inn: '500100732250', name: { family: ' ', given: 'Анна' } }, 1)).sort()).toEqual([
      '/birthDate identity.birth_date', '/code contacts.code_missing', '/inn registration.inn', '/name/family identity.name', '/snils identity.snils',
    ]);
    expect((await one.patch('/me/personal-data', { citizenship: 'Россия' })).status).toBe(428);
    await one.post('/me/personal-data/code');
    const code = await lastCode(app, person.phone);
    expect(codesOf(await patch(two, { citizenship: 'Россия', code }, 1))).toEqual(['/code codes.wrong']);
    const both = await Promise.all([patch(one, { citizenship: 'Россия', code }, 1), patch(one, { citizenship: 'Беларусь', code }, 1)]);
    expect(both.filter((a) => a.status === 200)).toHaveLength(1);
    expect(codesOf(await patch(one, { birthPlace: 'г. Тверь', code }, 2))).toEqual(['/code codes.wrong']);
    expect((await patch(one, { birthPlace: 'г. Тверь', code }, 1)).status).toBe(412);
  });

  it('ask for the second factor where there is one, before SNILS change', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() });
    const weak = app.as(await signIn(app, { id: teacher.id, totpSecret: null }));
    expect((await change(weak, teacher, { snils: '112-233-445 95' })).body.code).toBe('auth.step_up_needed');
  });
});

describe('corrections others have a say in (ID-15)', () => {
  it('wait for somebody in scope, who compares them with a document; the owner hears of both', async () => {
    const schoolId = newId();
    const teacher = await makeStaff(app, 'teacher', { schoolId }, { birthDate: '1985-03-04' });
    const own = app.as(await signIn(app, teacher));
    const asked = await change(own, teacher, { name: { family: 'Новикова', given: 'Анна', patronymic: 'Игоревна' }, citizenship: 'Россия' });
    expect(asked).toMatchObject({ status: 200, body: { name: { family: 'Тестова' }, citizenship: 'Россия', correction: { fields: ['name'], status: 'pending' } } });
    expect(JSON.stringify(await app.get(Db).query('SELECT * FROM identity.data_corrections WHERE person_id = $1', [teacher.id]))).not.toContain('Новикова');

    const director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId })));
    const foreign = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: newId() })));
    expect((await director.get('/personal-data-corrections')).body.items).toMatchObject([{ personId: teacher.id, fields: ['name'] }]);
    expect((await foreign.get('/personal-data-corrections')).body.items).toEqual([]);
    const at = `/people/${teacher.id}/personal-data-correction`;
    expect([(await foreign.get(at)).status, (await foreign.post(`${at}/approve`, checked)).status, (await foreign.post(`${at}/decline`, { reason: 'нет' })).status]).toEqual([404, 404, 404]);
    expect((await director.get(at)).body).toMatchObject({ present: { name: { family: 'Тестова' } }, wanted: { name: { family: 'Новикова' } }, status: 'pending' });
    const both = await Promise.all([director.post(`${at}/approve`, checked), director.post(`${at}/decline`, { reason: 'Нет документа' })]);
    expect(both.map((a) => a.status).sort()).toEqual([204, 409]);
    const approved = both[0]!.status === 204;
    const after = (await app.as(await signIn(app, teacher)).get('/me/personal-data')).body;
    expect([after.name.family, after.correction.status]).toEqual(approved ? ['Новикова', 'approved'] : ['Тестова', 'declined']);
    expect(await titles(teacher)).toEqual(expect.arrayContaining(['Исправление данных ждёт проверки', approved ? 'Данные исправлены' : 'Исправление данных отклонено']));
    expect((await director.get(at)).body.code).toBe('identity.no_correction');
    expect(await app.get(Db).query('SELECT sealed FROM identity.data_corrections WHERE person_id = $1', [teacher.id])).toEqual([{ sealed: null }]);
  });

  it('give way to the newest, are not one\'s own to decide, and give nobody another\'s SNILS', async () => {
    const schoolId = newId();
    await makePerson(app, { snils: '11223344595' });
    const chief = await makeStaff(app, 'director', { schoolId });
    const own = app.as(await signIn(app, chief));
    await change(own, chief, { birthDate: '1980-01-01' });
    app.clock.moveTo(new Date(Date.now() + 3_600_000));
    const later = app.as(await signIn(app, chief));
    expect((await change(later, chief, { snils: '112-233-445 95' })).body.correction).toMatchObject({ fields: ['snils'], status: 'pending' });
    expect((await later.post(`/people/${chief.id}/personal-data-correction/approve`, checked)).body.code).toBe('identity.own_account');
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    expect((await operator.get('/personal-data-corrections')).body.items.filter((i: { personId: string }) => i.personId === chief.id)).toHaveLength(1);
    expect((await operator.post(`/people/${chief.id}/personal-data-correction/approve`, checked)).body.code).toBe('identity.alias_taken');
    expect((await operator.post(`/people/${chief.id}/personal-data-correction/decline`, { reason: 'Номер другого человека' })).status).toBe(204);
    expect((await later.get('/me/personal-data')).body).toMatchObject({ snils: null, birthDate: null, correction: { status: 'declined', reason: 'Номер другого человека' } });
  });
});
