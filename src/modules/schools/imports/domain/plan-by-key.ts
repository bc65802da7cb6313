import type { Headings } from './columns.js';
import type { ImportError } from './import-error.js';

export interface KeyedPlan<R, K> {
  readonly created: readonly R[];
  readonly changed: readonly { readonly row: R; readonly known: K }[];
  readonly same: number;
  readonly errors: readonly ImportError[];
}

/**
 * Rows against what the school has, told apart by a natural key: new, changed or the same. The second row of one key is
 * an error that names the first.
 * @param column the column the error of a second row names
 */
export function planByKey<R extends { readonly line: number }, K>(rows: readonly R[], { keyOf, known, same, column, headings }: {
  readonly keyOf: (row: R) => string;
  readonly known: ReadonlyMap<string, K>;
  readonly same: (row: R, known: K) => boolean;
  readonly column: string;
  readonly headings: Headings;
}): KeyedPlan<R, K> {
  const seen = new Map<string, number>();
  const created: R[] = [];
  const changed: { row: R; known: K }[] = [];
  const errors: ImportError[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const key = keyOf(row);
    const first = seen.get(key);
    const found = known.get(key);
    if (first !== undefined) errors.push({ line: row.line, column: headings.get(column)!, code: 'imports.duplicate', params: { first } });
    else if (found === undefined) created.push(row);
    else if (same(row, found)) unchanged += 1;
    else changed.push({ row, known: found });
    if (first === undefined) seen.set(key, row.line);
  }
  return { created, changed, same: unchanged, errors };
}

/** In the order the keys first come. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
