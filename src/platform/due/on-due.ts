export const ON_DUE = Symbol('on-due');

/** Something that has fallen due, as its handler gets it. */
export interface DueItem {
  readonly kind: string;
  readonly key: string;
  /** The instant it was planned for; the sweep comes at or after it. */
  readonly dueAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly schoolId: string | null;
}

export type DueHandler = (item: DueItem) => Promise<void | 'missed'>;

/**
 * Marks a provider's method as the handler of a kind of due row. It runs in the worker, in the transaction that marks
 * the row: both happen or neither. It reads the present state and answers `'missed'` when the moment has passed and
 * nothing sensible can be done any more; the row then says so. A failure is tried again with growing pauses.
 * @param kind `module.what`, one handler each
 */
export function OnDue(kind: string) {
  return <H extends DueHandler>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<H>): void => {
    Reflect.defineMetadata(ON_DUE, kind, descriptor.value as object);
  };
}
