import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Db } from '../database/index.js';
import type { EventType } from './event.js';
import { WakeUp } from './wake-up.js';

@Injectable()
export class Outbox {
  constructor(private readonly db: Db, private readonly clock: Clock, private readonly wake: WakeUp) {}

  /**
   * Writes an event inside the ambient transaction: it goes out if and only if the transaction commits.
   * @returns the event's id
   * @throws Error outside a transaction: the event and what it tells of must stand or fall together
   */
  async publish<P extends object>(event: EventType<P>, payload: P, options: { schoolId?: string | null } = {}): Promise<string> {
    if (!this.db.inTransaction) throw new Error(`Event ${event.name} was published outside a transaction`);
    const id = newId();
    await this.db.query(
      'INSERT INTO platform.outbox (id, name, school_id, payload, occurred_at) VALUES ($1, $2, $3, $4, $5)',
      [id, event.name, options.schoolId ?? null, JSON.stringify(payload), this.clock.now()],
    );
    this.db.afterCommit(() => this.wake.soon());
    return id;
  }

  /** For a hot statement that inserted into the outbox itself (architecture, Data): call it once the statement has committed. */
  written(): void {
    this.wake.soon();
  }
}
