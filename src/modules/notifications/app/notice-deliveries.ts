import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { Deliveries, type DeliveryChannel, type DeliveryOutcome, type DeliverySource, type Message } from '../../../platform/delivery/index.js';
import { type NoticeCategory, Notices } from '../../../platform/notices/index.js';
import { Clock } from '../../../shared/clock.js';
import { defaultChoice } from '../domain/choices.js';
import { DecisionRepository } from '../persistence/decision.repository.js';

export const DELIVERY_SOURCE = 'notice';

/** Why a notice did not leave: outcomes of a decision (NO-9). */
type Refusal = 'refused_by_preference' | 'no_contact' | 'no_text' | 'lost_rights' | 'kept_inside' | 'not_true_any_more';

/** Makes the words of a notice at the moment of sending, after asking rights, wishes and truth once more (NO-9). */
@Injectable()
export class NoticeDeliveries implements DeliverySource, OnModuleInit {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly decisions: DecisionRepository,
    private readonly notices: Notices,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deliveries.register(DELIVERY_SOURCE, this);
  }

  async prepare(ref: string, channel: DeliveryChannel): Promise<Message | { cancel: Refusal }> {
    const decision = await this.decisions.toSend(ref, this.clock.now());
    if (decision === null) return { cancel: 'not_true_any_more' };
    const { subject, schoolId, occurredAt, personId, locale, to } = decision;
    if (!decision.mayKnow) return { cancel: 'lost_rights' };
    if (decision.keptInside) return { cancel: 'kept_inside' };
    if (!(decision.chosen ?? defaultChoice(decision.category as NoticeCategory, channel))) return { cancel: 'refused_by_preference' };
    if (to === null) return { cancel: 'no_contact' };
    const notice = this.notices.get(decision.type);
    if (notice === null) throw new Error(`Notice type ${decision.type} is not registered`);
    const question = { subject, schoolId, occurredAt, personId };
    if (!(await notice.stillTrue(question))) return { cancel: 'not_true_any_more' };
    const text = await notice.text(question, locale);
    if (text === null) return { cancel: 'not_true_any_more' };
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
