import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';

@Injectable()
export class Inbox {
  constructor(private readonly db: Db) {}

  /**
   * Runs `fn` once for this event and subscriber: the mark that it ran and its database effects are one transaction
   * (architecture, Transactions 4). Not for a send: that is claim → send → record (platform/delivery).
   * @returns false when it had run before
   */
  async once(eventId: string, subscriber: string, fn: () => Promise<void>): Promise<boolean> {
    return this.db.transaction(async () => {
      // A second one at the same moment waits here for the first to commit or roll back.
      const marked = await this.db.one(
        `INSERT INTO platform.inbox (event_id, subscriber) VALUES ($1, $2)
         ON CONFLICT (event_id, subscriber) DO UPDATE SET state = 'done', error = NULL, at = now() WHERE inbox.state = 'dead'
         RETURNING event_id`,
        [eventId, subscriber],
      );
      if (marked === null) return false;
      await fn();
      return true;
    });
  }
}
