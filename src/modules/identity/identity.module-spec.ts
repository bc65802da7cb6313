import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { snilsCheck } from '../../shared/identifiers/index.js';
import { startTestModule, type TestModule } from '../../../test/support/index.js';
import { AuthModule } from '../../platform/auth/index.js';
import { BroadcastModule } from '../../platform/broadcast/index.js';
import { newId } from '../../shared/ids.js';
import { ForgetService } from './app/forget.service.js';
import { IdentityFacade, IdentityModule, type NewAccount } from './index.js';

let module: TestModule;
let identity: IdentityFacade;
beforeAll(async () => {
  module = await startTestModule(AuthModule, BroadcastModule, IdentityModule);
  identity = module.get(IdentityFacade);
});
afterAll(() => module.stop());

const name = { family: 'Соловьёва', given: 'Анна', patronymic: null };
const create = (account: Partial<NewAccount> = {}) => identity.createAccount(null, { name, ...account });
let serial = 300_000_000 + (process.pid % 1000) * 1000;
const newSnils = (): string => {
  const number = String(serial++);
  return number + snilsCheck(number);
};
const newLogin = (): string => `u_${newId().slice(-12)}`;
const row = async (sql: string, ...params: unknown[]) => (await module.db.query(sql, params)).rows[0];

describe('accounts', () => {
  it('keep SNILS sealed and found by a blind index; nothing readable of it, of the login alias or the password lies in the database', async () => {
    const [snils, login] = [newSnils(), newLogin()];
    const { personId } = await create({ snils, login, password: 'Sorok2-vorony', birthDate: '1985-03-04' });
    expect(await identity.snils(personId)).toBe(snils);
    const person = await row('SELECT * FROM identity.people WHERE id = $1', personId);
    const aliases = (await module.db.query('SELECT * FROM identity.aliases WHERE person_id = $1', [personId])).rows;
    expect(JSON.stringify([person, aliases])).not.toContain(snils);
    expect(JSON.stringify(aliases)).not.toContain(login);
    expect((await row('SELECT password_hash AS hash FROM identity.accounts WHERE person_id = $1', personId)).hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    // A sealed value moved to another row does not open.
    const { personId: other } = await create();
    await module.db.query('UPDATE identity.people SET snils_sealed = $2, snils_index = $3 WHERE id = $1', [other, person.snils_sealed, newId()]);
    await expect(identity.snils(other)).rejects.toThrow();
    await module.db.query('UPDATE identity.people SET snils_sealed = NULL, snils_index = NULL WHERE id = $1', [other]);
  });

  it('name everything that is wrong at once', async () => {
    await expect(create({ name: { family: ' ', given: '' }, snils: '112-233-445 96', login: '123', email: 'a@', phone: '12', birthDate: '2026-02-30' }))
      .rejects.toMatchObject({ code: 'input.invalid', errors: ['/name/family', '/name/given', '/birthDate', '/snils', '/login', '/email', '/phone'].map((pointer) => ({ pointer })) });
  });

  it('refuse a SNILS or login of somebody else, also in parallel, and leave nothing behind', async () => {
    const snils = newSnils();
    const before = Number((await row('SELECT count(*) FROM identity.people')).count);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => create({ snils })));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(Number((await row('SELECT count(*) FROM identity.people')).count)).toBe(before + 1);
    const login = newLogin();
    await create({ login });
    await expect(create({ login: login.toUpperCase() })).rejects.toMatchObject({ code: 'identity.alias_taken', params: { kinds: ['login'] } });
  });

  it('let parents share a proved contact: both get notices by it, the first signs in by it', async () => {
    const email = `${newLogin()}@example.ru`;
    const [first, second] = [await create({ email, contactsProved: true }), await create({ email, contactsProved: true })];
    const people = await identity.people([first.personId, second.personId, newId()]);
    expect([...people.values()].map((p) => p.email)).toEqual([email, email]);
    expect((await row('SELECT count(*) FROM identity.aliases WHERE person_id = $1', second.personId)).count).toBe('0');
  });

  it('show proved contacts only', async () => {
    const { personId } = await create({ email: 'not-proved@example.ru', phone: '9161234567' });
    expect(await identity.person(personId)).toMatchObject({ email: null, phone: null, name });
    expect(await row('SELECT * FROM identity.v_contact WHERE person_id = $1', personId)).toMatchObject({ email: null, phone: null, locale: 'ru' });
    expect(await identity.person(newId())).toBeNull();
  });
});

