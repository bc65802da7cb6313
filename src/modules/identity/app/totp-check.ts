import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { totpStep } from './totp.js';
import type { Origin } from '../identity.contracts.js';
import { FactorsRepository } from '../persistence/factors.repository.js';
import { Tries } from './tries.js';

/** Checks a code of an authenticator app, once and for all: the code is used up before anything follows from it. */
@Injectable()
export class TotpCheck {
  constructor(private readonly factors: FactorsRepository, private readonly tries: Tries, private readonly clock: Clock) {}

  /**
   * @throws DomainError `auth.invalid_code` for a wrong or used code, `auth.too_many` once the account is locked: the caller
   * has shown the password already, so this tells them nothing new
   */
  async check(personId: string, code: string, origin: Origin, deviceName: string | null): Promise<void> {
    const keys = { ip: origin.ip, identifier: null, personId };
    const { accountTry } = await this.tries.reserve(keys);
    if (accountTry === null) {
      await this.tries.failed({ personId, method: 'totp', origin, deviceName, reason: 'locked' }, null);
      throw await this.tries.tooMany(keys);
    }
    const result = await this.use(personId, code);
    if (result === 'right') return;
    await this.tries.failed({ personId, method: 'totp', origin, deviceName, reason: result }, accountTry);
    throw new DomainError('auth.invalid_code');
  }

  private async use(personId: string, code: string): Promise<'right' | 'wrong_code' | 'used_code'> {
    const now = this.clock.now();
    for (const factor of await this.factors.confirmed(personId)) {
      const step = totpStep(factor.secret, code, now);
      if (step === null) continue;
      return await this.factors.useStep(factor.id, step) ? 'right' : 'used_code';
    }
    return 'wrong_code';
  }
}
