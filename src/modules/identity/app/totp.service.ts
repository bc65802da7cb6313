import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { displayName } from '../../../shared/identifiers/index.js';
import { newId } from '../../../shared/ids.js';
import { needsSecondFactor } from '../../../shared/roles.js';
import { AuditFacade } from '../../audit/index.js';
import { newTotpSecret, totpStep, totpUri } from './totp.js';
import type { SignedIn } from '../identity.contracts.js';
import { FactorsChanged } from '../identity.events.js';
import { FactorsRepository, type TotpFactor } from '../persistence/factors.repository.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { LiveSessions } from './live-sessions.js';
import { SignInFacts, validAt } from './sign-in-facts.js';

/** One's own authenticator apps (ID-5). */
@Injectable()
export class TotpService {
  constructor(
    private readonly factors: FactorsRepository,
    private readonly people: PeopleRepository,
    private readonly roles: RolesRepository,
    private readonly sessions: SessionsRepository,
    private readonly facts: SignInFacts,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<TotpFactor[]> {
    return this.factors.confirmed(actor.personId);
  }

  /** A new secret, shown this once; it counts when a code of it has been confirmed. @throws DomainError `identity.step_up_needed` when another factor exists and this session did not use it */
  @Transactional()
  async enrol(actor: Actor, label: string): Promise<{ id: string; secret: string; uri: string }> {
    await this.needsOwnFactor(actor);
    const [id, secret] = [newId(), newTotpSecret()];
    await this.factors.putPending(id, actor.personId, label, secret, this.clock.now());
    const [person] = await this.people.find([actor.personId]);
    return { id, secret, uri: totpUri(secret, displayName(person!.name)) };
  }

  /** The factor counts from now on: this session is strengthened, all others end. */
  @Transactional()
  async confirm(actor: Actor, id: string, code: string): Promise<SignedIn> {
    await this.needsOwnFactor(actor);
    const { personId, sessionId, assignmentId } = actor;
    const pending = await this.factors.pending(personId);
    if (pending === null || pending.id !== id) throw notFound();
    const at = this.clock.now();
    const step = totpStep(pending.secret, code, at);
    if (step === null || !await this.factors.confirm(id, step, at)) throw new DomainError('auth.invalid_code');
    await this.sessions.strengthen(sessionId);
    await this.sessions.endOthers(personId, sessionId, 'factor_changed', at);
    await this.changed(actor, 'enrolled', id, at);
    return this.facts.answer({ sessionId, personId, assignmentId, acr: 'second_factor' }, at);
  }

  /** A factor that counts at once. */
  @Transactional()
  async provision(personId: string, secret: string, label: string): Promise<void> {
    const [id, at] = [newId(), this.clock.now()];
    await this.factors.putPending(id, personId, label, secret, at);
    await this.factors.confirm(id, null, at);
    await this.audit.record(null, { operation: 'identity.factor_enrolled', objectType: 'totp_factor', objectId: id, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
  }

  /** @throws DomainError `identity.factor_required` for the last one of staff and operators */
  @Transactional()
  async remove(actor: Actor, id: string): Promise<void> {
    await this.needsOwnFactor(actor);
    const at = this.clock.now();
    const confirmed = await this.factors.confirmed(actor.personId);
    const roles = validAt(await this.roles.ofPerson(actor.personId), at);
    const last = confirmed.length === 1 && confirmed[0]!.id === id;
    if (last && roles.some((a) => needsSecondFactor(a.role))) throw new DomainError('identity.factor_required');
    if (!await this.factors.remove(id, actor.personId)) throw notFound();
    await this.changed(actor, 'removed', id, at);
  }

  /** Somebody at a forgotten session, or with the password alone, must not add a factor of their own. */
  private async needsOwnFactor(actor: Actor): Promise<void> {
    if (actor.acr !== 'second_factor' && await this.factors.isEnrolled(actor.personId)) throw new DomainError('identity.step_up_needed');
  }

  private async changed(actor: Actor, change: 'enrolled' | 'removed', id: string, at: Date): Promise<void> {
    const { personId } = actor;
    await this.outbox.publish(FactorsChanged, { personId, at: at.toISOString(), change });
    await this.audit.record(actor, { operation: `identity.factor_${change}`, objectType: 'totp_factor', objectId: id, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
  }
}
