/** A movement as far as classes go. */
export interface Moved {
  /** First day in the new class, or first day in none. */
  readonly on: string;
  readonly fromClassId: string | null;
  readonly toClassId: string | null;
}

/** A pupil's time in a class. */
export interface TimeInClass {
  readonly classId: string;
  readonly schoolYear: number;
  readonly validFrom: string;
  /** Exclusive; null: open. */
  readonly validUntil: string | null;
}

/** What takes a movement back. */
export interface Undoing {
  /** The time in the class it led to. */
  readonly remove: TimeInClass | null;
  /** The time it ended goes on. */
  readonly reopen: TimeInClass | null;
  /** The time it ended had begun that very day, and so was taken away whole: the class it was in. */
  readonly restoreIn: string | null;
}

/**
 * How to leave a pupil's classes as if the movement had not been (SC-8).
 * @param times all of the pupil's
 * @returns null when they are not any more what the movement made of them
 */
export function undoMovement<T extends TimeInClass>({ on, fromClassId, toClassId }: Moved, times: readonly T[]): Undoing & { remove: T | null; reopen: T | null } | null {
  const made = toClassId === null ? null : times.find((t) => t.classId === toClassId && t.validFrom === on && t.validUntil === null);
  if (made === undefined) return null;
  const others = times.filter((t) => t !== made);
  if (others.some(({ validUntil }) => validUntil === null || validUntil > on)) return null;
  const ended = others.find((t) => t.classId === fromClassId && t.validUntil === endOf(t, on)) ?? null;
  return { remove: made, reopen: ended, restoreIn: ended === null ? fromClassId : null };
}

/** A time in a class ends at the latest with its school year. */
function endOf({ schoolYear }: TimeInClass, on: string): string {
  const cut = `${schoolYear + 1}-08-01`;
  return on < cut ? on : cut;
}
