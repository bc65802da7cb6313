import { generateSecret, generateURI, verifySync } from 'otplib';

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;

/** A new secret of 160 bits in base32 (RFC 4226, 4). */
export function newTotpSecret(): string {
  return generateSecret({ length: SECRET_BYTES });
}

/** What authenticator apps read from the picture. */
export function totpUri(secret: string, account: string): string {
  return generateURI({ issuer: 'School Cabinet', label: account, secret });
}

/**
 * The time step a code belongs to, or null for a wrong one (RFC 6238). One step to either side allows for a slow
 * finger and a clock that is off.
 */
export function totpStep(secret: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(at.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: PERIOD_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
