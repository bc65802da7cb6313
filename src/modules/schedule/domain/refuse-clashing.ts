import type { Clash } from '../schedule.contracts.js';

/** Why an entry cannot stand: the place of the earlier entry that has what it wants, or null for a lesson that stands already. */
export interface Refusal { readonly place: number; readonly first: number | null; readonly clash: Clash }

/**
 * Of entries that clash with each other the earlier one stays, unless it is refused itself.
 * @param clashes in the order of the entries
 */
export function refuseClashing(clashes: readonly Clash[]): Refusal[] {
  const refused = new Map<number, Refusal>();
  for (const clash of clashes) {
    const place = placeOf(clash.pointer)!;
    const first = placeOf(clash.with.pointer);
    if (!refused.has(place) && (first === null || (first < place && !refused.has(first)))) refused.set(place, { place, first, clash });
  }
  return [...refused.values()];
}

const placeOf = (pointer: string | null | undefined): number | null => (pointer == null ? null : Number(pointer.slice('/entries/'.length)));
