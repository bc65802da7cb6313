import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg, { type Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Keys } from '../../platform/config/index.js';
import { type Blobs, DiskBlobs } from '../../platform/storage/index.js';
import { columnList, migrations, obstacles, qualified, tables } from './catalogue.js';
import { dumpPath, fingerprints, type Manifest, readManifest, type TableDump } from './manifest.js';

export interface Target {
  /** The role that owns the tables of an empty, migrated database. */
  readonly ownerUrl: string;
  readonly blobs: Blobs;
  readonly keys: Keys;
}

/**
 * Loads a backup into an empty migrated database, whole or not at all: one transaction, every table's rows checked
 * against the backup's sums, foreign keys checked again by PostgreSQL. The program must not run on it.
 * @throws Error that says what does not fit
 */
export async function restore(target: Target, dir: string): Promise<Manifest> {
  const manifest = await readManifest(dir);
  checkKeys(manifest, target.keys);
  const client = new pg.Client({ connectionString: target.ownerUrl, application_name: 'cabinet-restore' });
  await client.connect();
  try {
    await checkTarget(client, manifest);
    // Files first: without the rows they harm nobody, and a restore that broke here can simply be run again.
    await restoreFiles(target.blobs, manifest, dir);
    await client.query('BEGIN');
    await loadTables(client, manifest, dir);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return manifest;
  } finally {
    await client.end();
  }
}

function checkKeys(manifest: Manifest, keys: Keys): void {
  const have = fingerprints(keys);
  const missing = Object.keys(manifest.keys).filter((id) => manifest.keys[id] !== have[id]);
  if (missing.length > 0) throw new Error(`KEYS_FILE lacks the keys this backup was sealed with (${missing.join(', ')}). Put the right file in place first.`);
}

async function checkTarget(client: Client, manifest: Manifest): Promise<void> {
  const here = await migrations(client);
  const unlike = [...manifest.migrations.filter((m) => !here.includes(m)), ...here.filter((m) => !manifest.migrations.includes(m))];
  if (unlike.length > 0) throw new Error(`The database is at another version than the backup. Restore with the program of the backup's version, then update. Different: ${unlike.join(', ')}`);
  const present = new Set((await tables(client)).map(qualified));
  const absent = manifest.tables.filter((t) => !present.has(qualified(t)));
  if (absent.length > 0) throw new Error(`The database lacks tables of the backup: ${absent.map(qualified).join(', ')}`);
  const { rows: [used] } = await client.query<{ people: boolean; schools: boolean }>(
    'SELECT EXISTS (SELECT FROM identity.v_person) AS people, EXISTS (SELECT FROM schools.v_school) AS schools');
  if (used!.people || used!.schools) throw new Error('The database is not empty: it has people or schools. Restore into a new one.');
}

async function restoreFiles(blobs: Blobs, manifest: Manifest, dir: string): Promise<void> {
  const stored = new DiskBlobs(join(dir, 'files'));
  for (const { id, sha256 } of manifest.files) {
    const bytes = await stored.open(id);
    if (bytes === null) throw new Error(`The backup lacks file ${id}`);
    const staged = await blobs.stage(bytes as AsyncIterable<Buffer>);
    if (staged.sha256 !== sha256) {
      await staged.discard();
      throw new Error(`File ${id} of the backup is damaged`);
    }
    await staged.keep(id);
  }
}

async function loadTables(client: Client, manifest: Manifest, dir: string): Promise<void> {
  for (const { parent, suffix, bounds } of manifest.partitions) await client.query('SELECT platform.add_partition($1::regclass, $2, $3)', [parent, suffix, bounds]);
  const lifted = await obstacles(client);
  for (const { before } of lifted) await client.query(before);
  await client.query(`TRUNCATE ${(await tables(client)).map(qualified).join(', ')}`);
  for (const table of manifest.tables) await loadTable(client, table, dir);
  for (const { schema, name, lastValue } of manifest.sequences) {
    if (lastValue !== null) await client.query('SELECT setval($1::regclass, $2)', [qualified({ schema, name }), lastValue]);
  }
  for (const { after } of lifted.reverse()) await client.query(after);
}

async function loadTable(client: Client, table: TableDump, dir: string): Promise<void> {
  const sum = createHash('sha256');
  const watch = new Transform({ transform(chunk: Buffer, _, done) { sum.update(chunk); done(null, chunk); } });
  const rows = client.query(copyFrom(`COPY ${qualified(table)} (${columnList(table)}) FROM STDIN`));
  await pipeline(createReadStream(dumpPath(dir, table)), createGunzip(), watch, rows);
  if (sum.digest('hex') !== table.sha256 || rows.rowCount !== table.rows) throw new Error(`The rows of ${qualified(table)} are damaged: nothing was restored`);
}
