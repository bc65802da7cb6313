import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { matchesExactly } from '../../domain/portal/differences.js';
import type { ChallengeDue, Origin, SignedIn } from '../../identity.contracts.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { LinkedAccountsRepository } from '../../persistence/portal/linked-accounts.repository.js';
import { type PortalAttempt, PortalAttemptsRepository } from '../../persistence/portal/portal-attempts.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { ChallengesDue } from '../factors/challenges-due.js';
import { PortalConfirmation } from '../levels/portal-confirmation.js';
import { LiveSessions } from '../live-sessions.js';
import { AccountStates } from '../states/account-states.js';
import { SessionStarter } from '../session-starter.js';
import { SignInFacts } from '../sign-in-facts.js';
import type { NormalizedIdentity } from './identity-provider.js';
import { type KeptPerson, keptPerson } from './kept-person.js';
import { OwnData } from './own-data.js';
import { TICKET_MS } from './portal-attempts.service.js';

/** The portal's account is tied to none of ours yet. */
export interface Unlinked {
  readonly unlinked: {
    /** Links when shown by the signed-in owner of a local account. */
    readonly ticket: string;
    readonly expiresAt: Date;
    /** What the portal says of them, for a form to register with. */
    readonly known: Pick<NormalizedIdentity, 'name' | 'birthDate' | 'phone' | 'email'>;
    /** An account with the same full name and SNILS is here: its owner signs in to link. Told only to somebody the portal has confirmed. */
    readonly accountFound: boolean;
  };
}

/** What a sign-in says of its device. */
export interface DeviceWish {
  readonly name: string | null;
  /** Trust it from now on (ID-11). */
  readonly trusted: boolean;
}

const CLOCKS_DIFFER_MS = 60_000;

/** The exchange of the one-time code the browser came back with (ID-6, ID-7). */
@Injectable()
export class PortalSignIn {
  constructor(
    private readonly attempts: PortalAttemptsRepository,
    private readonly links: LinkedAccountsRepository,
    private readonly accounts: AccountsRepository,
    private readonly challenges: ChallengesDue,
    private readonly sessions: SessionsRepository,
    private readonly own: OwnData,
    private readonly starter: SessionStarter,
    private readonly facts: SignInFacts,
    private readonly live: LiveSessions,
    private readonly audit: AuditFacade,
    private readonly states: AccountStates,
    private readonly levels: PortalConfirmation,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.portal_over`, `auth.portal_blocked`, `auth.portal_weak` */
  async exchange(code: string, browser: string | null, device: DeviceWish, origin: Origin): Promise<SignedIn | ChallengeDue | Unlinked> {
    const attempt = browser === null ? null : await this.attempts.take('exchange', code, browser, this.clock.now());
    if (attempt === null) throw new DomainError('auth.portal_over');
    const kept = keptPerson.read(attempt.content);
    const personId = await this.links.personOf(attempt.provider, kept.identity.subject);
    if (attempt.purpose === 'step_up') return this.strengthen(attempt, personId, kept);
    return personId === null ? this.unlinked(attempt, kept) : this.enter(personId, kept, device, origin);
  }

  /** For somebody whose account of the portal is tied to this one. @throws DomainError `auth.portal_blocked` */
  async enter(personId: string, { identity, strong }: KeptPerson, { name: deviceName, trusted: trust }: DeviceWish, origin: Origin): Promise<SignedIn | ChallengeDue> {
    // A strong sign-in at the portal proves who they are: it opens an account they froze (ID-17).
    if (strong) await this.states.thaw(personId, 'portal', origin);
    if ((await this.accounts.find(personId))?.status !== 'active') throw new DomainError('auth.portal_blocked');
    await this.links.used(personId, identity.provider, this.clock.now());
    await this.levels.told({ personId, ip: origin.ip, requestId: origin.requestId ?? undefined }, personId, identity);
    const device = { id: null, trust };
    const due = strong ? null : await this.challenges.secondFactor({ personId, attemptKey: null, deviceName, device });
    if (due !== null) return due;
    return this.starter.start({ personId, acr: strong ? 'second_factor' : 'password', method: 'portal', deviceName, device, origin });
  }

  private async unlinked(attempt: PortalAttempt, kept: KeptPerson): Promise<Unlinked> {
    const { identity } = kept;
    const now = this.clock.now();
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + TICKET_MS);
    await this.attempts.keep(attempt.id, keptPerson.write(kept), 'unlinked', ticket, expiresAt);
    // What somebody typed about themselves at the portal must not tell who has an account here.
    const found = identity.assurance === 'confirmed' && identity.snils !== null ? await this.links.personBySnils(identity.snils) : null;
    const accountFound = found !== null && matchesExactly(await this.own.of(found), identity);
    const { name, birthDate, phone, email } = identity;
    return { unlinked: { ticket, expiresAt, known: { name, birthDate, phone, email }, accountFound } };
  }

  /** The session that asked becomes strong, if the same person proved themselves just now, and strongly. */
  @Transactional()
  protected async strengthen(attempt: PortalAttempt, personId: string | null, { identity, strong }: KeptPerson): Promise<SignedIn> {
    const at = this.clock.now();
    const asked = attempt.createdAt.getTime() - CLOCKS_DIFFER_MS;
    if (personId !== attempt.personId || !strong || identity.authTime === null || identity.authTime.getTime() < asked) throw new DomainError('auth.portal_weak');
    const session = (await this.sessions.live(personId!, at)).find((s) => s.id === attempt.sessionId);
    if (session === undefined) throw new DomainError('auth.portal_over');
    await this.sessions.strengthen(session.id, at);
    await this.levels.told({ personId: session.personId, sessionId: session.id }, session.personId, identity);
    this.live.revoke(session.personId);
    await this.audit.record({ personId: session.personId, sessionId: session.id }, {
      operation: 'identity.step_up', objectType: 'session', objectId: session.id, subjectId: session.personId, outcome: 'success', details: { method: 'portal' },
    });
    return this.facts.answer({ sessionId: session.id, personId: session.personId, assignmentId: session.assignmentId, acr: 'second_factor', strongAt: at }, at);
  }
}
