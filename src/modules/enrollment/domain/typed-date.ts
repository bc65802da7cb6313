/** A date as people type it, `ДД.ММ.ГГГГ` or `YYYY-MM-DD`, as `YYYY-MM-DD`; null for one that does not exist (EN-2). */
export function parseTypedDate(typed: string): string | null {
  const text = typed.trim();
  const russian = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = russian !== null ? [russian[3], russian[2], russian[1]] : iso !== null ? [iso[1], iso[2], iso[3]] : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === date ? date : null;
}

/** Full years from a date to another, both `YYYY-MM-DD`; somebody born on 29 February has their birthday on 1 March. */
export function yearsBetween(from: string, to: string): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);
}
