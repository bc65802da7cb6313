import { Injectable } from '@nestjs/common';
import type { FactorKind } from '../../identity.contracts.js';
import { CertificateFactor } from './certificate.factor.js';
import type { FactorMethod } from './factor-method.js';
import { EmailFactor, SmsFactor } from './code.factor.js';
import { PushFactor } from './push.factor.js';
import { RecoveryFactor } from './recovery.factor.js';
import { TotpFactor } from './totp.factor.js';
import { WebauthnFactor } from './webauthn.factor.js';

/** Every kind of second factor there is. A new one is a class named here. */
@Injectable()
export class FactorMethods {
  private readonly byKind: ReadonlyMap<FactorKind, FactorMethod>;

  constructor(
    totp: TotpFactor, sms: SmsFactor, email: EmailFactor, webauthn: WebauthnFactor, push: PushFactor, certificate: CertificateFactor, recovery: RecoveryFactor,
  ) {
    const methods: FactorMethod[] = [totp, sms, email, webauthn, push, certificate, recovery];
    this.byKind = new Map(methods.map((method) => [method.kind, method]));
  }

  get(kind: FactorKind): FactorMethod {
    const method = this.byKind.get(kind);
    if (method === undefined) throw new Error(`No second factor ${kind}`);
    return method;
  }
}
