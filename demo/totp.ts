import { generateSync } from 'otplib';
import { credentials, DEMO_ACCOUNTS } from './accounts.js';

/** What the authenticator app of a demo account shows now. */
export function demoCode(key: string): string {
  const account = DEMO_ACCOUNTS.find((a) => a.key === key);
  const secret = account === undefined ? null : credentials(account).totpSecret;
  if (secret === null) throw new Error(`No authenticator app: ${key === '' ? 'name a demo account' : key}`);
  return generateSync({ secret });
}
