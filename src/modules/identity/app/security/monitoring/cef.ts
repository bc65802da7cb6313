import { isIPv6 } from 'node:net';
import type { SecurityEvent, SecurityEventKind } from '../../../identity.contracts.js';

/** Name and severity (0 to 10) of each kind, as monitoring centres sort them. */
export const KINDS: Readonly<Record<SecurityEventKind, { readonly name: string; readonly severity: number }>> = {
  unusual_sign_in: { name: 'Unusual sign-in', severity: 5 },
  account_locked: { name: 'Account locked by wrong tries', severity: 5 },
  many_accounts: { name: 'Many accounts tried from one address', severity: 8 },
  refresh_reused: { name: 'Refresh token used twice', severity: 8 },
  account_frozen: { name: 'Account frozen', severity: 6 },
};

/** An event in ArcSight's Common Event Format, version 0. */
export function toCef({ id, at, kind, personId, ip }: SecurityEvent): string {
  const { name, severity } = KINDS[kind];
  const header = ['CEF:0', 'School Cabinet', 'School Cabinet', '1', kind, name, String(severity)].map(escapeHeader).join('|');
  const source: [string, string][] = ip === null ? [] : isIPv6(ip) ? [['c6a2', ip], ['c6a2Label', 'Source IPv6 Address']] : [['src', ip]];
  const person: [string, string][] = personId === null ? [] : [['suid', personId]];
  const extension = [['rt', String(at.getTime())], ['externalId', id], ...source, ...person].map(([key, value]) => `${key}=${escapeValue(value!)}`).join(' ');
  return `${header}|${extension}`;
}

function escapeHeader(text: string): string {
  return text.replace(/[\\|]/g, '\\$&');
}

function escapeValue(text: string): string {
  return text.replace(/[\\=]/g, '\\$&').replace(/\r?\n/g, '\\n');
}
