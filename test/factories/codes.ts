import { randomInt } from 'node:crypto';
import { Db } from '../../src/platform/database/index.js';
import type { TestApp } from '../support/app.js';

/** A Russian mobile number nobody has. */
export function newPhone(): string {
  return `+79${String(randomInt(0, 1_000_000_000)).padStart(9, '0')}`;
}

/** Texts that have gone out to a number or address, oldest first. */
export async function messagesTo(app: TestApp, to: string): Promise<string[]> {
  await app.drain();
  const rows = await app.get(Db).query<{ text: string }>('SELECT text FROM platform.local_mailbox WHERE lower(recipient) = lower($1) ORDER BY id', [to]);
  return rows.map((row) => row.text);
}

/** One-time codes that have gone out to a number or address, oldest first. */
export async function codesTo(app: TestApp, to: string): Promise<string[]> {
  return (await messagesTo(app, to)).flatMap((text) => /(?<!\d)\d{6}(?!\d)/.exec(text) ?? []);
}

/** The newest code sent to a number or address. */
export async function lastCode(app: TestApp, to: string): Promise<string> {
  const code = (await codesTo(app, to)).at(-1);
  if (code === undefined) throw new Error('No code has been sent there');
  return code;
}
