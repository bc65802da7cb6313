import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import type { ConfirmationMethod } from '../../../../shared/confirmation-method.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { WithdrawnMethodsRepository } from '../../persistence/levels/withdrawn-methods.repository.js';
import { CertificateVerifier } from '../factors/certificates/certificate-verifier.js';
import { ProviderRegistry } from '../portal/provider-registry.js';

/** A way to confirm an account that is open now. */
export interface ConfirmationWay {
  readonly method: ConfirmationMethod;
  /** The portal or bank. */
  readonly provider: { readonly id: string; readonly title: { readonly ru: string; readonly en: string } } | null;
}

/** Ways to confirm an account: those of the configuration that no operator has withdrawn (ID-8). */
@Injectable()
export class ConfirmationWays {
  constructor(
    private readonly config: Config,
    private readonly providers: ProviderRegistry,
    private readonly certificates: CertificateVerifier,
    private readonly withdrawn: WithdrawnMethodsRepository,
  ) {}

  /** In the order they are offered. */
  async all(): Promise<ConfirmationWay[]> {
    const withdrawn = await this.withdrawn.all();
    return this.configured().filter(({ method, provider }) =>
      !withdrawn.some((w) => w.method === method && (w.provider === '' || w.provider === provider?.id)));
  }

  /** Those of the configuration, withdrawn or not. */
  configured(): ConfirmationWay[] {
    return this.config.settings.CONFIRMATION_METHODS.flatMap((method) => this.of(method));
  }

  async isOpen(method: ConfirmationMethod, provider = ''): Promise<boolean> {
    return (await this.all()).some((way) => way.method === method && (provider === '' || way.provider?.id === provider));
  }

  /** @throws DomainError `level.method_off` */
  async need(method: ConfirmationMethod, provider = ''): Promise<void> {
    if (!await this.isOpen(method, provider)) throw new DomainError('level.method_off');
  }

  private of(method: ConfirmationMethod): ConfirmationWay[] {
    switch (method) {
      case 'portal': return this.providers.all.filter((p) => p.canConfirm).map(({ id, title }) => ({ method, provider: { id, title } }));
      case 'bank': return this.providers.banks.map(({ id, title }) => ({ method, provider: { id, title } }));
      case 'signature': return this.certificates.isOn('qualified') ? [{ method, provider: null }] : [];
      default: return [{ method, provider: null }];
    }
  }
}