describe('roles', () => {
  it('are given once however often and in parallel they are asked for', async () => {
    const { personId } = await create();
    const given = await Promise.all(Array.from({ length: 5 }, () => identity.assignRole(null, { personId, role: 'guardian' })));
    expect(new Set(given.map((a) => a.id)).size).toBe(1);
    expect(await identity.rolesOf(personId)).toHaveLength(1);
  });

  it('count from their first to their last instant, and can be given again after their end', async () => {
    const [{ personId }, schoolId] = [await create(), newId()];
    const now = module.clock.now().getTime();
    const teacher = await identity.assignRole(null, { personId, role: 'teacher', schoolId, validUntil: new Date(now + 60_000) });
    const holders = () => identity.holders({ role: 'teacher', schoolId });
    expect(await holders()).toEqual([personId]);
    module.clock.moveTo(new Date(now + 61_000));
    expect(await holders()).toEqual([]);
    // Given anew it is the same assignment, open now.
    expect(await identity.assignRole(null, { personId, role: 'teacher', schoolId })).toMatchObject({ id: teacher.id, validUntil: null });
    expect(await holders()).toEqual([personId]);
    await identity.terminateRole(null, teacher.id, 'приказ');
    await expect(identity.terminateRole(null, teacher.id)).rejects.toMatchObject({ code: 'identity.already_terminated' });
    expect(await holders()).toEqual([]);
    expect((await identity.assignRole(null, { personId, role: 'teacher', schoolId })).id).not.toBe(teacher.id);
    expect(await identity.holders({ role: 'teacher', schoolId: newId() })).toEqual([]);
    module.clock.moveTo(new Date());
  });

  it('have the scope their role needs, no more and no less', async () => {
    const { personId } = await create();
    const wrong = async (spec: object) => identity.assignRole(null, { personId, role: 'teacher', ...spec } as never).then(() => [], (e: { errors: { pointer: string }[] }) => e.errors.map((x) => x.pointer));
    expect(await wrong({})).toEqual(['/schoolId']);
    expect(await wrong({ schoolId: newId(), classId: newId() })).toEqual(['/classId']);
    expect(await wrong({ role: 'homeroom_teacher', schoolId: newId() })).toEqual(['/classId']);
    expect(await wrong({ role: 'guardian', schoolId: newId() })).toEqual(['/schoolId']);
    expect(await wrong({ role: 'regional_coordinator' })).toEqual(['/regionCode']);
  });
});

describe('history', () => {
  it('of sign-ins cannot be changed by the program', async () => {
    const privilege = (act: string) => row(`SELECT has_table_privilege('cabinet_runtime', 'identity.sign_ins', '${act}') AS may`);
    expect([(await privilege('INSERT')).may, (await privilege('UPDATE')).may, (await privilege('DELETE')).may]).toEqual([true, false, false]);
    await expect(module.db.query(`UPDATE audit.events SET operation = 'x.y'`)).rejects.toThrow('append-only');
  });

  it('keeps no counters and challenges that say nothing any more', async () => {
    const old = new Date(module.clock.now().getTime() - 60_000);
    const { personId } = await create();
    await module.db.query(`INSERT INTO identity.attempts VALUES ('account', $1, 3, $2, NULL), ('account', $3, 3, $4, NULL)`,
      [personId, old, newId(), new Date(Date.now() + 60_000)]);
    await module.db.query(`INSERT INTO identity.challenges (id, kind, person_id, created_at, expires_at) VALUES ($1, 'sign_in', $2, $3, $3)`, [newId(), personId, old]);
    const dropped = await module.get(ForgetService).run();
    expect(dropped.attempts).toBeGreaterThanOrEqual(1);
    expect(dropped.challenges).toBeGreaterThanOrEqual(1);
    expect(await row('SELECT 1 FROM identity.attempts WHERE key = $1', personId)).toBeUndefined();
  });
});
