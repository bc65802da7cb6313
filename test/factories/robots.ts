import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { TestApp } from '../support/app.js';

/** A solved challenge, as the ALTCHA widget sends it. */
export async function solvedProof(app: TestApp): Promise<string> {
  const { body: challenge } = await app.anonymous.get('/auth/robot-challenge');
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
