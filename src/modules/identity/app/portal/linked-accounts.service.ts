import { Injectable } from '@nestjs/common';
import { needStepUp, provedLately } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { type AuditActor, AuditFacade } from '../../../audit/index.js';
import { differences, FIELD_WORDS } from '../../domain/portal/differences.js';
import type { Origin } from '../../identity.contracts.js';
import { PortalLinkChanged } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { FactorsRepository } from '../../persistence/factors.repository.js';
import { type LinkedAccount, LinkedAccountsRepository } from '../../persistence/portal/linked-accounts.repository.js';
import { PortalAttemptsRepository } from '../../persistence/portal/portal-attempts.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { PortalConfirmation } from '../levels/portal-confirmation.js';
import { PasswordHasher } from '../password-hasher.js';
import { Tries } from '../tries.js';
import type { NormalizedIdentity } from './identity-provider.js';
import { keptPerson } from './kept-person.js';
import { OwnData } from './own-data.js';

export type { LinkedAccount };

/** Accounts of portals tied to one's own (ID-7). */
@Injectable()
export class LinkedAccounts {
  constructor(
    private readonly links: LinkedAccountsRepository,
    private readonly attempts: PortalAttemptsRepository,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly factors: FactorsRepository,
    private readonly own: OwnData,
    private readonly hasher: PasswordHasher,
    private readonly tries: Tries,
    private readonly levels: PortalConfirmation,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<LinkedAccount[]> {
    return this.links.ofPerson(actor.personId);
  }

  /**
   * Ties the portal's account behind a ticket to the actor's own. They have proved to own both: the portal's by the ticket,
   * this one by a second factor, by signing in after they came from the portal, or by the password given here.
   * @throws DomainError `auth.portal_over`, `identity.portal_mismatch` naming the fields, `identity.portal_taken`
   * @throws InvalidInput for a missing or wrong password
   */
  async link(actor: Actor, ticket: string, browser: string | null, password: string | null, origin: Origin): Promise<void> {
    const attempt = browser === null ? null : await this.attempts.look('unlinked', ticket, browser, this.clock.now());
    // A ticket made for a link from one session is of no use to another.
    if (attempt === null || (attempt.sessionId !== null && attempt.sessionId !== actor.sessionId)) throw new DomainError('auth.portal_over');
    const session = await this.sessions.find(actor.sessionId);
    const isFresh = session !== null && session.createdAt >= attempt.createdAt;
    if (!provedLately(actor, this.clock.now()) && !isFresh) await this.prove(actor, password, origin);
    const { identity } = keptPerson.read(attempt.content);
    await this.tie(actor, identity, { ticket, browser: browser! });
  }

  /** @throws DomainError `identity.portal_only_way`, `auth.step_up_needed` */
  @Transactional()
  async unlink(actor: Actor, provider: string): Promise<void> {
    if (await this.factors.isEnrolled(actor.personId)) needStepUp(actor, this.clock.now());
    const account = await this.accounts.findForUpdate(actor.personId);
    const all = await this.links.ofPerson(actor.personId);
    if (!all.some((link) => link.provider === provider)) throw notFound();
    if (account?.passwordHash == null && all.length === 1) throw new DomainError('identity.portal_only_way');
    await this.links.remove(actor.personId, provider);
    await this.changed(actor, actor.personId, provider, 'unlinked');
  }

  /** For somebody who has proved both accounts; uses the ticket up. @throws DomainError `auth.portal_over`, and as `tieFor` */
  @Transactional()
  async tie(who: AuditActor & { readonly personId: string }, identity: NormalizedIdentity, { ticket, browser }: { ticket: string; browser: string }): Promise<void> {
    await this.tieFor(who, who.personId, identity);
    if (await this.attempts.take('unlinked', ticket, browser, this.clock.now()) === null) throw new DomainError('auth.portal_over');
  }

  /** Whoever does it has made sure that both accounts are the person's. @throws DomainError `identity.portal_mismatch` naming the fields, `identity.portal_taken`, `identity.already_closed` */
  @Transactional()
  async tieFor(who: AuditActor & { readonly personId: string }, personId: string, identity: NormalizedIdentity): Promise<void> {
    if ((await this.accounts.findForUpdate(personId))?.status === 'closed') throw new DomainError('identity.already_closed');
    const fields = differences(await this.own.of(personId), identity);
    if (fields.length > 0) throw new DomainError('identity.portal_mismatch', { fields: fields.map((field) => FIELD_WORDS[field]) }, { fields });
    if (!await this.links.insert(personId, identity.provider, identity.subject, who.personId, this.clock.now())) throw new DomainError('identity.portal_taken');
    await this.levels.told(who, personId, identity);
    await this.changed(who, personId, identity.provider, 'linked');
  }

  /** Wrong ones count like at sign-in (ID-9). */
  private async prove({ personId }: Actor, password: string | null, origin: Origin): Promise<void> {
    if (password === null) throw new InvalidInput([{ pointer: '/password', code: 'identity.password_needed' }]);
    const keys = { ip: origin.ip, identifier: null, personId };
    const { accountTry, passwordHash } = await this.tries.reserve(keys);
    if (accountTry === null) throw await this.tries.tooMany(keys);
    if (!await this.hasher.matches(password, passwordHash)) {
      await this.tries.failed({ personId, method: 'password', origin, reason: 'wrong_password' }, accountTry);
      throw new InvalidInput([{ pointer: '/password', code: 'identity.wrong_password' }]);
    }
    await this.tries.giveBack(keys);
  }

  private async changed(who: AuditActor, personId: string, provider: string, change: 'linked' | 'unlinked'): Promise<void> {
    await this.outbox.publish(PortalLinkChanged, { personId, at: this.clock.now().toISOString(), provider, change });
    await this.audit.record(who, { operation: `identity.portal_${change}`, objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { provider } });
  }
}
