import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { Pool } from 'pg';
import { newPhone } from '../../factories/codes.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makeClass, makePupil, makeSchool } from '../../factories/schools.js';
import { kill, said } from '../../queue/processes.js';
import { freshDatabase, startTestApp, type TestApp } from '../../support/index.js';
import { readPdf } from '../../support/pdf-text.js';

const WORKER = fileURLToPath(new URL('./dying-worker.js', import.meta.url));
// Each test starts processes, which takes its time on a busy machine.
jest.setTimeout(120_000);

let app: TestApp;
let db: Pool;
const children: ChildProcess[] = [];
beforeAll(async () => {
  const database = await freshDatabase(`slips_kill_${process.pid}`);
  db = new Pool({ connectionString: database.ownerUrl, max: 2 });
  app = await startTestApp({ DATABASE_URL: database.runtimeUrl, MIGRATION_DATABASE_URL: database.ownerUrl });
});
afterEach(async () => { await Promise.all(children.splice(0).map((child) => kill(child))); });
afterAll(async () => {
  await app.stop();
  await db.end();
});

async function worker(mode: 'begin' | 'write' | 'live'): Promise<ChildProcess> {
  const { settings: own, dataDir, publicUrl } = app.config;
  const child = fork(WORKER, [mode], {
    env: {
      ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', DEMO: '0', DATA_DIR: dataDir, KEYS_FILE: join(dataDir, 'keys.json'), PUBLIC_URL: publicUrl,
      DATABASE_URL: own.DATABASE_URL ?? '', MIGRATION_DATABASE_URL: own.MIGRATION_DATABASE_URL ?? '', REDIS_URL: own.REDIS_URL ?? '',
    },
    execArgv: ['--enable-source-maps'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  await said(child, 'ready');
  return child;
}

it.each(['begin', 'write'] as const)('slips are made once though the worker is killed at "%s": no login twice, and the codes printed are those that work', async (moment) => {
  const school = await makeSchool(db);
  const schoolClass = await makeClass(db, school, { gradeLevel: 9 });
  const pupils = [await makePupil(db, school, { schoolClass, birthDate: '2010-01-01' }), await makePupil(db, school, { schoolClass, birthDate: '2010-02-01' })];
  const office = app.as(await signIn(app, await makeStaff(app, 'secretary', { schoolId: school.id })));
  await office.put(`/pupils/${pupils[0]!.id}/contacts-on-file`, { items: [{ name: { family: 'Соловьёва', given: 'Мария' }, relationship: 'mother', phone: newPhone() }] });

  const first = await worker(moment);
  const hanging = said(first, 'hanging');
  const { body: { id } } = await office.post('/linking-codes/slips', { classId: schoolClass.id, logins: true });
  await hanging;
  await kill(first);
  const written = async () => (await db.query(
    `SELECT (SELECT count(*)::int FROM family.linking_codes WHERE school_id = $1) AS codes, (SELECT count(person_id)::int FROM schools.pupils WHERE school_id = $1) AS pupils,
       (SELECT count(*)::int FROM family.slip_guardians WHERE school_id = $1) AS guardians`, [school.id])).rows[0];
  expect(await written()).toEqual({ codes: 0, pupils: 0, guardians: 0 });

  await worker('live');
  const state = async (): Promise<string> => (await db.query('SELECT state FROM family.slip_batches WHERE id = $1', [id])).rows[0].state as string;
  let now: string;
  do now = await state(); while (now === 'ordered');
  expect((await office.get(`/jobs/${id}`)).body).toMatchObject({ state: 'done', progress: 100 });
  expect(await written()).toEqual({ codes: 2, pupils: 2, guardians: 1 });
  const { text } = await readPdf((await office.post(`/linking-codes/slips/${id}/take`)).raw!);
  const logins = [...text.matchAll(/Логин (?:ученика|родителя): (\S+), временный пароль: (\S+)/g)];
  expect(new Set(logins.map(([, login]) => login)).size).toBe(3);
  for (const [, identifier, password] of logins) expect((await app.anonymous.post('/auth/sign-in', { identifier, password })).status).toBe(200);
  const parent = app.as(await signIn(app, await makePerson(app, { birthDate: '1985-03-08' })));
  const codes = text.match(/[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}/g)!;
  expect(codes).toHaveLength(2);
  for (const code of codes) expect((await parent.post('/family-links/redeem', { code, relationship: 'mother' })).status).toBe(201);
});
