/*
 * What is particular to ЕСИА's dialect of OAuth 2.0, as pure functions. Sources: independent clients that agree with each
 * other, not the operator's own text.
 */

export type EsiaFailureKind = 'cancelled' | 'unconfirmed' | 'ours' | 'temporary';

const CANCELLED = ['007004'];
const UNCONFIRMED = ['007055'];
/** Overloaded; a code that has expired is answered by beginning anew, too. */
const TEMPORARY = ['007007', '007008', '007011'];

/** Reads the code out of `error_description`; whatever is not named elsewhere is our configuration. */
export function readEsiaFailure(error: string | null, description: string | null): { kind: EsiaFailureKind; code: string } {
  const code = /(?:^|\D)(\d{6})(?!\d)/.exec(description ?? '')?.[1] ?? null;
  if (code === null) return { kind: error === 'access_denied' ? 'cancelled' : 'ours', code: 'no_code' };
  const kind = CANCELLED.includes(code) ? 'cancelled' : UNCONFIRMED.includes(code) ? 'unconfirmed' : TEMPORARY.includes(code) ? 'temporary' : 'ours';
  return { kind, code };
}

/** `2025.12.29 17:47:23 +0000`. */
export function esiaTimestamp(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  return `${date.replaceAll('-', '.')} ${time.slice(0, 8)} +0000`;
}

/** Scopes come back as `fullname?oid=1000…`: compared up to the question mark. */
export function grantedScopes(scope: string): string[] {
  return scope.split(/\s+/).filter((one) => one !== '').map((one) => one.split('?')[0]!.split('/').at(-1)!);
}

/** An oid is a number here and a text there. */
export function oidOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? value : null;
}

const SUBJECT = 'urn:esia:sbj';

/** `is_tru` or `trusted` says confirmed, `KD` a child. For simplified and standard the claim is absent, and absent is never "confirmed". */
export function esiaAssurance(token: Readonly<Record<string, unknown>>, person: Readonly<Record<string, unknown>>): 'simplified_or_standard' | 'confirmed' | 'child' {
  const subject = (token[SUBJECT] ?? {}) as Readonly<Record<string, unknown>>;
  const level = subject[`${SUBJECT}:lvl`] ?? subject['lvl'];
  if (level === 'KD') return 'child';
  return subject[`${SUBJECT}:is_tru`] === true || person['trusted'] === true ? 'confirmed' : 'simplified_or_standard';
}
