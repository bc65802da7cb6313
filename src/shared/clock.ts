/** The only source of business instants; SQL gets them as parameters (architecture, Time). */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock, moved by a fixed offset outside production (`CLOCK_OFFSET`). */
export class OffsetClock extends Clock {
  constructor(private offsetMs = 0) {
    super();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Moves the clock so that it now shows `instant`; tests use it. */
  moveTo(instant: Date): void {
    this.offsetMs = instant.getTime() - Date.now();
  }
}
