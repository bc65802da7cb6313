import { Injectable } from '@nestjs/common';
import type { FactorKind } from '../../identity.contracts.js';
import type { FactorMethod } from './factor-method.js';
import { RecoveryFactor } from './recovery.factor.js';
import { TotpFactor } from './totp.factor.js';

/** Every kind of second factor there is. A new one is a class named here. */
@Injectable()
export class FactorMethods {
  private readonly byKind: ReadonlyMap<FactorKind, FactorMethod>;

  constructor(totp: TotpFactor, recovery: RecoveryFactor) {
    this.byKind = new Map([totp, recovery].map((method) => [method.kind, method]));
  }

  get(kind: FactorKind): FactorMethod {
    const method = this.byKind.get(kind);
    if (method === undefined) throw new Error(`No second factor ${kind}`);
    return method;
  }
}
