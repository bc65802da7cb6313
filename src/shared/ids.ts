import { v7 } from 'uuid';

/**
 * A new UUIDv7.
 * @param at the instant whose milliseconds the id carries; year-bound rows pass the lesson's instant, so that
 * the id tells its school year (architecture, Data).
 */
export function newId(at?: Date): string {
  return at === undefined ? v7() : v7({ msecs: at.getTime() });
}

/** The instant a UUIDv7 carries. */
export function instantOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
