import { Injectable } from '@nestjs/common';
import {
  type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type RegistrationResponseJSON, verifyAuthenticationResponse,
  verifyRegistrationResponse, type WebAuthnCredential,
} from '@simplewebauthn/server';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import type { SignedIn } from '../../identity.contracts.js';
import { ChallengeStepsRepository } from '../../persistence/factors/challenge-steps.repository.js';
import { type FactorRow, FactorRowsRepository } from '../../persistence/factors/factor-rows.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { FactorChanges } from './factor-changes.js';
import type { Attempt, Begun, FactorAnswer, FactorMethod, Refusal } from './factor-method.js';
import { RelyingParty } from './relying-party.js';

const ENROLMENT_MS = 10 * 60 * 1000;

/** What a pending passkey waits for. */
interface Asked {
  readonly challenge: string;
}

/** A passkey as it is kept: the key is no secret, but nobody must be able to put another in its place. */
interface Passkey {
  readonly credentialId: string;
  /** Base64url, COSE. */
  readonly publicKey: string;
  readonly transports: string[];
}

/** A passkey, security key or the device's own biometrics (WebAuthn). */
@Injectable()
export class WebauthnFactor implements FactorMethod {
  readonly kind = 'webauthn';
  readonly wants = 'assertion';

  constructor(
    private readonly rows: FactorRowsRepository,
    private readonly steps: ChallengeStepsRepository,
    private readonly people: PeopleRepository,
    private readonly changes: FactorChanges,
    private readonly party: RelyingParty,
    private readonly clock: Clock,
  ) {}

  /** Options for `navigator.credentials.create`; the factor counts when its answer is confirmed. */
  @Transactional()
  async enrol(actor: Actor, label: string): Promise<{ id: string; publicKey: object }> {
    const { personId } = actor;
    await this.changes.allow(actor);
    const [person] = await this.people.find([personId]);
    const publicKey = await generateRegistrationOptions({
      rpName: this.party.name, rpID: this.party.id, userName: displayName(person!.name), userDisplayName: displayName(person!.name),
      userID: new Uint8Array(Buffer.from(personId)), attestationType: 'none', excludeCredentials: await this.allowed(personId),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
    const id = await this.rows.putPending(personId, this.kind, label, { challenge: publicKey.challenge } satisfies Asked, this.clock.now());
    return { id, publicKey };
  }

  /** @throws DomainError `auth.invalid_code` for an answer that is not of this very registration, `identity.factor_taken` */
  @Transactional()
  async confirm(actor: Actor, id: string, response: object): Promise<SignedIn> {
    await this.changes.allow(actor);
    const at = this.clock.now();
    const pending = await this.rows.pending<Asked>(actor.personId, this.kind, id, new Date(at.getTime() - ENROLMENT_MS));
    if (pending === null) throw notFound();
    const credential = await this.registered(response as RegistrationResponseJSON, pending.secret.challenge);
    if (credential === null) throw new DomainError('auth.invalid_code');
    if (await this.rows.isTaken(this.kind, credential.id)) throw new DomainError('identity.factor_taken');
    const passkey: Passkey = { credentialId: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url'), transports: [...credential.transports ?? []] };
    await this.rows.confirm(pending, passkey, at, { unique: credential.id, counter: credential.counter });
    return this.changes.enrolled(actor, this.kind, id);
  }

  async begin({ challengeId, personId, expiresAt }: Attempt): Promise<Begun> {
    const publicKey = await generateAuthenticationOptions({ rpID: this.party.id, allowCredentials: await this.allowed(personId), userVerification: 'preferred' });
    await this.steps.put(challengeId, this.kind, publicKey.challenge, this.clock.now());
    return { expiresAt, publicKey };
  }

  /** What was to be signed is used up by the first answer, right or wrong. */
  async verify({ challengeId, personId }: Attempt, { assertion = {} }: FactorAnswer): Promise<Refusal | null> {
    const challenge = await this.steps.take(challengeId, this.kind);
    const row = typeof assertion['id'] === 'string' ? await this.rows.find<Passkey>(personId, this.kind, assertion['id']) : null;
    if (challenge === null || row === null) return { reason: 'wrong_code' };
    const counter = await this.counterAfter(row, assertion as unknown as AuthenticationResponseJSON, challenge);
    if (counter === null) return { reason: 'wrong_code' };
    return await this.rows.use(row.id, counter, this.clock.now()) ? null : { reason: 'used_code' };
  }

  /** Null for an answer that is not right; the library throws for most of what can be wrong with one. */
  private async registered(response: RegistrationResponseJSON, challenge: string): Promise<WebAuthnCredential | null> {
    try {
      const { registrationInfo } = await verifyRegistrationResponse({
        response, expectedChallenge: challenge, expectedOrigin: this.party.origins, expectedRPID: this.party.id, requireUserVerification: false,
      });
      return registrationInfo?.credential ?? null;
    } catch {
      return null;
    }
  }

  private async counterAfter({ secret, counter }: FactorRow<Passkey>, response: AuthenticationResponseJSON, challenge: string): Promise<number | null> {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response, expectedChallenge: challenge, expectedOrigin: this.party.origins, expectedRPID: this.party.id, requireUserVerification: false,
        credential: { id: secret.credentialId, publicKey: new Uint8Array(Buffer.from(secret.publicKey, 'base64url')), counter },
      });
      return verified ? authenticationInfo.newCounter : null;
    } catch {
      return null;
    }
  }

  private async allowed(personId: string): Promise<{ id: string; transports: string[] }[]> {
    return (await this.rows.confirmed<Passkey>(personId, this.kind)).map(({ secret }) => ({ id: secret.credentialId, transports: secret.transports }));
  }
}
