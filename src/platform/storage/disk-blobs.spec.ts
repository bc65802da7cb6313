import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HEAD_BYTES } from './blobs.js';
import { DiskBlobs } from './disk-blobs.js';

let root: string;
let blobs: DiskBlobs;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'blobs-'));
  blobs = new DiskBlobs(join(root, 'files'));
});

afterEach(() => rm(root, { recursive: true }));

async function* chunks(...parts: (Buffer | Error)[]): AsyncIterable<Buffer> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

const everything = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const key of blobs.keys()) found.push(key);
  return found;
};
const incoming = (): Promise<string[]> => readdir(join(root, 'files', 'incoming'));

describe('blobs on disk', () => {
  it('gives back what came in, with size, sum and head', async () => {
    const bytes = randomBytes(200_000);
    const key = randomUUID();
    const staged = await blobs.stage(chunks(bytes.subarray(0, 3000), bytes.subarray(3000)));
    expect({ size: staged.size, sha256: staged.sha256 }).toEqual({ size: 200_000, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(staged.head.equals(bytes.subarray(0, HEAD_BYTES))).toBe(true);
    expect(await blobs.open(key)).toBeNull();

    await staged.keep(key);
    expect((await buffer((await blobs.open(key))!)).equals(bytes)).toBe(true);
    expect(await everything()).toEqual([key]);
    expect(await incoming()).toEqual([]);

    await blobs.remove(key);
    await blobs.remove(key);
    expect(await blobs.open(key)).toBeNull();
  });

  it('leaves nothing of a stream that broke, nor of a discarded one', async () => {
    await expect(blobs.stage(chunks(Buffer.from('half'), new Error('gone')))).rejects.toThrow('gone');
    await (await blobs.stage(chunks(Buffer.from('whole')))).discard();
    expect(await incoming()).toEqual([]);
    expect(await everything()).toEqual([]);
  });

  it('forgets what a killed process left half received more than a day ago', async () => {
    await (await blobs.stage(chunks(Buffer.from('x')))).discard();
    for (const [name, hours] of [['old', 25], ['recent', 1]] as const) {
      await writeFile(join(root, 'files', 'incoming', name), 'half');
      const then = new Date(Date.now() - hours * 3600 * 1000);
      await utimes(join(root, 'files', 'incoming', name), then, then);
    }
    await (await new DiskBlobs(join(root, 'files')).stage(chunks(Buffer.from('y')))).discard();
    expect(await incoming()).toEqual(['recent']);
  });

  it.each(['../../etc/passwd', `${randomUUID()}/../x`, '', 'A'.repeat(36)])('refuses %j as a key', async (key) => {
    await expect(blobs.open(key)).rejects.toThrow('UUID');
    await expect(blobs.remove(key)).rejects.toThrow('UUID');
  });
});
