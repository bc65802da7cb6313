import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Deliveries } from '../../../../platform/delivery/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { AuditFacade } from '../../../audit/index.js';
import type { CheckedDocument } from '../../domain/checked-document.js';
import { channelOf } from '../../domain/contact.js';
import { TransitPasswordIssued } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { ContactsRepository } from '../../persistence/contacts.repository.js';
import { RecoveriesRepository } from '../../persistence/recoveries.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { LiveSessions } from '../live-sessions.js';
import { PasswordHasher } from '../password-hasher.js';
import { PeopleService } from '../people.service.js';
import { newTransitPassword } from '../transit-secret.js';
import { Tries } from '../tries.js';
import { transitIssued } from './recovery-words.js';

const DAY_MS = 24 * 3600 * 1000;

/** Staff in scope recover somebody without contacts, after checking a document (ID-4, ID-10). */
@Injectable()
export class TransitPasswordsService {
  constructor(
    private readonly people: PeopleService,
    private readonly accounts: AccountsRepository,
    private readonly contacts: ContactsRepository,
    private readonly recoveries: RecoveriesRepository,
    private readonly sessions: SessionsRepository,
    private readonly deliveries: Deliveries,
    private readonly hasher: PasswordHasher,
    private readonly tries: Tries,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * Shown this once. All sessions end; the contacts count as not proved, and are told; the first sign-in sets a password and
   * proves contacts. A second factor stays.
   * @throws DomainError `object.not_found` outside the scope, `recovery.not_yours_to_recover`, `identity.own_account`
   */
  async issue(actor: Actor, personId: string, document: CheckedDocument, reason: string): Promise<string> {
    await this.people.requireMayHelp(actor, personId);
    const password = newTransitPassword();
    await this.set(actor, personId, await this.hasher.hash(password), document, reason);
    return password;
  }

  @Transactional()
  protected async set(actor: Actor, personId: string, hash: string, document: CheckedDocument, reason: string): Promise<void> {
    const at = this.clock.now();
    const { locale } = (await this.accounts.findForUpdate(personId))!;
    for (const { kind, value, provedAt } of await this.contacts.of(personId)) {
      if (provedAt !== null) await this.deliveries.send(channelOf(kind), { to: value, ...transitIssued(locale) }, new Date(at.getTime() + DAY_MS));
    }
    await this.contacts.doubt(personId);
    await this.accounts.setPassword(personId, hash, true, at);
    await this.recoveries.endOf(personId);
    await this.sessions.endOthers(personId, null, 'password_changed', at);
    // The document is the proof of identity a lock asks for.
    await this.tries.clear({ ip: actor.ip, identifier: null, personId });
    const id = await this.recoveries.insertIssued({ personId, by: actor.personId, document, reason }, at);
    await this.outbox.publish(TransitPasswordIssued, { personId, at: at.toISOString() });
    await this.audit.record(actor, {
      operation: 'identity.issue_transit_password', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success',
      details: { issuedId: id, documentKind: document.kind },
    });
    this.live.revoke(personId);
  }
}
