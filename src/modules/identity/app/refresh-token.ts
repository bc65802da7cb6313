import { createHash, createHmac, randomBytes } from 'node:crypto';

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It has 256 random bits, so a plain hash keeps it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The token that follows: made of the old one and a salt that is stored, so that twins get the same and the database alone gives none. */
export function nextRefreshToken(token: string, salt: Buffer): string {
  return createHmac('sha256', salt).update(token).digest('base64url');
}
