import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { S3Peer } from '../../../test/support/s3.js';
import { Config } from '../config/index.js';
import { Blobs, HEAD_BYTES } from './blobs.js';
import { DiskBlobs } from './disk-blobs.js';
import { S3Blobs } from './s3-blobs.js';
import { blobsOf } from './storage.module.js';

async function* chunks(...parts: (Buffer | Error)[]): AsyncIterable<Buffer> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

let root: string;
const s3 = new S3Peer();
let bucket: Record<string, string>;

beforeAll(async () => { bucket = await s3.start(); });
afterAll(() => s3.stop());
beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'blobs-')); });
afterEach(async () => {
  s3.objects.clear();
  await rm(root, { recursive: true });
});

const store = (settings: Record<string, string> = {}): Blobs => blobsOf(Config.fromEnv({ NODE_ENV: 'test', DATA_DIR: root, ...settings }));
const incoming = (): Promise<string[]> => readdir(join(root, 'files', 'incoming'));
async function everything(blobs: Blobs): Promise<string[]> {
  const found: string[] = [];
  for await (const key of blobs.keys()) found.push(key);
  return found.sort();
}

describe.each([
  ['on disk', DiskBlobs, () => store()],
  ['in a bucket', S3Blobs, () => store(bucket)],
])('blobs %s', (_, kind, open) => {
  let blobs: Blobs;
  beforeEach(() => { blobs = open(); });

  it('are kept where the configuration says', () => expect(blobs).toBeInstanceOf(kind));

  it('gives back what came in, with size, sum and head', async () => {
    const bytes = randomBytes(200_000);
    const key = randomUUID();
    const staged = await blobs.stage(chunks(bytes.subarray(0, 3000), bytes.subarray(3000)));
    expect({ size: staged.size, sha256: staged.sha256 }).toEqual({ size: 200_000, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(staged.head.equals(bytes.subarray(0, HEAD_BYTES))).toBe(true);
    expect((await buffer(await staged.open())).equals(bytes)).toBe(true);
    expect(await blobs.open(key)).toBeNull();

    await staged.keep(key);
    expect((await buffer((await blobs.open(key))!)).equals(bytes)).toBe(true);
    for (const [start, end] of [[0, 0], [70_000, 140_000], [199_999, 199_999]] as const) {
      expect((await buffer((await blobs.open(key, { start, end }))!)).equals(bytes.subarray(start, end + 1))).toBe(true);
    }
    expect(await everything(blobs)).toEqual([key]);
    expect(await incoming()).toEqual([]);

    await blobs.remove(key);
    await blobs.remove(key);
    expect(await blobs.open(key)).toBeNull();
  });

  it('leaves nothing of a stream that broke, nor of a discarded one', async () => {
    await expect(blobs.stage(chunks(Buffer.from('half'), new Error('gone')))).rejects.toThrow('gone');
    await (await blobs.stage(chunks(Buffer.from('whole')))).discard();
    expect([await incoming(), await everything(blobs)]).toEqual([[], []]);
  });

  it('names all it keeps, however many', async () => {
    const keys = Array.from({ length: 5 }, () => randomUUID()).sort();
    for (const key of keys) await (await blobs.stage(chunks(Buffer.from(key)))).keep(key);
    expect(await everything(blobs)).toEqual(keys);
  });

  it('forgets what a killed process left half received more than a day ago', async () => {
    await (await blobs.stage(chunks(Buffer.from('x')))).discard();
    for (const [name, hours] of [['old', 25], ['recent', 1]] as const) {
      await writeFile(join(root, 'files', 'incoming', name), 'half');
      const then = new Date(Date.now() - hours * 3600 * 1000);
      await utimes(join(root, 'files', 'incoming', name), then, then);
    }
    await (await open().stage(chunks(Buffer.from('y')))).discard();
    expect(await incoming()).toEqual(['recent']);
  });

  it.each(['../../etc/passwd', `${randomUUID()}/../x`, '', 'A'.repeat(36)])('refuses %j as a key', async (key) => {
    await expect(blobs.open(key)).rejects.toThrow('UUID');
    await expect(blobs.remove(key)).rejects.toThrow('UUID');
  });
});

describe('a bucket', () => {
  it('is asked again when it is busy, and an object is there whole or not at all', async () => {
    const [blobs, key] = [store(bucket), randomUUID()];
    const staged = await blobs.stage(chunks(Buffer.from('document')));
    s3.busy = 2;
    await staged.keep(key);
    expect(s3.objects.get(key)?.toString()).toBe('document');

    const other = await blobs.stage(chunks(Buffer.from('other')));
    s3.busy = 100;
    await expect(other.keep(randomUUID())).rejects.toMatchObject({ name: 'SlowDown' });
    s3.busy = 0;
    await other.discard();
    expect([[...s3.objects.keys()], await incoming()]).toEqual([[key], []]);
  });

  it('lets nobody in with another secret, and tells a missing bucket from a missing file', async () => {
    await expect(store({ ...bucket, S3_SECRET_ACCESS_KEY: 'guess' }).open(randomUUID())).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(store({ ...bucket, S3_BUCKET: 'elsewhere' }).open(randomUUID())).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('is not set up by halves, nor reached without encryption in production', () => {
    expect(() => store({ S3_BUCKET: 'x', S3_SECRET_ACCESS_KEY: 'y' })).toThrow('S3_ACCESS_KEY_ID must be set');
    expect(() => store({ ...bucket, NODE_ENV: 'production' })).toThrow('S3_ENDPOINT must be an https address');
  });
});
