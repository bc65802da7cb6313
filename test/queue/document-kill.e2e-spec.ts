import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Pool } from 'pg';
import { makeFamily, makeOffice, sendRequest } from '../factories/enrollment.js';
import { messagesTo } from '../factories/codes.js';
import { freshDatabase, startTestApp, type TestApp } from '../support/index.js';
import { kill, said } from './processes.js';

jest.setTimeout(120_000);

let app: TestApp;
let db: Pool;
let child: ChildProcess | null = null;
beforeAll(async () => {
  const database = await freshDatabase(`document_kill_${process.pid}`);
  app = await startTestApp({ DATABASE_URL: database.runtimeUrl, MIGRATION_DATABASE_URL: database.ownerUrl });
  db = new Pool({ connectionString: database.ownerUrl, max: 2 });
});
afterAll(async () => {
  if (child !== null) await kill(child);
  await app.stop();
  await db.end();
});

it('a worker killed with -9 between keeping a document and giving it: one document is given, and told of once (EN-1, EN-11)', async () => {
  const office = await makeOffice(app, db);
  const pupil = await makeFamily(app, db, office);
  const { body: { id, number } } = await sendRequest(app, office, { kind: 'document', pupilId: pupil.id, documentType: 'study_certificate', purpose: 'По месту работы' }, ['accept', 'start-review']);
  expect((await app.as(office.secretaryToken).post(`/requests/${id}/approve`)).body).toMatchObject({ status: 'approved', result: null });

  // the program's own database, keys and files; nothing of this process works on the queue yet
  const { DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR, REDIS_URL } = app.config.settings;
  const env = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DEMO: '0', DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR, REDIS_URL };
  child = fork(fileURLToPath(new URL('./document-child.js', import.meta.url)), [], {
    env: { ...process.env, ...Object.fromEntries(Object.entries(env).filter(([, value]) => typeof value === 'string' && value !== '')) } as NodeJS.ProcessEnv,
    execArgv: ['--enable-source-maps'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await said(child, 'kept');
  await kill(child);
  const parent = app.as(office.parentToken);
  expect((await parent.get(`/requests/${id}`)).body.result).toBeNull();

  await app.drain();
  const { result } = (await parent.get(`/requests/${id}`)).body;
  expect(result).toEqual({ fileId: expect.any(String) });
  expect((await parent.get(`/files/${result.fileId}`)).status).toBe(200);
  expect((await db.query(`SELECT count(*)::int AS count FROM files.file WHERE object_id = $1`, [id])).rows).toEqual([{ count: 1 }]);
  expect((await parent.get(`/requests/${id}/history`)).body.items.filter((entry: any) => entry.description === 'Документ готов')).toHaveLength(1);
  const title = `Документ по заявлению ${number} готов`;
  expect((await parent.get('/notifications')).body.items.filter((notice: any) => notice.title === title)).toHaveLength(1);
  expect((await messagesTo(app, office.parent.email)).filter((text) => text.includes(title))).toHaveLength(1);
});
