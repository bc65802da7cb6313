import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ON_DUE, type DueHandler } from '../due/on-due.js';
import { isDeclared, type Delivered } from '../outbox/event.js';
import { ON_EVENT, type EventSubscription } from '../outbox/on-event.js';
import { declaredJobs, ON_JOB } from './job.js';

type EventHandler = (event: Delivered<object>) => Promise<void>;

export interface Subscription {
  readonly event: string;
  readonly subscriber: string;
  readonly handle: EventHandler;
}

/**
 * Every `@OnEvent`, `@OnDue` and `@OnJob` of the program. Both processes look at boot, so that a mistake stops the API
 * as well (architecture, Transactions 7).
 */
@Injectable()
export class Handlers implements OnApplicationBootstrap {
  private readonly subscribers = new Map<string, Subscription>();
  private readonly byEvent = new Map<string, Subscription[]>();
  private readonly due = new Map<string, DueHandler>();
  private readonly jobs = new Map<string, () => Promise<void>>();
  private readonly sources: (() => readonly Subscription[])[] = [];

  constructor(private readonly discovery: DiscoveryService, private readonly scanner: MetadataScanner) {}

  /** For a module that subscribes to what others registered: asked once, after every module's init. */
  contribute(source: () => readonly Subscription[]): void {
    this.sources.push(source);
  }

  onApplicationBootstrap(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.isDependencyTreeStatic() ? wrapper.instance : null;
      if (typeof instance === 'object' && instance !== null) this.scan(instance);
    }
    for (const source of this.sources) source().forEach((s) => this.subscribe(s));
    const idle = declaredJobs().filter((name) => !this.jobs.has(name));
    if (idle.length > 0) throw new Error(`Jobs without a handler: ${idle.join(', ')}`);
  }

  /** Names of those who want the event; empty when nobody does. */
  subscribersOf(event: string): readonly Subscription[] {
    return this.byEvent.get(event) ?? [];
  }

  subscription(subscriber: string): Subscription | null {
    return this.subscribers.get(subscriber) ?? null;
  }

  dueHandler(kind: string): DueHandler | null {
    return this.due.get(kind) ?? null;
  }

  dueKinds(): readonly string[] {
    return [...this.due.keys()];
  }

  job(name: string): (() => Promise<void>) | null {
    return this.jobs.get(name) ?? null;
  }

  private scan(instance: object): void {
    const prototype = Object.getPrototypeOf(instance) as object | null;
    if (prototype === null) return;
    for (const key of this.scanner.getAllMethodNames(prototype)) {
      const method = (instance as Record<string, unknown>)[key];
      if (typeof method !== 'function') continue;
      const bound = method.bind(instance) as never;
      const event = Reflect.getMetadata(ON_EVENT, method) as EventSubscription | undefined;
      if (event !== undefined) this.subscribe({ event: event.event.name, subscriber: event.subscriber, handle: bound });
      const kind = Reflect.getMetadata(ON_DUE, method) as string | undefined;
      if (kind !== undefined) once(this.due, kind, bound, 'due handlers of kind');
      const job = Reflect.getMetadata(ON_JOB, method) as string | undefined;
      if (job !== undefined) once(this.jobs, job, bound, 'handlers of job');
    }
  }

  private subscribe(subscription: Subscription): void {
    if (!isDeclared(subscription.event)) throw new Error(`${subscription.subscriber} subscribes to ${subscription.event}, which nobody declares`);
    if (!/^[a-z0-9_.-]+$/.test(subscription.subscriber)) throw new Error(`Subscriber name ${subscription.subscriber} has other characters than a-z 0-9 . _ -`);
    once(this.subscribers, subscription.subscriber, subscription, 'subscribers of name');
    this.byEvent.set(subscription.event, [...this.subscribersOf(subscription.event), subscription]);
  }
}

function once<T>(map: Map<string, T>, name: string, value: T, what: string): void {
  if (map.has(name)) throw new Error(`Two ${what} ${name}`);
  map.set(name, value);
}
