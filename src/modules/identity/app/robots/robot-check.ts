import { type Challenge, createChallenge, type Payload, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { RobotsRepository } from '../../persistence/robots.repository.js';

/** About half a second of a phone's work: a few hundred derivations of a thousand rounds. */
const COST = 1000;
const DERIVATIONS = [300, 900] as const;
const VALID_MS = 10 * 60 * 1000;
/** A form asked for again about the same contact, or for the 21st time within an hour from one address, looks like a robot's. */
const ASKS = { typed: 1, address: 20 };
/** One failure is enough about a contact; an address may stand for a whole school, whose people mistype too. */
const FAILURES = { typed: 0, address: 5 };

/**
 * Proof against robots on public forms (ID-10): proof of work by ALTCHA, no outside service, nothing to see or hear. It is
 * asked for after the first failure and at risk; what counts is what was typed and where from, never whether it is known.
 */
@Injectable()
export class RobotCheck {
  constructor(private readonly robots: RobotsRepository, private readonly clock: Clock) {}

  /** Signed, so that nothing of it is kept until it is solved. */
  challenge(): Promise<Challenge> {
    return createChallenge({
      algorithm: 'PBKDF2/SHA-256', cost: COST, counter: randomInt(...DERIVATIONS), deriveKey,
      // In our own time; the library's knows only the machine's.
      data: { expiresAt: this.clock.now().getTime() + VALID_MS },
      hmacSignatureSecret: this.robots.secret('challenge'), hmacKeySignatureSecret: this.robots.secret('key'),
    });
  }

  /**
   * Lets a form through, and counts it.
   * @param typed what the form is about: a contact, or its key
   * @param proof the solved challenge, as the ALTCHA widget gives it; works once
   * @throws DomainError `robots.proof_needed`; InvalidInput for a wrong or used one
   */
  async pass(ip: string, typed: string, proof: string | undefined): Promise<void> {
    const [address, about] = [this.robots.addressKey(ip), this.robots.typedKey(typed)];
    const doubts = await this.robots.count([address, about], { asks: 1 }, this.clock.now());
    if (proof !== undefined) return this.verify(proof);
    const needed = doubts.some(({ key, asks, failures }) => {
      const by = key === address ? 'address' : 'typed';
      return failures > FAILURES[by] || asks > ASKS[by];
    });
    if (needed) throw new DomainError('robots.proof_needed');
  }

  /** A wrong code. @param typed what its form was about, as `pass` was told; null when nobody knows */
  async doubt(ip: string, typed: string | null): Promise<void> {
    const about = typed === null ? [] : [this.robots.typedKey(typed)];
    await this.robots.count([this.robots.addressKey(ip), ...about], { failures: 1 }, this.clock.now());
  }

  private async verify(proof: string): Promise<void> {
    const payload = read(proof);
    const wrong = new InvalidInput([{ pointer: '/proof', code: 'robots.proof_wrong' }]);
    if (payload === null) throw wrong;
    const { verified } = await verifySolution({
      ...payload, deriveKey, hmacSignatureSecret: this.robots.secret('challenge'), hmacKeySignatureSecret: this.robots.secret('key'),
    }).catch(() => ({ verified: false }));
    const expiresAt = new Date(Number(payload.challenge.parameters?.data?.['expiresAt'] ?? 0));
    if (!verified || expiresAt <= this.clock.now() || !await this.robots.spend(payload.challenge.parameters.nonce, expiresAt)) throw wrong;
  }
}

function read(proof: string): Payload | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(proof, 'base64').toString('utf8'));
    return payload !== null && typeof payload === 'object' && 'challenge' in payload && 'solution' in payload
      && payload.challenge !== null && typeof payload.challenge === 'object' && 'parameters' in payload.challenge ? payload as Payload : null;
  } catch {
    return null;
  }
}
