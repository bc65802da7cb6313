import type { Page } from '../../../../shared/page.js';

/** A page of rows as a page of DTOs. */
export function toPage<Row, Dto>({ items, nextCursor }: Page<Row>, to: (row: Row) => Dto): { items: Dto[]; nextCursor: string | null } {
  return { items: items.map(to), nextCursor };
}
