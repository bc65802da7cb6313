import { type DynamicModule, Injectable, Module } from '@nestjs/common';
import type { Config } from '../../src/platform/config/index.js';
import { Db } from '../../src/platform/database/index.js';
import { OnDue, type DueItem } from '../../src/platform/due/index.js';
import { DeliveryTuning } from '../../src/platform/delivery/tuning.js';
import { defineEvent, Inbox, OnEvent, Outbox, type Delivered } from '../../src/platform/outbox/index.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { QueueTuning } from '../../src/platform/queue/index.js';
import { Clock, OffsetClock } from '../../src/shared/clock.js';

/** What a test module tells of; `mood` decides how its handlers behave. */
export interface Parcel {
  readonly number: number;
  readonly mood: 'plain' | 'fails' | 'fails-once' | 'hangs-once';
}

export const PARCEL_SENT = defineEvent<Parcel>('test.parcel_sent');

/** Hooks of the process a handler runs in. */
export class Mood {
  /** Told when a handler is inside its transaction and will not come out. */
  hanging: () => void = () => undefined;
}

/** Publishes parcels and shelves them: the smallest module that uses the outbox, the inbox and due rows as modules do. */
@Injectable()
export class Parcels {
  private readonly failedOnce = new Set<number>();

  constructor(private readonly db: Db, private readonly outbox: Outbox, private readonly inbox: Inbox, private readonly mood: Mood) {}

  async send(parcel: Parcel): Promise<string> {
    return this.db.transaction(async () => {
      await this.db.query('INSERT INTO test_queue.sent (number) VALUES ($1)', [parcel.number]);
      return this.outbox.publish(PARCEL_SENT, parcel);
    });
  }

  @OnEvent(PARCEL_SENT, 'test.shelf')
  async shelve(event: Delivered<Parcel>): Promise<void> {
    await this.inbox.once(event.id, 'test.shelf', () => this.put('shelf', event.payload));
  }

  @OnEvent(PARCEL_SENT, 'test.ledger')
  async enter(event: Delivered<Parcel>): Promise<void> {
    await this.inbox.once(event.id, 'test.ledger', () => this.put('ledger', { ...event.payload, mood: 'plain' }));
  }

  @OnDue('test.pick_up')
  async pickUp(item: DueItem): Promise<void | 'missed'> {
    if (item.payload['late'] === true) return 'missed';
    await this.put('pick_up', { number: Number(item.key), mood: (item.payload['mood'] as Parcel['mood'] | undefined) ?? 'plain' });
  }

  private async put(place: string, { number, mood }: Parcel): Promise<void> {
    // No constraint keeps it to one row: a parcel put twice is seen.
    await this.db.query('INSERT INTO test_queue.put (place, number) VALUES ($1, $2)', [place, number]);
    if (mood === 'fails') throw new Error('the shelf is broken');
    if (mood === 'fails-once' && !this.failedOnce.has(number)) {
      this.failedOnce.add(number);
      throw new Error('the shelf was broken');
    }
    if (mood === 'hangs-once' && (await this.firstTry(number))) {
      this.mood.hanging();
      await new Promise(() => undefined);
    }
  }

  /** Counts tries where a rollback does not reach. */
  private async firstTry(number: number): Promise<boolean> {
    const tried = await this.db.outside(() => this.db.affected('UPDATE test_queue.sent SET tried = true WHERE number = $1 AND NOT tried', [number]));
    return tried === 1;
  }
}

@Module({ providers: [Parcels, Mood], exports: [Parcels, Mood] })
export class ParcelModule {}

/** Fast enough for a test, slow enough for two shared cores. */
export function quickTuning(): QueueTuning {
  const delivery = Object.assign(new DeliveryTuning(), { timeoutMs: 1_500, leaseMs: 3_000, retryMs: 100, attempts: 6 });
  return Object.assign(new QueueTuning(), { lockMs: 2_000, stalledMs: 500, retryMs: 20, attempts: 4, delivery });
}

/** The platform with this one module. */
export function parcelApp(config: Config, clock: Clock = new OffsetClock()): DynamicModule {
  return { module: class ParcelApp {}, imports: [PlatformModule.withoutHttp(config, clock, quickTuning()), ParcelModule] };
}

/** Run by the owner role before the first test. */
export const PARCEL_TABLES = `
  DROP SCHEMA IF EXISTS test_queue CASCADE;
  CREATE SCHEMA test_queue;
  CREATE TABLE test_queue.sent (number integer PRIMARY KEY, tried boolean NOT NULL DEFAULT false);
  CREATE TABLE test_queue.put (place text NOT NULL, number integer NOT NULL);
  SELECT platform.grant_runtime('test_queue');
`;
