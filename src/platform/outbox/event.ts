const declared = new Map<string, EventType<object>>();

/** An event's type. `P` is its payload: ids and facts only, never names, contacts or texts (architecture, Transactions 5). */
export interface EventType<P extends object> {
  readonly name: string;
  /** Never set: carries the payload's type. */
  readonly payload?: P;
}

/** An event as a handler gets it. */
export interface Delivered<P extends object> {
  readonly id: string;
  readonly name: string;
  /** The school it happened in; null for what belongs to none. */
  readonly schoolId: string | null;
  readonly payload: P;
  readonly occurredAt: Date;
}

/**
 * Declares an event in `<module>.events.ts`.
 * @param name `module.what_happened`; a name declared twice stops the program
 */
export function defineEvent<P extends object>(name: string): EventType<P> {
  if (!/^[a-z_]+\.[a-z_]+$/.test(name)) throw new Error(`Event name ${name} is not of the form module.what_happened`);
  if (declared.has(name)) throw new Error(`Event ${name} is declared twice`);
  const event: EventType<P> = Object.freeze({ name });
  declared.set(name, event as EventType<object>);
  return event;
}

export function isDeclared(name: string): boolean {
  return declared.has(name);
}
