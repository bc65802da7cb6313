import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keys } from '../../platform/config/index.js';
import type { Partition, Sequence, Table } from './catalogue.js';

/** The form of the folder; raised when an older program could not read it. */
export const FORMAT = 1;
const FILE = 'manifest.json';

export interface TableDump extends Table {
  readonly rows: number;
  /** Of the rows as COPY text, before compression. */
  readonly sha256: string;
}

export interface BlobDump {
  readonly id: string;
  readonly size: number;
  readonly sha256: string;
}

/** What a backup holds. Written last: a folder without it is no backup. */
export interface Manifest {
  readonly format: number;
  readonly takenAt: string;
  /** Names of the migrations the data belongs to. */
  readonly migrations: readonly string[];
  /** Which keys the sealed fields need; the keys themselves are never in a backup. */
  readonly keys: Readonly<Record<string, string>>;
  readonly tables: readonly TableDump[];
  readonly partitions: readonly Partition[];
  readonly sequences: readonly Sequence[];
  readonly files: readonly BlobDump[];
}

export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await writeFile(join(dir, FILE), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
}

/** @throws Error when the folder is no whole backup, or of a newer form */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, FILE), 'utf8').catch(() => {
    throw new Error(`${dir} is not a whole backup: it has no ${FILE}`);
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT) throw new Error(`The backup has form ${manifest.format}; this program reads form ${FORMAT}`);
  return manifest;
}

/** Tells keys apart without telling anything about them: they are random. */
export function fingerprints(keys: Keys): Record<string, string> {
  const print = (key: Buffer): string => createHash('sha256').update('school-cabinet backup').update(key).digest('hex').slice(0, 16);
  return { ...Object.fromEntries([...keys.encryption.byId].map(([id, key]) => [`encryption:${id}`, print(key)])), blindIndex: print(keys.blindIndex) };
}

export function dumpPath(dir: string, table: Table): string {
  return join(dir, 'data', `${table.schema}.${table.name}.copy.gz`);
}
