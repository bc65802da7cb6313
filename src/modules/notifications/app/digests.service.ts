import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { Deliveries, type DeliveryOutcome, type DeliverySource, type Message } from '../../../platform/delivery/index.js';
import { Due, type DueItem, OnDue } from '../../../platform/due/index.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { SchoolsFacade } from '../../schools/index.js';
import { digestWords, nextDigest } from '../domain/digest.js';
import { DecisionRepository } from '../persistence/decision.repository.js';
import { NoticeWords, type Refusal } from './notice-words.js';

const SOURCE = 'notice-digest';
const DUE = 'notifications.digest';
/** Of notices of no school. */
const USUAL_ZONE = 'Europe/Moscow';

/**
 * Notices that are gathered by e-mail: one letter to a person, the next working morning, with what is still so by then. A
 * digest is a row of `platform/due`, and what it tells is fixed in the transaction that marks the row: a crash loses and
 * doubles nothing.
 */
@Injectable()
export class Digests implements DeliverySource, OnModuleInit {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly decisions: DecisionRepository,
    private readonly words: NoticeWords,
    private readonly schools: SchoolsFacade,
    private readonly due: Due,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deliveries.register(SOURCE, this);
  }

  /** In the transaction that decided on it. @param schoolId whose morning it is */
  async expect(personIds: readonly string[], schoolId: string | null): Promise<void> {
    if (personIds.length === 0) return;
    const zone = (schoolId === null ? null : await this.schools.school(schoolId))?.zone ?? USUAL_ZONE;
    const at = nextDigest(this.clock.now(), zone);
    for (const key of [...new Set(personIds)].sort()) await this.due.plan({ kind: DUE, key, at, unlessPlanned: true });
  }

  @OnDue(DUE)
  async gather({ key: personId }: DueItem): Promise<void | 'missed'> {
    const ref = newId();
    if ((await this.decisions.gather(personId, ref)) === 0) return 'missed';
    await this.deliveries.plan(SOURCE, [{ ref, channel: 'email', eventId: null }]);
  }

  async prepare(ref: string): Promise<Message | { cancel: Refusal }> {
    const titles: string[] = [];
    let reader: { to: string; locale: 'ru' | 'en' } | null = null;
    let refusal: Refusal = 'not_true_any_more';
    for (const decision of await this.decisions.ofDigest(ref, this.clock.now())) {
      const said = await this.words.of(decision, 'email');
      if ('cancel' in said) {
        refusal = said.cancel;
        await this.decisions.settle(decision.id, said.cancel, null, this.clock.now());
        continue;
      }
      titles.push(said.text.title);
      reader = { to: said.to, locale: decision.locale };
    }
    if (reader === null) return { cancel: refusal };
    const { subject, text } = digestWords(titles, reader.locale);
    return { to: reader.to, subject, text: `${text}\n\n${this.config.publicUrl}` };
  }

  async settled(ref: string, outcome: DeliveryOutcome, reason: string | null): Promise<void> {
    if (outcome === 'cancelled') return; // each was settled with its own reason
    await this.decisions.settleDigest(ref, outcome === 'sent' ? 'merged' : outcome === 'expired' ? 'failed' : outcome, reason, this.clock.now());
  }
}
