import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Deliveries } from '../../../../platform/delivery/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import type { CheckedDocument } from '../../domain/checked-document.js';
import { channelOf } from '../../domain/contact.js';
import { FactorsChanged } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { ContactsRepository } from '../../persistence/contacts.repository.js';
import { FactorsRepository } from '../../persistence/factors.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { StaffChecksRepository } from '../../persistence/staff-checks.repository.js';
import { LiveSessions } from '../live-sessions.js';
import { PeopleService } from '../people.service.js';
import { factorsReset } from '../recovery/recovery-words.js';
import { Tries } from '../tries.js';

const DAY_MS = 24 * 3600 * 1000;

/** Staff in scope take away the second factors of somebody who has lost them, after checking a document (ID-5, ID-10). */
@Injectable()
export class FactorResets {
  constructor(
    private readonly people: PeopleService,
    private readonly accounts: AccountsRepository,
    private readonly contacts: ContactsRepository,
    private readonly factors: FactorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly checks: StaffChecksRepository,
    private readonly deliveries: Deliveries,
    private readonly tries: Tries,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * Sessions and trusted devices end, the contacts are told whatever notices they take. The password stays; staff and
   * operators set up a factor at the next sign-in before anything else works (`mustChange`).
   * @throws DomainError `object.not_found` outside the scope, `recovery.not_yours_to_recover`, `identity.own_account`, `identity.no_factors_to_reset`
   */
  async reset(actor: Actor, personId: string, document: CheckedDocument, reason: string): Promise<void> {
    await this.people.requireMayHelp(actor, personId);
    await this.remove(actor, personId, document, reason);
  }

  @Transactional()
  protected async remove(actor: Actor, personId: string, document: CheckedDocument, reason: string): Promise<void> {
    const at = this.clock.now();
    const { locale } = (await this.accounts.findForUpdate(personId))!;
    if (!await this.factors.removeAll(personId)) throw new DomainError('identity.no_factors_to_reset');
    for (const { kind, value, provedAt } of await this.contacts.of(personId)) {
      if (provedAt !== null) await this.deliveries.send(channelOf(kind), { to: value, ...factorsReset(locale) }, new Date(at.getTime() + DAY_MS));
    }
    await this.sessions.endOthers(personId, null, 'factors_reset', at);
    // The document is the proof of identity a lock asks for.
    await this.tries.clear({ ip: actor.ip, identifier: null, personId });
    const checkId = await this.checks.insert({ personId, act: 'reset_factors', by: actor.personId, document, reason }, at);
    await this.outbox.publish(FactorsChanged, { personId, at: at.toISOString(), change: 'reset' });
    await this.audit.record(actor, {
      operation: 'identity.reset_factors', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { checkId, documentKind: document.kind },
    });
    this.live.revoke(personId);
  }
}
