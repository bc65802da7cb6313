import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type BlobPart, Blobs, checkKey, isKey, type StagedBlob } from './blobs.js';
import { Staging } from './staging.js';

const INCOMING = 'incoming';

/** Blobs as files of a directory: written aside, flushed, then renamed, so that a reader never sees half a file. */
export class DiskBlobs extends Blobs {
  private readonly staging: Staging;

  /** @param root a directory of its own, shared by all processes; made when missing */
  constructor(private readonly root: string) {
    super();
    this.staging = new Staging(join(root, INCOMING));
  }

  async stage(source: AsyncIterable<Buffer>): Promise<StagedBlob> {
    const { path, ...staged } = await this.staging.receive(source);
    return { ...staged, keep: (key) => this.keep(path, key) };
  }

  async open(key: string, part: Partial<BlobPart> = {}): Promise<Readable | null> {
    try {
      return (await open(this.path(key))).createReadStream(part);
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
      for (const key of await readdir(join(this.root, folder))) if (isKey(key)) yield key;
    }
  }

  private async keep(staged: string, key: string): Promise<void> {
    const folder = this.folder(key);
    await mkdir(folder, { recursive: true });
    await rename(staged, this.path(key));
    await flushFolder(folder); // the new name is on disk only when its folder is
    await flushFolder(this.root);
  }

  // By the last digits: the first ones of a UUIDv7 are its time, all new files would share a folder.
  private folder(key: string): string {
    return join(this.root, checkKey(key).slice(-2));
  }

  private path(key: string): string {
    return join(this.folder(key), key);
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
