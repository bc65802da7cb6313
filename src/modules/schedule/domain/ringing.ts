/** A bell schedule of the school. */
export interface BellSchedule {
  readonly id: string;
  readonly kind: 'regular' | 'short';
}

/** A building and the bells it has of its own; null: it rings with the school. */
export interface Building {
  readonly id: string;
  readonly name: string;
  readonly bellScheduleId: string | null;
  readonly shortBellScheduleId: string | null;
}

/** By which bells a building rings on days that go by a schedule of the school. */
export interface Ringing {
  /** Null: lessons in rooms of no building, and on line. */
  readonly buildingId: string | null;
  /** Name of the building, when these are bells of its own. */
  readonly ownBellsOf: string | null;
  /** The school's schedule of the day. */
  readonly ofDay: string;
  readonly bells: string;
}

/**
 * The bells a lesson goes by (SC-2): those the building of its room has for a day of this kind, else the school's of that day. To
 * a building with bells of its own a day is short when the school's schedule of that day is a short one, whichever it is.
 */
export function bellsOf(building: Building | null, ofDay: BellSchedule): string {
  const own = ofDay.kind === 'short' ? building?.shortBellScheduleId : building?.bellScheduleId;
  return own ?? ofDay.id;
}

/** The same for every building, and for none, on every kind of day the school has. */
export function ringing(schedules: readonly BellSchedule[], buildings: readonly Building[]): Ringing[] {
  return schedules.flatMap((ofDay) => [null, ...buildings].map((building) => {
    const bells = bellsOf(building, ofDay);
    return { buildingId: building?.id ?? null, ownBellsOf: bells === ofDay.id ? null : building!.name, ofDay: ofDay.id, bells };
  }));
}
