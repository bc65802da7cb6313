import type { Readable } from 'node:stream';

/** How many first bytes a staged blob keeps for telling its type by content. */
export const HEAD_BYTES = 4100;

/** Bytes received but not kept yet. Either `keep` or `discard` ends it. */
export interface StagedBlob {
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** The first bytes, at most `HEAD_BYTES`. */
  readonly head: Buffer;
  /** The bytes as they came, before `keep` or `discard`. */
  open(): Promise<Readable>;
  /** Makes the bytes readable under the key, whole or not at all, also after a power cut. */
  keep(key: string): Promise<void>;
  discard(): Promise<void>;
}

/** First and last byte of a part. */
export interface BlobPart {
  readonly start: number;
  readonly end: number;
}

/** Where bytes live, outside the database. A key is a UUID; what a blob is and who may read it is the files module's matter. */
export abstract class Blobs {
  /** Receives a stream; what came is thrown away when the stream fails. */
  abstract stage(source: AsyncIterable<Buffer>): Promise<StagedBlob>;
  /** The bytes as a stream, or null when there are none under the key. @param part only these, first and last belong to it */
  abstract open(key: string, part?: BlobPart): Promise<Readable | null>;
  /** Removing what is not there is no error. */
  abstract remove(key: string): Promise<void>;
  /** Every key kept, in no order. */
  abstract keys(): AsyncIterable<string>;
}

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isKey = (text: string): boolean => KEY.test(text);

/** The key, or an Error: what is no key never becomes a path or an address. */
export function checkKey(key: string): string {
  if (!isKey(key)) throw new Error('A blob key is a UUID in lower case');
  return key;
}
