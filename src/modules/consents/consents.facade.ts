import { Injectable } from '@nestjs/common';
import { Transactional } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { Actor } from '../../shared/actor.js';
import { Clock } from '../../shared/clock.js';
import { DomainError, notFound } from '../../shared/domain-error.js';
import { newId } from '../../shared/ids.js';
import { decodeCursor, pageOf, type Page } from '../../shared/page.js';
import { AuditFacade } from '../audit/index.js';
import { ConsentSubjects, type MayDecide } from './app/consent-subjects.js';
import type { Consent, ConsentPurpose, GiveConsent } from './consents.contracts.js';
import { ConsentGiven, ConsentWithdrawn } from './consents.events.js';
import { ConsentRepository } from './persistence/consent.repository.js';

/** Who agreed to what, and withdrew it (FA-8; domain rules, "Personal data"). */
@Injectable()
export class ConsentsFacade {
  constructor(
    private readonly consents: ConsentRepository,
    private readonly subjects: ConsentSubjects,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** Said once, at module init, by the module that knows who decides for the subjects of a purpose. */
  decideFor(purpose: ConsentPurpose, mayDecide: MayDecide): void {
    this.subjects.register(purpose, mayDecide);
  }

  /**
   * Records a consent; the same one again changes nothing.
   * @throws DomainError consents.unknown_version
   */
  @Transactional()
  async give(actor: Actor | null, given: GiveConsent): Promise<Consent> {
    const givenBy = given.givenBy ?? actor?.personId;
    if (givenBy === undefined) throw new Error('A consent needs a person who gives it');
    if (given.version < 1 || given.version > (await this.consents.currentVersion(given.purpose))) throw new DomainError('consents.unknown_version');
    const { subjectId, purpose, version } = given;
    const consent = await this.consents.insert({
      id: newId(), subjectId, purpose, version, givenBy, givenAt: given.givenAt ?? this.clock.now(), source: given.source ?? null,
    });
    if (consent === null) return (await this.consents.standing(subjectId, purpose, givenBy, version))!;
    await this.outbox.publish(ConsentGiven, { consentId: consent.id, subjectId, purpose, givenBy });
    await this.audit.record(actor, {
      operation: 'consents.give', objectType: 'consents.consent', objectId: consent.id, subjectId, outcome: 'success', details: { purpose, version },
    });
    return consent;
  }

  /** True while at least one person's consent for the subject and purpose stands. */
  isGiven(subjectId: string, purpose: ConsentPurpose): Promise<boolean> {
    return this.consents.isGiven(subjectId, purpose);
  }

  /** The version in force of a purpose's text: what a form shows and a request must name. */
  currentVersion(purpose: ConsentPurpose): Promise<number> {
    return this.consents.currentVersion(purpose);
  }

  /**
   * Withdraws a consent the actor gave, with theirs to older wordings for the same subject and purpose.
   * @throws DomainError object.not_found, consents.already_withdrawn
   */
  @Transactional()
  async withdraw(actor: Actor, consentId: string): Promise<Consent> {
    const consent = await this.consents.ofGiver(actor.personId, consentId);
    if (consent === null) throw notFound();
    if (consent.withdrawnAt !== null) throw new DomainError('consents.already_withdrawn');
    const { subjectId, purpose, givenBy } = consent;
    await this.consents.withdraw(consent, actor.personId, this.clock.now());
    await this.outbox.publish(ConsentWithdrawn, {
      consentId, subjectId, purpose, givenBy, othersStand: await this.consents.isGiven(subjectId, purpose),
    });
    await this.audit.record(actor, {
      operation: 'consents.withdraw', objectType: 'consents.consent', objectId: consentId, subjectId, outcome: 'success', details: { purpose },
    });
    return (await this.consents.ofGiver(actor.personId, consentId))!;
  }

  /** What the actor has agreed to, withdrawn ones too, newest first. */
  async listOwn(actor: Actor, limit: number, cursor?: string): Promise<Page<Consent>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.consents.page(actor.personId, limit, after === null ? null : [String(after[0]), String(after[1])]);
    return pageOf(rows, limit, (row) => [row.givenAt.toISOString(), row.id]);
  }
}
