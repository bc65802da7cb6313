import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';

export interface ReceivedMessage {
  readonly deliveryId: string | null;
  readonly channel: string;
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly at: Date;
}

export interface MailboxItem extends Omit<ReceivedMessage, 'deliveryId'> {
  readonly id: string;
  /** The event it came of, when it was a notice. */
  readonly eventId: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the local mailbox holds: written by the worker's mailbox, read through the API. */
@Injectable()
export class MailboxStore {
  constructor(private readonly db: Db) {}

  async put({ deliveryId, channel, to, subject, text, at }: ReceivedMessage): Promise<void> {
    await this.db.query(
      'INSERT INTO platform.local_mailbox (delivery_id, channel, recipient, subject, text, at) VALUES ($1, $2, $3, $4, $5, $6)',
      [deliveryId !== null && UUID.test(deliveryId) ? deliveryId : null, channel, to, subject, text, at],
    );
  }

  /** Newest first. @param to an address or number, as it was written to */
  list(to: string | undefined, channel: string | undefined, limit: number): Promise<MailboxItem[]> {
    return this.db.query<MailboxItem & Record<string, unknown>>(
      `SELECT m.id, m.channel, m.recipient AS "to", m.subject, m.text, m.at, d.event_id AS "eventId"
       FROM platform.local_mailbox m LEFT JOIN platform.delivery d ON d.id = m.delivery_id
       WHERE ($1::text IS NULL OR lower(m.recipient) = lower($1)) AND ($2::text IS NULL OR m.channel = $2)
       ORDER BY m.id DESC LIMIT $3`,
      [to ?? null, channel ?? null, limit],
    );
  }
}
