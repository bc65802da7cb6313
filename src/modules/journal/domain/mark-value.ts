/** One value of a school's scale. */
export interface ScaleValue {
  /** Stored and sent: "5", "pass", "owed"… */
  readonly code: string;
  /** As shown in a Russian journal. */
  readonly display: string;
  /** What it adds to an average; null: never in one. */
  readonly points: number | null;
}

/** The default scale (domain rules, Marks); a school's own is rows of `journal.scale_value`. */
export const FIVE_POINT_SCALE: readonly ScaleValue[] = [
  ...[5, 4, 3, 2, 1].map((points) => ({ code: String(points), display: String(points), points })),
  { code: 'pass', display: 'зач', points: null },
  { code: 'fail', display: 'незач', points: null },
  { code: 'exempt', display: 'осв', points: null },
  { code: 'not_attested', display: 'н/а', points: null },
  { code: 'owed', display: '.', points: null },
];

/** What teachers type, folded (see `fold`), for the values that are not numbers or letters of a scale. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  pass: ['pass', 'зачет', 'зач', 'зч', 'зачтено'],
  fail: ['fail', 'незачет', 'незач', 'нез', 'н/з', 'незачтено', 'не зачтено', 'не зачет'],
  exempt: ['exempt', 'осв', 'освобожден', 'освобождена'],
  not_attested: ['not_attested', 'н/а', 'n/a', 'не аттестован', 'не аттестована'],
  owed: ['owed', '.', 'точка', 'долг'],
};
const CODE_OF = new Map(Object.entries(SPELLINGS).flatMap(([code, forms]) => forms.map((form) => [form, code] as const)));

/**
 * The code of what was typed: «осв» → exempt, 5 → "5", " a+ " → "A+". Whether the school's scale has such a value is
 * for the scale to say. Null for what cannot be a value at all: empty, not a whole number, over 20 characters.
 */
export function parseMarkValue(input: unknown): string | null {
  if (typeof input === 'number') return Number.isSafeInteger(input) && input >= 0 ? String(input) : null;
  if (typeof input !== 'string') return null;
  const typed = fold(input);
  const code = CODE_OF.get(typed) ?? CODE_OF.get(typed.replace(/\.$/, ''));
  if (code !== undefined) return code;
  if (/^\d{1,4}$/.test(typed)) return String(Number(typed));
  return /^[\p{L}\d][\p{L}\d+\-_]{0,19}$/u.test(typed) ? typed.toUpperCase() : null;
}

/** Case, ё, guillemets, inner spaces and the sort of slash do not matter. */
function fold(input: string): string {
  return input.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/[«»"]/g, '').replaceAll('\\', '/')
    .replace(/\s*\/\s*/g, '/').replace(/\s+/g, ' ').trim();
}
