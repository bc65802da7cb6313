import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { HEAD_BYTES } from './blobs.js';

/** No upload takes so long: what lies there longer was left by a killed process. */
const FORGOTTEN_MS = 24 * 3600 * 1000;

/** Bytes received into a file of this machine. */
export interface StagedFile {
  readonly path: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly head: Buffer;
  open(): Promise<Readable>;
  discard(): Promise<void>;
}

/** The folder where bytes wait, on this machine, until somebody decides to keep them. */
export class Staging {
  private swept = false;

  /** @param dir made when missing */
  constructor(private readonly dir: string) {}

  /** Receives a stream; what came is thrown away when the stream fails. */
  async receive(source: AsyncIterable<Buffer>): Promise<StagedFile> {
    await mkdir(this.dir, { recursive: true });
    if (!this.swept) {
      this.swept = true;
      await this.sweep();
    }
    const path = join(this.dir, randomUUID());
    try {
      const received = await write(source, path);
      return { ...received, path, open: async () => (await open(path)).createReadStream(), discard: () => rm(path, { force: true }) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  private async sweep(): Promise<void> {
    for (const name of await readdir(this.dir)) {
      const path = join(this.dir, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY })); // gone meanwhile
      // Real time, not the program's clock: the times of files are real.
      if (performance.timeOrigin + performance.now() - mtimeMs > FORGOTTEN_MS) await rm(path, { force: true });
    }
  }
}

async function write(source: AsyncIterable<Buffer>, path: string): Promise<{ size: number; sha256: string; head: Buffer }> {
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
