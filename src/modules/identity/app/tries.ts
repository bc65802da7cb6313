import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { LOCK_MS, TRIES } from '../domain/try-limits.js';
import { AccountLocked, SignInFailed } from '../identity.events.js';
import { AttemptsRepository, type Reservation, type TryKeys } from '../persistence/attempts.repository.js';
import { type NewSignIn, SignInsRepository } from '../persistence/sign-ins.repository.js';
import { UnderWay } from './under-way.js';

/** Whose tries are written down for identifiers nobody has. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Counting of wrong passwords and codes (ID-9): reserved before they are looked at, kept when the request is refused. */
@Injectable()
export class Tries {
  private readonly underWay = new UnderWay();

  constructor(
    private readonly attempts: AttemptsRepository,
    private readonly signIns: SignInsRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** Counts a try that names its account itself: a code, the current password. */
  reserve(keys: TryKeys): Promise<Reservation> {
    return this.attempts.reserve(keys, this.clock.now());
  }

  /**
   * Counts a try, then evaluates it. Five right passwords under way look like a lock, so a refused try waits for those
   * under way in this process, and asks again; it is the same for known and unknown identifiers.
   * @throws DomainError `auth.too_many` when the identifier or the address is over its limit, known or not; `auth.locked` to a trusted device over its own
   */
  async attempt<T>(keys: TryKeys & { readonly identifier: string }, evaluate: (reservation: Reservation) => Promise<T>): Promise<T> {
    const outcome = await this.underWay.attempt(keys.device ?? keys.identifier, async () => {
      const reservation = await this.attempts.reserve(keys, this.clock.now());
      return reservation.refused ? null : { value: await evaluate(reservation) };
    });
    if (outcome === null) throw await this.tooMany(keys.device === undefined ? { ...keys, personId: undefined } : keys);
    return outcome.value;
  }

  /** The refusal with its Retry-After; for an account only said to somebody who has proved to be its owner already. */
  async tooMany(keys: TryKeys): Promise<DomainError> {
    const now = this.clock.now();
    return this.refusal(keys.device === undefined ? 'auth.too_many' : 'auth.locked', await this.attempts.lockedUntil(keys, now), now);
  }

  /**
   * Writes a wrong try into the owner's history; the one that locks the account tells them at once. For an identifier
   * nobody has, the same is written about nobody: it takes as long, so that time tells nothing (ID-9).
   */
  async failed({ personId: owner, ...row }: Omit<NewSignIn, 'personId'> & { readonly personId: string | null }, accountTry: number | null): Promise<void> {
    const personId = owner ?? NOBODY;
    await this.write({ ...row, personId }, accountTry);
    const { origin, reason, method } = row;
    await this.audit.record({ ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.sign_in', objectType: 'person', objectId: owner, subjectId: owner, outcome: 'refused', details: { method, reason },
    });
  }

  @Transactional()
  protected async write(row: NewSignIn, accountTry: number | null): Promise<void> {
    const at = this.clock.now();
    const { personId } = row;
    const signInId = await this.signIns.insert(row, at);
    const fact = { personId, signInId, at: at.toISOString() };
    if (accountTry !== TRIES) {
      await this.outbox.publish(SignInFailed, fact);
      return;
    }
    await this.attempts.needProof(personId);
    await this.outbox.publish(AccountLocked, { ...fact, lockedUntil: new Date(at.getTime() + LOCK_MS).toISOString() });
  }

  giveBack(keys: TryKeys): Promise<void> {
    return this.attempts.giveBack(keys);
  }

  clear(keys: TryKeys & { readonly personId: string }): Promise<void> {
    return this.attempts.clear(keys);
  }

  private refusal(code: string, until: Date | null, now: Date): DomainError {
    const retryAfter = Math.max(1, Math.ceil(((until?.getTime() ?? now.getTime()) - now.getTime()) / 1000));
    return new DomainError(code, { minutes: Math.ceil(retryAfter / 60) }, { retryAfter });
  }
}
