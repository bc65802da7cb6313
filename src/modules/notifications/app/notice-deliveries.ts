import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { Deliveries, type DeliveryChannel, type DeliveryOutcome, type DeliverySource, type Message } from '../../../platform/delivery/index.js';
import { Clock } from '../../../shared/clock.js';
import { DecisionRepository } from '../persistence/decision.repository.js';
import { NoticeWords, type Refusal } from './notice-words.js';

export const DELIVERY_SOURCE = 'notice';

/** Notices that leave each by itself. */
@Injectable()
export class NoticeDeliveries implements DeliverySource, OnModuleInit {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly decisions: DecisionRepository,
    private readonly words: NoticeWords,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deliveries.register(DELIVERY_SOURCE, this);
  }

  async prepare(ref: string, channel: DeliveryChannel): Promise<Message | { cancel: Refusal }> {
    const decision = await this.decisions.toSend(ref, this.clock.now());
    if (decision === null) return { cancel: 'not_true_any_more' };
    const said = await this.words.of(decision, channel);
    if ('cancel' in said) return said;
    const { to, text } = said;
    if (channel === 'sms') return text.sms === undefined ? { cancel: 'no_text' } : { to, text: text.sms };
    const link = text.link === undefined ? [] : [new URL(text.link, this.config.publicUrl).href];
    return { to, subject: text.title, text: [text.body, ...link].join('\n\n') };
  }

  async settled(ref: string, outcome: DeliveryOutcome, reason: string | null): Promise<void> {
    // A cancelled delivery's reason is the decision's outcome.
    const cancelled = outcome === 'cancelled' || outcome === 'expired';
    await this.decisions.settle(ref, cancelled ? (reason ?? 'failed') : outcome, cancelled ? null : reason, this.clock.now());
  }
}
