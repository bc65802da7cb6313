import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Db } from '../database/index.js';
import { WakeUp } from '../outbox/wake-up.js';

export interface DuePlan {
  /** `module.what`, a kind with an `@OnDue` handler. */
  readonly kind: string;
  /** What it is about, unique within the kind: usually the object's id. */
  readonly key: string;
  readonly at: Date;
  /** Ids and facts only. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly schoolId?: string | null;
  /** One that is planned already stays at its time: whoever adds to it does not put it off. */
  readonly unlessPlanned?: boolean;
}

/** What falls due is a row; the worker's sweep is the guarantee (architecture, Transactions 6). */
@Injectable()
export class Due {
  constructor(private readonly db: Db, private readonly clock: Clock, private readonly wake: WakeUp) {}

  /** Plans it, or moves it when it was planned before; one that was handled or cancelled is planned anew. */
  async plan({ kind, key, at, payload, schoolId, unlessPlanned = false }: DuePlan): Promise<void> {
    await this.db.query(
      `INSERT INTO platform.due (kind, key, due_at, payload, school_id) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (kind, key) DO UPDATE
       SET due_at = excluded.due_at, payload = excluded.payload, school_id = excluded.school_id,
           state = 'planned', attempts = 0, retry_at = NULL, error = NULL, finished_at = NULL
       WHERE NOT $6 OR platform.due.state <> 'planned'`,
      [kind, key, at, JSON.stringify(payload ?? {}), schoolId ?? null, unlessPlanned],
    );
    if (at > this.clock.now()) return;
    if (this.db.inTransaction) this.db.afterCommit(() => this.wake.soon());
    else this.wake.soon();
  }

  /** @returns false when nothing was planned any more */
  async cancel(kind: string, key: string): Promise<boolean> {
    const touched = await this.db.affected(
      `UPDATE platform.due SET state = 'cancelled', finished_at = $3 WHERE kind = $1 AND key = $2 AND state = 'planned'`,
      [kind, key, this.clock.now()],
    );
    return touched > 0;
  }
}
