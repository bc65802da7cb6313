import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The keys the program needs, kept outside the database (SE-3). */
export interface Keys {
  readonly encryption: { readonly current: string; readonly byId: ReadonlyMap<string, Buffer> };
  readonly blindIndex: Buffer;
  /** Signs access tokens (HS256). A KeyObject, because a string secret is parsed again at every check. */
  readonly accessToken: KeyObject;
}

/** The form of KEYS_FILE. Every key is 32 random bytes in base64. */
interface KeysFile {
  encryption: { current: string; keys: Record<string, string> };
  blindIndex: string;
  accessToken: string;
}

/** @throws Error that says which part of the file is wrong */
export function readKeys(path: string): Keys {
  const file = JSON.parse(readFileSync(path, 'utf8')) as KeysFile;
  const byId = new Map(Object.entries(file.encryption.keys).map(([id, key]) => [id, key32(`encryption key ${id}`, key)]));
  if (!byId.has(file.encryption.current)) throw new Error(`KEYS_FILE: the current encryption key ${file.encryption.current} is not in it`);
  return {
    encryption: { current: file.encryption.current, byId },
    blindIndex: key32('blindIndex', file.blindIndex),
    accessToken: createSecretKey(key32('accessToken', file.accessToken)),
  };
}

/** A new set of keys in the form of KEYS_FILE. */
export function newKeysFile(): string {
  const key = (): string => randomBytes(32).toString('base64');
  const file: KeysFile = { encryption: { current: 'k1', keys: { k1: key() } }, blindIndex: key(), accessToken: key() };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function key32(what: string, base64: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new Error(`KEYS_FILE: ${what} must be 32 bytes in base64`);
  return key;
}
