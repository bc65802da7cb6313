import type { TypedForm } from './form.js';

/** What of a request is signed. */
export interface Signable {
  readonly id: string;
  readonly kind: string;
  readonly applicantId: string;
  readonly form: TypedForm;
  /** SHA-256 of each attached file by its id, hex. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The bytes an applicant signs (EN-15): JSON with its names in code point order and nothing between them (as RFC 8785 has it for such
 * data), UTF-8. It says what it is, so that nobody can be made to sign something else by it.
 */
export function signingPayload({ id, kind, applicantId, form, files }: Signable): Buffer {
  return Buffer.from(canonical({ purpose: 'school-cabinet request', id, kind, applicantId, form, files }));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}
