import { Injectable } from '@nestjs/common';
import { newId } from '../../shared/ids.js';
import { Envelope } from '../crypto/index.js';
import { Db } from '../database/index.js';
import { WakeUp } from '../outbox/wake-up.js';
import { type DeadDelivery, DeliveryStore } from './delivery-store.js';
import type { DeliveryChannel, DeliverySource, Message } from './message.js';

export interface PlannedDelivery {
  readonly ref: string;
  readonly channel: DeliveryChannel;
  readonly eventId: string | null;
}

/**
 * The way out for codes and notices. Nothing is sent here: rows are written, in the ambient transaction if there is one,
 * and the worker sends them.
 */
@Injectable()
export class Deliveries {
  private readonly sources = new Map<string, DeliverySource>();

  constructor(private readonly db: Db, private readonly store: DeliveryStore, private readonly envelope: Envelope, private readonly wake: WakeUp) {}

  /** At module init, by whoever plans deliveries without words. */
  register(source: string, owner: DeliverySource): void {
    if (this.sources.has(source)) throw new Error(`Delivery source ${source} is registered twice`);
    this.sources.set(source, owner);
  }

  source(name: string): DeliverySource | null {
    return this.sources.get(name) ?? null;
  }

  /**
   * A message whose words exist only now, such as a code. They lie encrypted until it is sent.
   * @param expiresAt after this it is worthless and is not sent
   * @returns the delivery's id
   */
  async send(channel: DeliveryChannel, message: Message, expiresAt: Date): Promise<string> {
    const id = newId();
    await this.store.insert([{
      id, channel, source: 'sealed', ref: null, eventId: null, expiresAt,
      sealed: this.envelope.seal(JSON.stringify(message), { table: 'platform.delivery', column: 'sealed', row: id }),
    }]);
    this.nudge();
    return id;
  }

  /** Deliveries whose words the source knows at the moment of sending. */
  async plan(source: string, planned: readonly PlannedDelivery[]): Promise<void> {
    if (!this.sources.has(source)) throw new Error(`Delivery source ${source} is not registered`);
    if (planned.length === 0) return;
    await this.store.insert(planned.map((p) => ({ id: newId(), ...p, source, sealed: null, expiresAt: null })));
    this.nudge();
  }

  /** The dead-letter list of deliveries (NO-5). */
  dead(limit: number): Promise<DeadDelivery[]> {
    return this.store.dead(limit);
  }

  /** An operator sends a dead one again; rights and truth are asked anew. @returns false when there is none with that id */
  async again(id: string): Promise<boolean> {
    const found = await this.store.again(id);
    if (found) this.nudge();
    return found;
  }

  private nudge(): void {
    if (this.db.inTransaction) this.db.afterCommit(() => this.wake.soon());
    else this.wake.soon();
  }
}
