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
