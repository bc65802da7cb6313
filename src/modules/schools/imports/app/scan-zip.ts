import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

export interface ZipLimits {
  /** Bytes of all entries together once inflated. */
  readonly bytes: number;
  readonly entries: number;
}

/** What is wrong with an archive: it cannot be read, or it is more than the limits allow. */
export type ZipProblem = 'broken' | 'too_large';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

interface Entry { readonly name: string; readonly method: number; readonly data: Buffer }

/**
 * Inflates every entry of a zip archive piece by piece, keeping nothing, so that whoever reads it afterwards cannot be
 * made to swell: sizes an archive tells of itself are not believed.
 * @param look gets the pieces of each entry; false stops with `too_large`
 * @returns what is wrong, or null
 */
export async function scanZip(bytes: Uint8Array, limits: ZipLimits, look: (name: string, piece: Buffer) => boolean): Promise<ZipProblem | null> {
  const entries = entriesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits.entries);
  if (typeof entries === 'string') return entries;
  let left = limits.bytes;
  for (const { name, method, data } of entries) {
    if (method !== 0 && method !== 8) return 'broken';
    const pieces = method === 0 ? Readable.from([data]) : Readable.from([data]).pipe(createInflateRaw());
    try {
      for await (const piece of pieces as AsyncIterable<Buffer>) {
        left -= piece.length;
        if (left < 0 || !look(name, piece)) return 'too_large';
      }
    } catch {
      return 'broken';
    }
  }
  return null;
}

/** By the central directory, which is what readers go by. */
function entriesOf(zip: Buffer, most: number): Entry[] | ZipProblem {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END_OF_DIRECTORY) return 'broken';
  const count = zip.readUInt16LE(end + 10);
  if (count > most) return 'too_large';
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) return 'broken';
    const [nameLength, extraLength, commentLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const local = zip.readUInt32LE(at + 42);
    if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL_HEADER) return 'broken';
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength), method: zip.readUInt16LE(at + 10), data: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}
