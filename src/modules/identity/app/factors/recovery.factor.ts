import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { RecoveryCodesRepository } from '../../persistence/factors/recovery-codes.repository.js';
import { FactorChanges } from './factor-changes.js';
import type { Attempt, FactorAnswer, FactorMethod, Refusal } from './factor-method.js';

const CODES = 10;
const LENGTH = 10;
/** Without signs that are easily misread: 31 of them, 4.95 bits each. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';

/** Ten one-time codes for the day the phone is lost. */
@Injectable()
export class RecoveryFactor implements FactorMethod {
  readonly kind = 'recovery';
  readonly wants = 'code';

  constructor(private readonly codes: RecoveryCodesRepository, private readonly changes: FactorChanges, private readonly clock: Clock) {}

  /** New codes, shown this once; the former ones are void. @throws DomainError `identity.no_factor` for somebody without another factor */
  @Transactional()
  async renew(actor: Actor): Promise<string[]> {
    await this.changes.allowBeside(actor);
    const codes = Array.from({ length: CODES }, newCode);
    await this.codes.replace(actor.personId, codes.map(plain), this.clock.now());
    await this.changes.tell(actor, actor.personId, this.kind, 'renewed', actor.personId);
    return codes;
  }

  async verify({ personId }: Attempt, { code = '' }: FactorAnswer): Promise<Refusal | null> {
    const typed = plain(code);
    if (await this.codes.use(personId, typed, this.clock.now())) return null;
    return { reason: await this.codes.wasUsed(personId, typed) ? 'used_code' : 'wrong_code' };
  }
}

/** `k3m9p-x7q2a` */
function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

/** As people type it: any case, with or without the dash. */
function plain(code: string): string {
  return code.toLowerCase().replace(/[^0-9a-z]/g, '');
}
