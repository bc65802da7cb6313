/**
 * A table as CSV for spreadsheets and for our own import: UTF-8 with a mark, `;`, CRLF. A cell that a spreadsheet would
 * run as a formula gets an apostrophe, which the import takes off again.
 */
export function csvText(table: readonly (readonly (string | null)[])[]): string {
  return `\ufeff${table.map((cells) => cells.map(cellText).join(';')).join('\r\n')}\r\n`;
}

function cellText(cell: string | null): string {
  const text = cell ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";,\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
