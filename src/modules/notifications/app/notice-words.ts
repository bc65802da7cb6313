import { Injectable } from '@nestjs/common';
import type { DeliveryChannel } from '../../../platform/delivery/index.js';
import { type NoticeCategory, Notices, type NoticeText } from '../../../platform/notices/index.js';
import { defaultChoice } from '../domain/choices.js';
import type { DecisionToSend } from '../persistence/decision.repository.js';

/** Why a notice did not leave: outcomes of a decision (NO-9). */
export type Refusal = 'refused_by_preference' | 'no_contact' | 'no_text' | 'lost_rights' | 'kept_inside' | 'not_true_any_more';

/** Makes the words of a notice at the moment of sending, after asking rights, wishes and truth once more (NO-9). */
@Injectable()
export class NoticeWords {
  constructor(private readonly notices: Notices) {}

  async of(decision: DecisionToSend, channel: DeliveryChannel): Promise<{ readonly to: string; readonly text: NoticeText } | { readonly cancel: Refusal }> {
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
    return text === null ? { cancel: 'not_true_any_more' } : { to, text };
  }
}
