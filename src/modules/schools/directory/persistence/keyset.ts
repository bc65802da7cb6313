import { isUUID } from 'class-validator';
import type { Db } from '../../../../platform/database/index.js';
import { InvalidInput } from '../../../../shared/domain-error.js';
import { decodeCursor, type Page, pageOf } from '../../../../shared/page.js';

/** A column a list is sorted by; the last one is the id. */
export interface SortColumn<Row> {
  readonly sql: string;
  readonly type: 'text' | 'int' | 'float8' | 'numeric' | 'date' | 'uuid';
  readonly of: (row: Row) => string | number;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

const FITS: Readonly<Record<SortColumn<unknown>['type'], (value: string | number) => boolean>> = {
  text: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  float8: (value) => typeof value === 'number',
  numeric: (value) => /^-?\d+(\.\d+)?$/.test(String(value)),
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value)),
  uuid: (value) => isUUID(value),
};

/**
 * A page of `select … where …` in a stable order: the rows after the cursor's, so that none is skipped or doubled while
 * others write.
 * @param sql the statement up to and with its WHERE condition
 * @param order of all the columns
 */
export async function keysetPage<Row extends object>(
  db: Db, sql: string, params: readonly unknown[], by: readonly SortColumn<Row>[], { limit, cursor }: PageRequest, order: 'ASC' | 'DESC' = 'ASC',
): Promise<Page<Row>> {
  const after = decodeCursor(cursor, by.length);
  if (after !== null && !by.every(({ type }, i) => FITS[type](after[i]!))) throw new InvalidInput([{ parameter: 'cursor', code: 'input.cursor' }]);
  const columns = by.map((column) => column.sql).join(', ');
  const place = (i: number) => `$${params.length + i + 1}`;
  const beyond = after === null ? '' : `AND (${columns}) ${order === 'ASC' ? '>' : '<'} (${by.map(({ type }, i) => `${place(i)}::${type}`).join(', ')})`;
  const rows = await db.query<Row>(`${sql} ${beyond} ORDER BY ${by.map(({ sql: column }) => `${column} ${order}`).join(', ')} LIMIT ${place(after?.length ?? 0)}`, [...params, ...(after ?? []), limit + 1]);
  return pageOf(rows, limit, (row) => by.map(({ of }) => of(row)));
}
