import type { Delivered, EventType } from './event.js';

export const ON_EVENT = Symbol('on-event');

export interface EventSubscription {
  readonly event: EventType<object>;
  readonly subscriber: string;
}

/**
 * Marks a provider's method as a subscriber. It runs in the worker, at least once, in any order; what it changes in the
 * database belongs inside `Inbox.once`. A failure is tried again with growing pauses, then lies in the dead-letter list.
 * @param subscriber unique in the program, `module.what-for`; stays the same for ever, it is part of the job's id
 */
export function OnEvent<P extends object>(event: EventType<P>, subscriber: string) {
  return <H extends (event: Delivered<P>) => Promise<void>>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<H>): void => {
    const subscription: EventSubscription = { event: event as EventType<object>, subscriber };
    Reflect.defineMetadata(ON_EVENT, subscription, descriptor.value as object);
  };
}
