/** What stands in the way of an entry: another one sent with it, or a lesson that stands already. Pointers are `/entries/12`. */
interface Clashing { readonly pointer?: string; readonly with: { readonly pointer?: string | null } }

/** Why an entry cannot stand: the place of the earlier entry that has what it wants, or null for a lesson that stands already. */
export interface Refusal<C extends Clashing> { readonly place: number; readonly first: number | null; readonly clash: C }

/**
 * Of entries that clash with each other the earlier one stays, unless it is refused itself.
 * @param clashes in the order of the entries
 */
export function refuseClashing<C extends Clashing>(clashes: readonly C[]): Refusal<C>[] {
  const refused = new Map<number, Refusal<C>>();
  for (const clash of clashes) {
    const place = placeOf(clash.pointer)!;
    const first = placeOf(clash.with.pointer);
    if (!refused.has(place) && (first === null || (first < place && !refused.has(first)))) refused.set(place, { place, first, clash });
  }
  return [...refused.values()];
}

const placeOf = (pointer: string | null | undefined): number | null => (pointer == null ? null : Number(pointer.slice('/entries/'.length)));
