import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { AuditFacade } from '../../audit/index.js';
import { networkOf } from '../domain/unusual-sign-in.js';
import { IDLE_SECONDS } from '../domain/refresh-token.js';
import type { Acr, Origin, SignedIn, SignInMethod } from '../identity.contracts.js';
import { NewDeviceSignedIn, PersonSignedIn } from '../identity.events.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { SignInNoticesRepository } from '../persistence/sign-in-notices.repository.js';
import { SignInsRepository } from '../persistence/sign-ins.repository.js';
import { type DeviceClaim, TrustedDevices } from './devices/trusted-devices.js';
import { hashToken, newRefreshToken } from './refresh-token.js';
import { SignInFacts } from './sign-in-facts.js';

export interface NewSession {
  readonly personId: string;
  readonly acr: Acr;
  /** What it was proved by last: the password when missing, or an authenticator app for a strong one. */
  readonly method?: SignInMethod;
  readonly deviceName: string | null;
  /** Missing: a device nobody trusts, nor wants to. */
  readonly device?: DeviceClaim;
  readonly origin: Origin;
}

const UNKNOWN: DeviceClaim = { id: null, trust: false };

/** Opens a session once everything asked for was right: session, refresh token, history and audit in one transaction. */
@Injectable()
export class SessionStarter {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly signIns: SignInsRepository,
    private readonly wishes: SignInNoticesRepository,
    private readonly devices: TrustedDevices,
    private readonly facts: SignInFacts,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.invalid_credentials` when the account was blocked in between */
  @Transactional()
  async start({ personId, acr, method, deviceName, device = UNKNOWN, origin }: NewSession): Promise<SignedIn> {
    const at = this.clock.now();
    if (!await this.accounts.holdActive(personId)) throw new DomainError('auth.invalid_credentials');
    const acting = await this.facts.proposedRole(personId, at);
    const assignmentId = acting?.id ?? null;
    const trusted = await this.devices.enter(personId, device, deviceName, origin, at);
    const idleSeconds = trusted === null ? IDLE_SECONDS : this.devices.idleSeconds;
    const id = newId();
    const token = newRefreshToken();
    await this.sessions.insert({ id, personId, assignmentId, acr, createdAt: at, ip: origin.ip, userAgent: origin.userAgent, deviceName, deviceId: trusted?.id ?? null }, idleSeconds);
    await this.sessions.insertToken(hashToken(token), id, 0, at);
    const known = await this.signIns.knows(personId, origin.userAgent, networkOf(origin.ip), at);
    const signInId = await this.signIns.insert({ personId, method: method ?? (acr === 'password' ? 'password' : 'totp'), origin, deviceName, sessionId: id }, at);
    const fact = { personId, signInId, at: at.toISOString() };
    if (known.any && !known.device && (trusted === null || trusted.token !== undefined)) await this.outbox.publish(NewDeviceSignedIn, fact);
    else if ((await this.wishes.of(personId)).everySignIn) await this.outbox.publish(PersonSignedIn, fact);
    // In the log of the school whose role they act in, too (SE-1).
    await this.audit.record({ personId, sessionId: id, assignmentId, role: acting?.role, schoolId: acting?.schoolId, ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.sign_in', objectType: 'session', objectId: id, subjectId: personId, outcome: 'success', details: { acr },
    });
    const session = { sessionId: id, personId, assignmentId, acr, idleSeconds, strongAt: acr === 'second_factor' ? at : null };
    return { ...await this.facts.answer(session, at, token), deviceToken: trusted?.token };
  }
}
