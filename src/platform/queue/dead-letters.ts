import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';

export interface DeadLetter {
  readonly eventId: string;
  readonly event: string;
  readonly subscriber: string;
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
}

/** Events a subscriber has given up on (NO-5), for the operator. */
@Injectable()
export class DeadLetters {
  constructor(private readonly db: Db) {}

  list(limit: number): Promise<DeadLetter[]> {
    return this.db.query<DeadLetter & Record<string, unknown>>(
      `SELECT i.event_id AS "eventId", o.name AS event, i.subscriber, i.error, i.attempts, i.at
       FROM platform.inbox i JOIN platform.outbox o ON o.id = i.event_id WHERE i.state = 'dead' ORDER BY i.at LIMIT $1`,
      [limit],
    );
  }

  /** Sends it out again; subscribers that are done with the event skip it. @returns false when it is not dead */
  sendAgain(eventId: string, subscriber: string): Promise<boolean> {
    return this.db.transaction(async () => {
      const dead = await this.db.affected(
        `DELETE FROM platform.inbox WHERE event_id = $1 AND subscriber = $2 AND state = 'dead'`, [eventId, subscriber],
      );
      if (dead === 0) return false;
      await this.db.query('UPDATE platform.outbox SET published_at = NULL, settled_at = NULL WHERE id = $1', [eventId]);
      return true;
    });
  }
}
