const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** ISO 3166-1 gives these to nobody; `none` is for those without a citizenship. */
const NOBODYS = new Set(['EU', 'UN', 'ZZ', 'EZ', 'QO', 'XA', 'XB']);

/** A country by its two letters (ISO 3166-1 alpha-2, any case), or `none` for somebody without a citizenship. */
export function isCitizenship(typed: string): boolean {
  const code = typed.trim().toUpperCase();
  return code === 'NONE' || (/^[A-Z]{2}$/.test(code) && !NOBODYS.has(code) && NAMES.of(code) !== undefined);
}
