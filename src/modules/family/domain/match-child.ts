import type { ClaimReason, Difference } from './claim-reasons.js';

/** A pupil of the school beside the child somebody entered. */
export interface Candidate {
  readonly pupilId: string;
  readonly name: boolean;
  readonly birthDate: boolean;
  readonly sex: boolean;
  /** Null when one side does not know it. */
  readonly snils: boolean | null;
  readonly inn: boolean | null;
  readonly document: boolean | null;
  readonly inClass: boolean;
  /** The parent's proved phone and name are on file at the school for this pupil. */
  readonly onFile: boolean;
  /** 18, or the parent was shut out by the school, a court or the pupil. */
  readonly closed: boolean;
}

export type Match =
  | { readonly pupilId: string }
  | { readonly pupilId: null; readonly reason: ClaimReason; readonly differs: readonly Difference[] };

/**
 * Whether a child entered by a parent is a pupil of the school without anybody's look (decision 0023): one exact match, and
 * the parent's phone on file for that very pupil. Whoever's phone is on file for no pupil is told the same whatever the roll holds.
 * @param synchronised the school has taken in its register since the parent confirmed the data
 */
export function matchChild(candidates: readonly Candidate[], synchronised: boolean): Match {
  const exact = candidates.filter((c) => differences(c).length === 0);
  const onFile = candidates.filter((c) => c.onFile && !c.closed);
  const [only] = exact;
  if (exact.length === 1 && only!.onFile && !only!.closed && only!.inClass) return { pupilId: only!.pupilId };
  if (onFile.some((c) => exact.includes(c) && !c.inClass)) return waits('not_registered');
  const nearest = onFile
    .filter((c) => c.name || c.birthDate || c.snils === true || c.inn === true || c.document === true)
    .map(differences).filter((d) => d.length > 0).sort((a, b) => a.length - b.length)[0];
  if (nearest !== undefined && !onFile.some((c) => exact.includes(c))) return waits('data_differs', nearest);
  return waits(synchronised ? 'at_school' : 'register_not_synchronised');
}

function differences({ name, birthDate, sex, snils, inn, document }: Candidate): Difference[] {
  const found: Difference[] = [];
  if (!name) found.push('name');
  if (!birthDate) found.push('birth_date');
  if (!sex) found.push('sex');
  if (snils === false) found.push('snils');
  if (inn === false) found.push('inn');
  if (document === false) found.push('document');
  return found;
}

function waits(reason: ClaimReason, differs: readonly Difference[] = []): Match {
  return { pupilId: null, reason, differs };
}
