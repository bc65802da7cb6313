import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Deliveries } from '../../../platform/delivery/index.js';
import { Notices, type NoticeSubject, type NoticeType } from '../../../platform/notices/index.js';
import { type Delivered, Inbox } from '../../../platform/outbox/index.js';
import { Handlers } from '../../../platform/queue/index.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { CHANNELS, defaultChoice, isLocked } from '../domain/choices.js';
import { DecisionRepository, type Recipient, type Told } from '../persistence/decision.repository.js';
import { Digests } from './digests.service.js';
import { DELIVERY_SOURCE } from './notice-deliveries.js';

/** From an event to feed items, decisions and deliveries: once per event and kind of notice, whatever modules registered. */
@Injectable()
export class FanOut implements OnModuleInit {
  constructor(
    private readonly notices: Notices,
    private readonly handlers: Handlers,
    private readonly inbox: Inbox,
    private readonly decisions: DecisionRepository,
    private readonly deliveries: Deliveries,
    private readonly digests: Digests,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.contribute(() => this.notices.all().map((notice) => ({
      event: notice.event.name, subscriber: subscriberOf(notice), handle: (event) => this.tell(notice, event),
    })));
  }

  async tell(notice: NoticeType<object>, event: Delivered<object>): Promise<void> {
    const subjects = await notice.audience(event);
    const recipients = subjects.length === 0 ? [] : await this.decisions.recipients(event.schoolId, subjects);
    // The words are made before the transaction, so that it stays short; a second delivery of the event throws them away.
    const told = await this.words(notice, event, subjects, recipients);
    await this.inbox.once(event.id, subscriberOf(notice), async () => {
      if (told.length === 0) return;
      const { type, category, importance, mail } = notice;
      const planned = await this.decisions.tell({
        eventId: event.id, type, category, importance, schoolId: event.schoolId, occurredAt: event.occurredAt, at: this.clock.now(), gathered: mail === 'gathered',
        defaults: CHANNELS.map((channel) => ({ channel, enabled: defaultChoice(category, channel), locked: isLocked({ category, channel }) })),
      }, told);
      await this.deliveries.plan(DELIVERY_SOURCE, planned.filter((p) => !p.gathered).map(({ ref, channel }) => ({ ref, channel, eventId: event.id })));
      await this.digests.expect(planned.filter((p) => p.gathered).map((p) => p.personId), event.schoolId);
    });
  }

  /** One after another: each asks the module for the present state. What is no longer so is not told. */
  private async words(
    notice: NoticeType<object>, event: Delivered<object>, subjects: readonly NoticeSubject[], recipients: readonly Recipient[],
  ): Promise<Told[]> {
    const byKey = new Map(subjects.map((subject) => [subject.key, subject]));
    const told: Told[] = [];
    for (const { key, personId, pupilId, locale } of recipients) {
      const subject = byKey.get(key)!;
      const question = { subject, schoolId: event.schoolId, occurredAt: event.occurredAt, personId };
      if (!(await notice.stillTrue(question))) continue;
      const text = await notice.text(question, locale);
      if (text === null) continue;
      told.push({
        feedId: newId(), personId, pupilId, subject, title: text.title, body: text.body, link: text.link ?? null, sms: text.sms !== undefined,
      });
    }
    return told;
  }
}

/** Stays the same for ever: it is part of job ids. */
function subscriberOf(notice: NoticeType<object>): string {
  return `notifications.${notice.type}`;
}
