/** What a spreadsheet may take for the beginning of a formula, the wide signs of Asian keyboards among them. */
const FORMULA = '=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20';
const NEEDS_GUARD = new RegExp(`^'*[${FORMULA}]`);
const GUARDED = new RegExp(`^'+[${FORMULA}]`);

/** With an apostrophe before what a spreadsheet would run; a text that has one there already gets another. */
export const guarded = (cell: string): string => (NEEDS_GUARD.test(cell) ? `'${cell}` : cell);

/** What `guarded` was given. */
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

/**
 * A table as CSV for spreadsheets and for our own import: UTF-8 with a mark, `;`, CRLF. A cell that a spreadsheet would
 * run as a formula gets an apostrophe, which the import takes off again.
 */
export function csvText(table: readonly (readonly (string | null)[])[]): string {
  return `\ufeff${table.map((cells) => cells.map(cellText).join(';')).join('\r\n')}\r\n`;
}

function cellText(cell: string | null): string {
  const safe = guarded(cell ?? '');
  return /[";,|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
