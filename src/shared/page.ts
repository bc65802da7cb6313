import { InvalidInput } from './domain-error.js';

/** One page of a list: stable order, `nextCursor` is null on the last page (api.md, Lists). */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/**
 * Cuts a page from `limit + 1` rows read in a stable order.
 * @param key what the next page starts after: the values of the sort key of a row
 */
export function pageOf<T>(rows: readonly T[], limit: number, key: (row: T) => readonly (string | number)[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null };
}

/** A page of a list that was read whole and stands in the order of `key`, which is unique. */
export function pageOfList<T>(list: readonly T[], limit: number, cursor: string | undefined, key: (row: T) => string): Page<T> {
  const [after] = decodeCursor(cursor, 1) ?? [''];
  const rest = list.filter((row) => key(row) > String(after));
  return pageOf(rest, limit, (row) => [key(row)]);
}

export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws InvalidInput for a cursor we did not make */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === length && key.every((k) => typeof k === 'string' || typeof k === 'number')) return key;
  } catch {
    // answered below: a cursor is ours or it is wrong
  }
  throw new InvalidInput([{ parameter: 'cursor', code: 'input.cursor' }]);
}
