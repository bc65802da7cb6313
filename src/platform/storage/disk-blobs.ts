import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Blobs, HEAD_BYTES, type StagedBlob } from './blobs.js';

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INCOMING = 'incoming';
/** No upload takes so long: what lies there longer was left by a killed process. */
const FORGOTTEN_MS = 24 * 3600 * 1000;

/** Blobs as files of a directory: written aside, flushed, then renamed, so that a reader never sees half a file. */
export class DiskBlobs extends Blobs {
  private swept = false;

  /** @param root a directory of its own, shared by all processes; made when missing */
  constructor(private readonly root: string) {
    super();
  }

  async stage(source: AsyncIterable<Buffer>): Promise<StagedBlob> {
    await mkdir(join(this.root, INCOMING), { recursive: true });
    if (!this.swept) {
      this.swept = true;
      await this.sweepIncoming();
    }
    const path = join(this.root, INCOMING, randomUUID());
    try {
      const received = await receive(source, path);
      return {
        ...received, open: async () => (await open(path)).createReadStream(),
        keep: (key) => this.keep(path, key), discard: () => rm(path, { force: true }),
      };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  async open(key: string): Promise<Readable | null> {
    try {
      return (await open(this.path(key))).createReadStream();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  async *keys(): AsyncIterable<string> {
    await mkdir(this.root, { recursive: true });
    for (const folder of await readdir(this.root)) {
      if (folder === INCOMING) continue;
      for (const key of await readdir(join(this.root, folder))) if (KEY.test(key)) yield key;
    }
  }

  private async keep(staged: string, key: string): Promise<void> {
    const folder = this.folder(key);
    await mkdir(folder, { recursive: true });
    await rename(staged, this.path(key));
    await flushFolder(folder); // the new name is on disk only when its folder is
    await flushFolder(this.root);
  }

  private async sweepIncoming(): Promise<void> {
    const incoming = join(this.root, INCOMING);
    for (const name of await readdir(incoming)) {
      const path = join(incoming, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY })); // gone meanwhile
      // Real time, not the program's clock: the times of files are real.
      if (performance.timeOrigin + performance.now() - mtimeMs > FORGOTTEN_MS) await rm(path, { force: true });
    }
  }

  // By the last digits: the first ones of a UUIDv7 are its time, all new files would share a folder.
  private folder(key: string): string {
    if (!KEY.test(key)) throw new Error('A blob key is a UUID in lower case');
    return join(this.root, key.slice(-2));
  }

  private path(key: string): string {
    return join(this.folder(key), key);
  }
}

async function receive(source: AsyncIterable<Buffer>, path: string): Promise<{ size: number; sha256: string; head: Buffer }> {
  const file = await open(path, 'wx', 0o600);
  try {
    const sum = createHash('sha256');
    let head = Buffer.alloc(0);
    let size = 0;
    for await (const chunk of source) {
      sum.update(chunk);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      size += chunk.length;
      await writeAll(file, chunk);
    }
    await file.sync();
    return { size, sha256: sum.digest('hex'), head };
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    written += (await file.write(chunk, written)).bytesWritten;
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
