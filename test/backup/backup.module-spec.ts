import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { backup } from '../../src/apps/backup/backup.js';
import { columnList, obstacles, qualified, tables } from '../../src/apps/backup/catalogue.js';
import type { Manifest } from '../../src/apps/backup/manifest.js';
import { restore, type Target } from '../../src/apps/backup/restore.js';
import { FilesFacade } from '../../src/modules/files/index.js';
import { newKeysFile, readKeys, type Keys } from '../../src/platform/config/index.js';
import { ObjectTypes } from '../../src/platform/objects/index.js';
import { DiskBlobs } from '../../src/platform/storage/index.js';
import { newId } from '../../src/shared/ids.js';
import { makeActor } from '../factories/actor.js';
import { makePdf } from '../factories/files.js';
import { makePerson, signIn } from '../factories/identity.js';
import { makeSchool } from '../factories/schools.js';
import { form, freshDatabase, startTestApp, type TestApp, type TestDatabase } from '../support/index.js';

describe('backup and restore (OP-4)', () => {
  let app: TestApp;
  let root: string;
  let keys: Keys;
  let source: { ownerUrl: string; blobs: DiskBlobs; keys: Keys };
  let manifest: Manifest;
  let fileId: string;
  let number = 0;
  const dir = (): string => join(root, 'backup');

  beforeAll(async () => {
    // A database of its own: files of other specs have gone with their folders.
    const own = await freshDatabase('backup_source');
    app = await startTestApp({ DATABASE_URL: own.runtimeUrl, MIGRATION_DATABASE_URL: own.ownerUrl });
    root = await mkdtemp(join(tmpdir(), 'backup-'));
    keys = app.config.keys;
    source = { ownerUrl: app.config.settings.MIGRATION_DATABASE_URL!, blobs: new DiskBlobs(join(app.config.dataDir, 'files')), keys };
    const client = await connect(source.ownerUrl);
    await makeSchool(client);
    const person = await makePerson(app);
    const token = await signIn(app, person);
    const sent = await form({ purpose: 'request_document' }, { content: makePdf(), name: 'Скан.pdf' });
    fileId = (await app.as(token).post('/files', sent.body, sent.headers)).body.id as string;
    app.get(ObjectTypes).register('test.backup', { canSee: async () => true, label: async () => null });
    await app.get(FilesFacade).attach(makeActor({ personId: person.id }), [fileId], { objectType: 'test.backup', objectId: newId() });
    // History older than the partitions a new database has.
    await client.query(`SELECT platform.ensure_month_partition('audit.events', '2024-05-05')`);
    await client.query(`INSERT INTO audit.events (id, created_at, operation, object_type, outcome, details)
      VALUES (uuidv7(), '2024-05-05', 'test.backup', 'test', 'success', $1)`, [JSON.stringify({ text: 'ёж\t\\N\n"кавычки"' })]);
    await client.end();
    manifest = await backup(source, dir(), new Date('2026-11-22T10:00:00Z'));
  });
  afterAll(async () => {
    await app.stop();
    await rm(root, { recursive: true });
  });

  async function connect(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }
  async function empty(): Promise<{ database: TestDatabase; target: Target; blobs: DiskBlobs }> {
    const database = await freshDatabase(`restore_${++number}`);
    const blobs = new DiskBlobs(join(root, `files-${number}`));
    return { database, blobs, target: { ownerUrl: database.ownerUrl, blobs, keys } };
  }
  /** Everything a database holds: a sum of each table's rows, and what guards them. */
  async function contents(url: string): Promise<Record<string, unknown>> {
    const client = await connect(url);
    try {
      const sums: Record<string, unknown> = { guards: (await obstacles(client)).map((o) => o.after).sort() };
      for (const table of await tables(client)) {
        const { rows: [row] } = await client.query(
          `SELECT count(*) AS rows, md5(string_agg(r::text, E'\\n' ORDER BY r::text)) AS sum FROM (SELECT ${columnList(table)} FROM ${qualified(table)}) r`);
        sums[qualified(table)] = row;
      }
      return sums;
    } finally {
      await client.end();
    }
  }

  it('brings back every row, every file and every guard', async () => {
    expect(manifest.files.map((f) => f.id)).toContain(fileId);
    expect(manifest.tables.find((t) => t.schema === 'audit' && t.name === 'events')!.rows).toBeGreaterThan(1);
    const { database, target, blobs } = await empty();
    await restore(target, dir());
    const [before, after] = [await contents(source.ownerUrl), await contents(database.ownerUrl)];
    // Written while the program went on running, by sign-ins of nobody here: nothing.
    expect(after).toEqual(before);
    expect(String(await buffer((await blobs.open(fileId))!))).toBe(makePdf().toString());

    const client = await connect(database.ownerUrl);
    await expect(client.query('DELETE FROM audit.events')).rejects.toThrow('append-only');
    await expect(client.query(`INSERT INTO calendar.day (year, date, working) VALUES (1999, '1999-01-01', false)`)).rejects.toMatchObject({ code: '23503' });
    const { rows: [next] } = await client.query(`INSERT INTO audit.events (id, created_at, operation, object_type, outcome)
      VALUES (uuidv7(), now(), 'test.after', 'test', 'success') RETURNING seq, (SELECT max(seq) FROM audit.events) AS last`);
    expect(Number(next.seq)).toBeGreaterThan(Number(next.last));
    await client.end();
  });

  it('the program runs on what was restored', async () => {
    const { database, target } = await empty();
    await restore(target, dir());
    const second = await startTestApp({ DATABASE_URL: database.runtimeUrl, MIGRATION_DATABASE_URL: database.ownerUrl });
    try {
      expect((await second.anonymous.get('//health/ready')).status).toBe(200);
      expect((await second.anonymous.get('/working-calendars/2026')).body.workingDays).toBe(247);
      await second.drain();
    } finally {
      await second.stop();
    }
  });

  it('refuses a database that is in use', async () => {
    await expect(restore(source, dir())).rejects.toThrow('not empty');
  });

  it('refuses other keys than those the data was sealed with', async () => {
    const { target } = await empty();
    const path = join(root, 'other-keys.json');
    await writeFile(path, newKeysFile());
    await expect(restore({ ...target, keys: readKeys(path) }, dir())).rejects.toThrow('KEYS_FILE lacks');
  });

  it('refuses a folder that is no whole backup', async () => {
    const { target } = await empty();
    await expect(restore(target, root)).rejects.toThrow('not a whole backup');
  });

  it('restores nothing of damaged rows, and a second try works', async () => {
    const { database, target } = await empty();
    const before = await contents(database.ownerUrl);
    const path = join(dir(), 'data', 'consents.text.copy.gz');
    const original = readFileSync(path);
    await writeFile(path, gzipSync(gunzipSync(original).toString().replace('Согласие', 'Отказ')));
    await expect(restore(target, dir())).rejects.toThrow('damaged');
    await truncate(path, original.length >> 1);
    await expect(restore(target, dir())).rejects.toThrow();
    expect(await contents(database.ownerUrl)).toEqual(before);
    await writeFile(path, original);
    await restore(target, dir());
    expect((await contents(database.ownerUrl))['"consents"."text"']).toEqual((await contents(source.ownerUrl))['"consents"."text"']);
  });

  it('is not written when an attached file is missing or not itself; no half folder takes its name', async () => {
    const nothing = { ...source, blobs: new DiskBlobs(join(root, 'no-files')) };
    await expect(backup(nothing, join(root, 'second'), new Date())).rejects.toThrow('has no bytes');
    const wrong = new DiskBlobs(join(root, 'wrong-files'));
    for (const { id } of manifest.files) await (await wrong.stage((async function* one() { yield Buffer.from('?'); })())).keep(id);
    await expect(backup({ ...source, blobs: wrong }, join(root, 'third'), new Date())).rejects.toThrow('not those that were uploaded');
    expect((await readdir(root)).filter((name) => /second|third/.test(name))).toEqual([]);
  });
});
