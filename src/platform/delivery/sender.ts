import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Envelope } from '../crypto/index.js';
import { Db } from '../database/index.js';
import { Log } from '../logging/index.js';
import { Deliveries } from './deliveries.js';
import { DeliveryStore, type ClaimedDelivery } from './delivery-store.js';
import type { DeliveryOutcome, Message } from './message.js';
import { type Provider, SendFailure } from './provider.js';
import { DeliveryTuning } from './tuning.js';

const LONGEST_PAUSE_MS = 3_600_000;
const deliveries = new Counter({ name: 'deliveries_total', help: 'Deliveries by channel and outcome', labelNames: ['channel', 'outcome'] });
const unknowns = new Counter({ name: 'delivery_unknown_total', help: 'Sends whose outcome nobody knows (NO-5)', labelNames: ['channel'] });

/** One try of one delivery in three steps: claim → send → record (architecture, Transactions 4). No transaction spans a send. */
@Injectable()
export class Sender {
  constructor(
    private readonly db: Db,
    private readonly store: DeliveryStore,
    private readonly sources: Deliveries,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
    private readonly tuning: DeliveryTuning,
    private readonly log: Log,
  ) {}

  claim(provider: Provider, limit: number): Promise<ClaimedDelivery[]> {
    return this.store.claim(provider.channel, newId(), limit, this.tuning.leaseMs);
  }

  async attempt(provider: Provider, delivery: ClaimedDelivery): Promise<void> {
    if (delivery.expires_at !== null && delivery.expires_at <= this.clock.now()) return this.finish(delivery, 'expired', {});
    let message: Message;
    try {
      const prepared = await this.prepare(delivery);
      if ('cancel' in prepared) return await this.finish(delivery, 'cancelled', { error: prepared.cancel });
      message = prepared;
    } catch (error) {
      this.log.failure('delivery.prepare_failed', error, { delivery: delivery.id });
      return this.putOff(delivery, new SendFailure('not_sent', 'PREPARE'));
    }
    if (!(await this.store.begin(delivery, this.tuning.leaseMs))) return;
    try {
      const providerId = await provider.send(delivery.id, message);
      await this.finish(delivery, 'sent', { providerId });
    } catch (error) {
      if (!(error instanceof SendFailure)) throw error;
      this.log.failure('delivery.failed', error, { delivery: delivery.id, channel: delivery.channel, kind: error.kind, code: error.code });
      await this.putOff(delivery, error);
    }
  }

  /** What dead workers left behind. */
  async recover(): Promise<void> {
    await this.store.release();
    for (const delivery of await this.store.takeOver(newId(), this.tuning.leaseMs)) {
      this.log.info('delivery.unknown', { delivery: delivery.id, channel: delivery.channel });
      await this.putOff(delivery, new SendFailure('unknown', 'WORKER_DIED'));
    }
  }

  private async prepare(delivery: ClaimedDelivery): Promise<Message | { cancel: string }> {
    if (delivery.ref === null) {
      return JSON.parse(this.envelope.open(delivery.sealed ?? '', { table: 'platform.delivery', column: 'sealed', row: delivery.id })) as Message;
    }
    const source = this.sources.source(delivery.source);
    if (source === null) throw new Error(`Delivery source ${delivery.source} is not registered`);
    return source.prepare(delivery.ref, delivery.channel);
  }

  private async putOff(delivery: ClaimedDelivery, failure: SendFailure): Promise<void> {
    const unknown = failure.kind === 'unknown';
    if (unknown) unknowns.inc({ channel: delivery.channel });
    // An SMS that may have gone out does not go again; an e-mail does, with the same Message-ID.
    if (unknown && delivery.channel === 'sms') return this.finish(delivery, 'unknown', { error: failure.code });
    const tries = delivery.attempts + 1;
    if (failure.kind === 'refused' || tries >= this.tuning.attempts) return this.finish(delivery, 'failed', { error: failure.code });
    const pause = Math.min(this.tuning.retryMs * 2 ** (tries - 1), LONGEST_PAUSE_MS);
    await this.store.putOff(delivery, Math.round(pause * (0.5 + Math.random() * 0.5)), failure.code, unknown);
  }

  private async finish(delivery: ClaimedDelivery, outcome: DeliveryOutcome, facts: { providerId?: string | null; error?: string }): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.store.finish(delivery, outcome, facts))) return;
      deliveries.inc({ channel: delivery.channel, outcome });
      if (delivery.ref !== null) await this.sources.source(delivery.source)?.settled(delivery.ref, outcome, facts.error ?? null);
    });
  }
}
