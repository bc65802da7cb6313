import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import type { SignedIn } from '../../identity.contracts.js';
import { TotpFactorsRepository } from '../../persistence/factors/totp-factors.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { LiveSessions } from '../live-sessions.js';
import { newTotpSecret, totpStep, totpUri } from '../totp.js';
import { FactorChanges } from './factor-changes.js';
import type { Attempt, FactorAnswer, FactorMethod, Refusal } from './factor-method.js';

/** An authenticator app or hardware token (RFC 6238). */
@Injectable()
export class TotpFactor implements FactorMethod {
  readonly kind = 'totp';
  readonly wants = 'code';

  constructor(
    private readonly factors: TotpFactorsRepository,
    private readonly people: PeopleRepository,
    private readonly changes: FactorChanges,
    private readonly live: LiveSessions,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** A new secret, shown this once; it counts when a code of it has been confirmed. */
  @Transactional()
  async enrol(actor: Actor, label: string): Promise<{ id: string; secret: string; uri: string }> {
    await this.changes.allow(actor);
    const [id, secret] = [newId(), newTotpSecret()];
    await this.factors.putPending(id, actor.personId, label, secret, this.clock.now());
    const [person] = await this.people.find([actor.personId]);
    return { id, secret, uri: totpUri(secret, displayName(person!.name)) };
  }

  @Transactional()
  async confirm(actor: Actor, id: string, code: string): Promise<SignedIn> {
    await this.changes.allow(actor);
    const pending = await this.factors.pending(actor.personId);
    if (pending === null || pending.id !== id) throw notFound();
    const at = this.clock.now();
    const step = totpStep(pending.secret, code, at);
    if (step === null || !await this.factors.confirm(id, step, at)) throw new DomainError('auth.invalid_code');
    return this.changes.enrolled(actor, this.kind, id);
  }

  /** A factor that counts at once. */
  @Transactional()
  async provision(personId: string, secret: string, label: string): Promise<void> {
    const [id, at] = [newId(), this.clock.now()];
    await this.factors.putPending(id, personId, label, secret, at);
    await this.factors.confirm(id, null, at);
    await this.audit.record(null, { operation: 'identity.factor_enrolled', objectType: 'second_factor', objectId: id, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
  }

  async verify({ personId }: Attempt, { code = '' }: FactorAnswer): Promise<Refusal | null> {
    const now = this.clock.now();
    for (const factor of await this.factors.confirmed(personId)) {
      const step = totpStep(factor.secret, code, now);
      if (step === null) continue;
      return await this.factors.useStep(factor.id, step) ? null : { reason: 'used_code' };
    }
    return { reason: 'wrong_code' };
  }
}
