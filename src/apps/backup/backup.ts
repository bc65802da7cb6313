import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg, { type Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Keys } from '../../platform/config/index.js';
import { type Blobs, DiskBlobs } from '../../platform/storage/index.js';
import { columnList, migrations, partitions, qualified, sequences, type Table, tables } from './catalogue.js';
import { type BlobDump, dumpPath, fingerprints, FORMAT, type Manifest, type TableDump, writeManifest } from './manifest.js';

export interface Source {
  /** A role that may read every table. */
  readonly ownerUrl: string;
  readonly blobs: Blobs;
  readonly keys: Keys;
}

/**
 * Writes a backup into a new folder: all rows as one snapshot sees them, and the files these rows name. The program may
 * go on running. The folder gets its name when it is whole.
 * @throws Error when a file is missing or is not what was uploaded
 */
export async function backup(source: Source, dir: string, takenAt: Date): Promise<Manifest> {
  const draft = `${dir}.partial`;
  await mkdir(join(draft, 'data'), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: source.ownerUrl, application_name: 'cabinet-backup' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL extra_float_digits = 3`);
    const dumps: TableDump[] = [];
    for (const table of await tables(client)) dumps.push(await dumpTable(client, table, draft));
    const manifest: Manifest = {
      format: FORMAT, takenAt: takenAt.toISOString(), migrations: await migrations(client), keys: fingerprints(source.keys),
      tables: dumps, partitions: await partitions(client), sequences: await sequences(client), files: await copyFiles(client, source.blobs, draft),
    };
    await client.query('COMMIT');
    await writeManifest(draft, manifest);
    await rename(draft, dir);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function dumpTable(client: Client, table: Table, dir: string): Promise<TableDump> {
  const sum = createHash('sha256');
  const watch = new Transform({ transform(chunk: Buffer, _, done) { sum.update(chunk); done(null, chunk); } });
  const rows = client.query(copyTo(`COPY (SELECT ${columnList(table)} FROM ${qualified(table)}) TO STDOUT`));
  await pipeline(rows, watch, createGzip({ level: 1 }), createWriteStream(dumpPath(dir, table), { mode: 0o600, flush: true }));
  return { ...table, rows: rows.rowCount, sha256: sum.digest('hex') };
}

/** Files that vanish while we read were attached to nothing, and what the antivirus refused has no bytes; every other one must be there, byte by byte. */
async function copyFiles(client: Client, blobs: Blobs, dir: string): Promise<BlobDump[]> {
  const { rows } = await client.query<BlobDump & { attached: boolean }>('SELECT id, size::float8 AS size, sha256, attached FROM files.v_file WHERE state <> \'rejected\' ORDER BY id');
  const target = new DiskBlobs(join(dir, 'files'));
  const copied: BlobDump[] = [];
  for (const { id, size, sha256, attached } of rows) {
    const bytes = await blobs.open(id);
    if (bytes === null) {
      if (attached) throw new Error(`File ${id} has no bytes in the store`);
      continue;
    }
    const staged = await target.stage(bytes as AsyncIterable<Buffer>);
    if (staged.sha256 !== sha256 || staged.size !== size) throw new Error(`The bytes of file ${id} are not those that were uploaded`);
    await staged.keep(id);
    copied.push({ id, size, sha256 });
  }
  return copied;
}
