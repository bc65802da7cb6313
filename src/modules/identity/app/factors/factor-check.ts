import { Injectable } from '@nestjs/common';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { Tries } from '../tries.js';
import type { Attempt, FactorAnswer, FactorMethod } from './factor-method.js';

/** Judges an answer to a challenge. Wrong ones count against the account whatever the method, like wrong passwords (ID-9). */
@Injectable()
export class FactorCheck {
  constructor(private readonly tries: Tries) {}

  /**
   * @throws DomainError `auth.invalid_code` for a wrong or used answer, `auth.too_many` (`auth.locked` on a trusted device) once the account is locked: the caller
   * has shown the password already, so this tells them nothing new
   */
  async check(method: FactorMethod, attempt: Attempt, answer: FactorAnswer): Promise<void> {
    const { personId, origin, deviceName, deviceId } = attempt;
    if (method.wants !== 'nothing' && answer[method.wants] === undefined) throw new InvalidInput([{ pointer: `/${method.wants}`, code: 'input.required' }]);
    await method.ready?.(attempt);
    const keys = { ip: origin.ip, identifier: null, personId, device: deviceId ?? undefined };
    const { accountTry } = await this.tries.reserve(keys);
    if (accountTry === null) {
      await this.tries.failed({ personId, method: method.kind, origin, deviceName, reason: 'locked' }, null);
      throw await this.tries.tooMany(keys);
    }
    const refusal = await method.verify(attempt, answer);
    if (refusal === null) return;
    await this.tries.failed({ personId, method: method.kind, origin, deviceName, reason: refusal.reason }, accountTry);
    throw refusal.error ?? new DomainError('auth.invalid_code');
  }
}
