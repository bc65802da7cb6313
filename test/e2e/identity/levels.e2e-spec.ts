import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { LevelReminders } from '../../../src/modules/identity/app/levels/level-reminders.js';
import { permissionRule } from '../../../src/platform/auth/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { buildOpenApi } from '../../../src/platform/http/index.js';
import { CONFIRMATION_METHODS } from '../../../src/shared/confirmation-method.js';
import { newId } from '../../../src/shared/ids.js';
import { messagesTo } from '../../factories/codes.js';
import { type DiaryWorld, makeDiaryWorld } from '../../factories/diary.js';
import { linkFamily } from '../../factories/family.js';
import { type MadePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { type Answer, ApiProcess, startTestApp, type TestApp } from '../../support/index.js';

const DOCUMENT = { documentKind: 'passport', documentNumber: '45 10 № 123456' };

let app: TestApp;
let twin: ApiProcess;
let w: DiaryWorld;
let secretary: string;
let teacher: string;
beforeAll(async () => {
  app = await startTestApp();
  twin = await ApiProcess.beside(app);
  w = await makeDiaryWorld(app);
  // The other process goes by the real clock; sessions of the world are over then.
  app.clock.moveTo(new Date());
  teacher = await signIn(app, { id: w.teacherId, totpSecret: null });
  secretary = await signIn(app, await makeStaff(app, 'secretary', { schoolId: w.school.id }));
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

const week = (): string => `from=${w.school.schoolYear}-11-16&to=${w.school.schoolYear}-11-22`;
const diaryReads = (): string[] => [
  `/pupils/${w.pupil.id}/diary?${week()}`, `/pupils/${w.pupil.id}/marks`, `/pupils/${w.pupil.id}/averages`, `/schedule?pupil=${w.pupil.id}&${week()}`,
];
const statuses = async (token: string, api: Pick<TestApp, 'request'> = app): Promise<number[]> => {
  const answers: number[] = [];
  for (const path of diaryReads()) answers.push((await api.request('GET', path, undefined, { authorization: `Bearer ${token}` })).status);
  return answers;
};
const confirm = (personId: string, by = secretary, body: object = DOCUMENT): Promise<Answer> => app.as(by).post(`/people/${personId}/level`, body);

/** A parent of the pupil whose account nobody has confirmed. */
async function newParent(): Promise<MadePerson> {
  const parent = await makeStaff(app, 'guardian', {}, { birthDate: '1985-03-04', confirmed: false });
  await linkFamily(app, parent.id, w.pupil, 'father');
  return parent;
}

describe('the diary needs a confirmed account from 14 (ID-8)', () => {
  it('is closed to a parent until the school has checked a passport, and says how to open it; then open on every process at once', async () => {
    const parent = await newParent();
    const token = await signIn(app, parent);
    expect(await statuses(token)).toEqual([403, 403, 403, 403]);
    const refused = await app.as(token).get(diaryReads()[0]!);
    expect(refused.body).toMatchObject({ code: 'auth.level_needed', detail: expect.stringContaining('Подтвердите'), level: 'confirmed', ways: '/api/v1/me/level' });
    expect(await statuses(token, twin)).toEqual([403, 403, 403, 403]);
    const [child] = (await app.as(token).get('/children')).body.items;
    expect(child.link).toMatchObject({ status: 'linked', reason: 'account_not_confirmed', reasonText: expect.stringContaining('не подтверждена') });

    expect(await confirm(parent.id)).toMatchObject({ status: 201, body: { method: 'school', provider: null, documentKind: 'passport', endedAt: null } });
    expect(await statuses(token)).toEqual([200, 200, 200, 200]);
    for (let tries = 0; (await statuses(token, twin))[0] !== 200 && tries < 50; tries++) await app.drain();
    expect(await statuses(token, twin)).toEqual([200, 200, 200, 200]);
    expect((await app.as(token).get('/children')).body.items[0].link.reason).toBeNull();
    expect((await app.as(token).get('/me')).body.level).toMatchObject({ level: 'confirmed', cannot: [], ways: [] });

    await app.drain();
    expect((await messagesTo(app, parent.email)).some((text) => text.includes('Теперь открыт и дневник'))).toBe(true);
    expect((await app.as(token).get('/notifications?category=security')).body.items.map((n: { title: string }) => n.title)).toContain('Учётная запись подтверждена');
  });

  it('shows what an account cannot do, what it lacks and the ways to confirm it, in two languages', async () => {
    const parent = await newParent();
    const client = app.as(await signIn(app, parent));
    const { body } = await client.get('/me', { 'accept-language': 'en' });
    expect(body.level).toMatchObject({
      level: 'simplified', title: 'Simplified', confirmedNeededFrom: null, cannot: [{ code: 'diary', text: expect.stringContaining('diary is closed') }],
      missing: [{ code: 'snils', text: expect.stringContaining('SNILS') }, { code: 'document' }],
    });
    expect(body.level.ways.map((way: { method: string }) => way.method)).toEqual(expect.arrayContaining(['school', 'mfc']));
    expect((await client.get('/me/level')).body).toMatchObject({ title: 'Упрощённая', confirmations: [] });
    // Marks and homework wait, what is about safety does not.
    expect((await client.get('/notifications')).status).toBe(200);
  });

  it('is open to a pupil below 14 and closed from midnight of the 14th birthday at the school, on the other side of the country', async () => {
    const zone = 'Asia/Kamchatka';
    const school = await makeSchool(app.get(Db), { zone });
    // A day that exists fourteen years before, too.
    const soon = DateTime.fromJSDate(new Date(), { zone }).startOf('day').plus({ days: 2 });
    const birthday = soon.month === 2 && soon.day === 29 ? soon.plus({ days: 1 }) : soon;
    const birthDate = birthday.minus({ years: 14 }).toISODate()!;
    const child = await makeStaff(app, 'pupil', { schoolId: school.id }, { birthDate, confirmed: false });
    const pupil = await makePupil(app.get(Db), school, { birthDate, personId: child.id });
    const read = (token: string): Promise<Answer> => app.as(token).get(`/pupils/${pupil.id}/diary?from=${school.schoolYear}-11-16&to=${school.schoolYear}-11-22`);
    app.clock.moveTo(birthday.minus({ seconds: 1 }).toJSDate());
    const token = await signIn(app, child);
    expect((await read(token)).status).toBe(200);
    expect((await app.as(token).get('/me')).body.level).toMatchObject({ level: 'simplified', cannot: [], confirmedNeededFrom: birthday.toISODate() });
    // The session has just been looked up: it turns with the clock all the same.
    app.clock.moveTo(birthday.toJSDate());
    expect(await read(token)).toMatchObject({ status: 403, body: { code: 'auth.level_needed' } });
    expect((await app.as(token).get('/me')).body.level).toMatchObject({ cannot: [{ code: 'diary' }], confirmedNeededFrom: null });
    const clerk = await signIn(app, await makeStaff(app, 'secretary', { schoolId: school.id }));
    expect((await confirm(child.id, clerk, { documentKind: 'birth_certificate', documentNumber: 'II-РК 123456' })).status).toBe(201);
    expect((await read(token)).status).toBe(200);
  });

  it('is announced a month ahead, once, to the pupil and the parents, not to those who are older or confirmed', async () => {
    const born = (days: number): string => {
      const day = DateTime.fromJSDate(new Date(), { zone: 'Europe/Moscow' }).plus({ days });
      return day.minus({ years: 14 }).toISODate()!;
    };
    const [soon, confirmed, later, older] = await Promise.all([[20, false], [20, true], [40, false], [-1, false]].map(([days, isConfirmed]) =>
      makeStaff(app, 'pupil', { schoolId: w.school.id }, { birthDate: born(days as number), confirmed: isConfirmed as boolean })));
    const pupil = await makePupil(app.get(Db), w.school, { birthDate: born(20), personId: soon!.id });
    const parent = await makeStaff(app, 'guardian');
    await linkFamily(app, parent.id, pupil, 'mother');
    await app.get(LevelReminders).run();
    await app.get(LevelReminders).run();
    await app.drain();
    const told = async (person: MadePerson): Promise<string[]> => (await app.as(await signIn(app, person)).get('/notifications')).body.items.map((n: { title: string }) => n.title).filter((t: string) => t.includes('онадобится'));
    expect(await told(soon!)).toEqual(['Скоро понадобится подтверждённая учётная запись']);
    expect(await told(parent)).toEqual(['Скоро ребёнку понадобится подтверждённая учётная запись']);
    for (const person of [confirmed!, later!, older!]) expect(await told(person)).toEqual([]);
  });

  it('does not concern staff in their role, and no rights come with a confirmed account', async () => {
    const methodist = await makeStaff(app, 'methodist', { schoolId: w.school.id }, { confirmed: false });
    expect(await statuses(await signIn(app, methodist))).toEqual([200, 200, 200, 200]);
    const stranger = await signIn(app, await makeStaff(app, 'guardian', {}));
    expect(await statuses(stranger)).toEqual([404, 404, 404, 404]);
    // Of somebody else's child nothing is told by the order of refusals either.
    const unconfirmed = await signIn(app, await makeStaff(app, 'guardian', {}, { confirmed: false }));
    expect(await statuses(unconfirmed)).toEqual([403, 403, 403, 403]);
    expect((await app.as(unconfirmed).get(`/pupils/${newId()}/marks`)).body.code).toBe('auth.level_needed');
  });

  it('keeps marks and homework back from feed and e-mail until then, and an absence not', async () => {
    const parent = await newParent();
    const token = await signIn(app, parent);
    const types = (await app.as(teacher).get('/work-types')).body.items as { id: string }[];
    expect((await app.as(teacher).post(`/lessons/${w.lessons[0].id}/marks`, { marks: [{ pupilId: w.pupil.id, value: '4', workTypeId: types[0]!.id }] })).status).toBe(201);
    expect((await app.as(teacher).put(`/lessons/${w.lessons[1].id}/attendance`, { entries: [{ pupilId: w.pupil.id, status: 'absent' }] })).status).toBe(200);
    await app.drain();
    const categories = async (): Promise<string[]> => (await app.as(token).get('/notifications')).body.items.map((n: { category: string }) => n.category);
    expect(await categories()).toEqual(expect.arrayContaining(['absence']));
    expect(await categories()).not.toContain('mark');
    const mails = async (): Promise<string[]> => (await messagesTo(app, parent.email)).filter((text) => text.includes('Математика'));
    expect((await mails()).length).toBe(1);
    await confirm(parent.id);
    await app.drain();
    expect(await categories()).toContain('mark'); // nothing was lost
  });
});

describe('confirmation in person (ID-8)', () => {
  it('is for families of the school and its own people, not for others; by an operator for everybody', async () => {
    const [parent, stranger] = [await newParent(), await makeStaff(app, 'guardian', {}, { confirmed: false })];
    const elsewhere = await signIn(app, await makeStaff(app, 'secretary', { schoolId: newId() }));
    expect((await confirm(parent.id, elsewhere)).status).toBe(404);
    expect((await confirm(stranger.id)).status).toBe(404);
    expect((await app.as(secretary).get(`/people/${stranger.id}/level`)).status).toBe(404);
    expect((await confirm(newId())).status).toBe(404);
    const operator = await signIn(app, await makeStaff(app, 'support_agent'));
    expect(await confirm(stranger.id, operator)).toMatchObject({ status: 201, body: { method: 'mfc' } });
    const admin = await makeStaff(app, 'school_admin', { schoolId: w.school.id });
    expect((await confirm(admin.id, await signIn(app, admin))).body.code).toBe('identity.own_account');
  });

  it('names a wrong passport, and writes who, when and by what; the number lies sealed', async () => {
    const parent = await newParent();
    expect(await confirm(parent.id, secretary, { documentKind: 'passport', documentNumber: '45101234' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/documentNumber', code: 'level.passport_number' }] } });
    expect((await confirm(parent.id, secretary, { ...DOCUMENT, method: 'mfc' })).status).toBe(422);
    const { body: first } = await confirm(parent.id);
    const { body: second } = await confirm(parent.id, secretary, { documentKind: 'other', documentNumber: 'ВНЖ 82 1234567' });
    const { body } = await app.as(secretary).get(`/people/${parent.id}/level`);
    expect(body).toMatchObject({ level: 'confirmed', confirmations: [{ id: second.id, endedAt: null, documentKind: 'other' }, { id: first.id, endGround: 'replaced' }] });
    expect(body.confirmations[0].confirmedBy).toEqual(expect.any(String));
    const dump = JSON.stringify(await app.get(Db).query('SELECT row_to_json(c) AS row FROM identity.level_confirmations c WHERE person_id = $1', [parent.id]));
    for (const secret of ['123456', '1234567']) expect(dump).not.toContain(secret);
    const audited = await app.get(Db).query<{ details: object }>(`SELECT details FROM audit.events WHERE operation = 'identity.level_confirmed' AND subject_id = $1`, [parent.id]);
    expect(audited).toHaveLength(2);
    expect(JSON.stringify(audited)).not.toContain('123456');
  });

  it('of two at once leaves one standing', async () => {
    const parent = await newParent();
    const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(parent.id)));
    expect(answers.map((a) => a.status)).toEqual([201, 201, 201, 201]);
    const { body } = await app.as(secretary).get(`/people/${parent.id}/level`);
    expect(body.confirmations.filter((c: { endedAt: string | null }) => c.endedAt === null)).toHaveLength(1);
  });
});

describe('every read of a pupil that families may make', () => {
  it('asks for the level, or says why not here', async () => {
    // The card on the roll: name, class, groups; nothing of the diary.
    const free = new Set(['getPupil']);
    const families = (permission: string): boolean => {
      const rule = permissionRule(permission);
      return rule === 'signed_in' || rule.includes('guardian') || rule.includes('pupil');
    };
    const open: string[] = [];
    for (const [path, { get: operation }] of Object.entries(buildOpenApi(app.nest).paths)) {
      const { operationId = '', 'x-permission': permission, 'x-level': level } = (operation ?? {}) as { operationId?: string; 'x-permission'?: string; 'x-level'?: string };
      if (!path.includes('/pupils/{id}') || permission === undefined || free.has(operationId)) continue;
      if (families(permission) && level === undefined) open.push(path);
    }
    expect(open).toEqual([]);
    // Making the document leaves the program's own lists as they were.
    expect(CONFIRMATION_METHODS.slice(0, 2)).toEqual(['portal', 'signature']);
  });
});
