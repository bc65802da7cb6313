import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { FIELD_WORDS } from '../../domain/portal/differences.js';
import { LevelChallengesRepository } from '../../persistence/levels/level-challenges.repository.js';
import { CertificateRefused, CertificateVerifier, type Signer } from '../factors/certificates/certificate-verifier.js';
import { OwnData } from '../portal/own-data.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { Levels } from './levels.service.js';
import type { LevelConfirmation } from './level-view.js';

const CHALLENGE_MS = 10 * 60 * 1000;
const TRIES: Limit = { operation: 'identity.level_signature', most: 10, windowMs: 3600 * 1000 };

/** A qualified electronic signature: an accredited authority has seen the passport of whoever holds the certificate (ID-8). */
@Injectable()
export class SignatureConfirmation {
  constructor(
    private readonly challenges: LevelChallengesRepository,
    private readonly certificates: CertificateVerifier,
    private readonly ways: ConfirmationWays,
    private readonly levels: Levels,
    private readonly own: OwnData,
    private readonly limits: Limits,
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `level.method_off` */
  async begin({ personId }: Actor): Promise<{ toSign: string; expiresAt: Date }> {
    await this.ways.need('signature');
    const nonce = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + CHALLENGE_MS);
    await this.challenges.put(personId, nonce, expiresAt);
    return { toSign: textOf(nonce).toString('base64'), expiresAt };
  }

  /**
   * What was to be signed is used up by the first answer, right or wrong.
   * @throws DomainError `level.signature_over`, `auth.certificate_…`, `level.certificate_not_qualified`, `level.profile_incomplete`, `level.data_differ`, `limits.too_many`
   */
  async confirm(actor: Actor, signature: string): Promise<LevelConfirmation> {
    const { personId } = actor;
    await this.ways.need('signature');
    await this.limits.spend(TRIES, personId);
    const nonce = await this.db.outside(() => this.challenges.take(personId, this.clock.now()));
    if (nonce === null) throw new DomainError('level.signature_over');
    const signer = await this.verified(Buffer.from(signature, 'base64'), textOf(nonce));
    await this.needOwner(personId, signer);
    const { fingerprint, endsAt, owner } = signer;
    return this.levels.confirm(actor, {
      personId, method: 'signature', confirmedBy: null, confirmsOne: owner.snils!, evidence: { certificate: fingerprint, certificateEndsAt: endsAt.toISOString() },
    });
  }

  private async verified(cms: Buffer, data: Buffer): Promise<Signer> {
    try {
      return await this.certificates.verify(cms, data, this.clock.now(), 'qualified');
    } catch (error) {
      if (!(error instanceof CertificateRefused)) throw error;
      throw new DomainError(`auth.certificate_${error.problem}`);
    }
  }

  /** Name and SNILS of the certificate equal the profile's. */
  private async needOwner(personId: string, { owner: { fullName, snils } }: Signer): Promise<void> {
    if (fullName === null || snils === null) throw new DomainError('level.certificate_not_qualified');
    const own = await this.own.of(personId);
    if (own.name === null || own.snils === null) throw new DomainError('level.profile_incomplete', {}, { fields: ['snils'] });
    const { family, given, patronymic } = own.name;
    const fields = [
      ...(nameKey([family, given, patronymic ?? ''].join(' ')) === nameKey(fullName) ? [] : ['name'] as const),
      ...(own.snils === snils ? [] : ['snils'] as const),
    ];
    if (fields.length > 0) throw new DomainError('level.data_differ', { fields: fields.map((field) => FIELD_WORDS[field]) }, { fields });
  }
}

/** Says what it is for: nobody can be made to sign something else by it, nor the other way round. */
function textOf(nonce: string): Buffer {
  return Buffer.from(`school-cabinet confirm ${nonce}`);
}
