import { fullNameKey, type PersonName } from '../../../shared/identifiers/index.js';

/** A representative on the school's file, once, with the pupils of theirs. */
export interface GuardianOnFile {
  /** Who it is: a blind key of the phone, and the name. Parents may share a phone, and a mistyped one may stand for many. */
  readonly holder: string;
  readonly name: PersonName;
  readonly phone: string;
  readonly pupilIds: readonly string[];
}

/** Rows of the school's file put together by person. */
export function guardiansOnFile(rows: readonly { readonly pupilId: string; readonly phoneKey: string; readonly phone: string; readonly name: PersonName }[]): GuardianOnFile[] {
  const found = new Map<string, GuardianOnFile & { readonly pupilIds: string[] }>();
  for (const { pupilId, phoneKey, phone, name } of rows) {
    const holder = `${phoneKey}|${fullNameKey(name)}`;
    const known = found.get(holder);
    if (known === undefined) found.set(holder, { holder, name, phone, pupilIds: [pupilId] });
    else known.pupilIds.push(pupilId);
  }
  return [...found.values()];
}

/**
 * Pupils put together by family: those who share somebody who represents them, also over a third child. The order of the pupils
 * is kept: a family stands where its first child does.
 */
export function byFamily(pupilIds: readonly string[], represented: readonly { readonly guardianId: string; readonly pupilId: string }[]): string[][] {
  const familyOf = new Map(pupilIds.map((id) => [id, [id]]));
  const firstOf = new Map<string, string>();
  for (const { guardianId, pupilId } of represented) {
    const first = firstOf.get(guardianId);
    if (first === undefined) firstOf.set(guardianId, pupilId);
    else join(familyOf, first, pupilId);
  }
  const place = new Map(pupilIds.map((id, i) => [id, i]));
  const families = [...new Set(familyOf.values())].map((family) => family.toSorted((a, b) => place.get(a)! - place.get(b)!));
  return families.sort(([a], [b]) => place.get(a!)! - place.get(b!)!);
}

function join(familyOf: Map<string, string[]>, a: string, b: string): void {
  const [into, from] = [familyOf.get(a), familyOf.get(b)];
  if (into === undefined || from === undefined || into === from) return;
  into.push(...from);
  for (const id of from) familyOf.set(id, into);
}
