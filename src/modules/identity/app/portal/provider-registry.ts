import { Injectable } from '@nestjs/common';
import { Config, type ProviderSettings } from '../../../../platform/config/index.js';
import { Log } from '../../../../platform/logging/index.js';
import { Clock } from '../../../../shared/clock.js';
import type { IdentityProvider } from './identity-provider.js';
import { EsiaProvider } from './providers/esia.provider.js';
import { sudirDialect, standardDialect } from './providers/oidc-dialects.js';
import { OidcProvider } from './providers/oidc.provider.js';

/** The portals of this installation, by configuration (ID-6). */
@Injectable()
export class ProviderRegistry {
  /** Those people come in through. */
  readonly all: readonly IdentityProvider[];
  /** Banks that say who somebody is (ID-8). */
  readonly banks: readonly IdentityProvider[];

  /** @throws Error at boot when a key or certificate cannot be read */
  constructor(config: Config, clock: Clock, log: Log) {
    const adapters = config.settings.IDENTITY_PROVIDERS.map((settings) => adapterOf(settings, clock, log));
    this.all = adapters.filter((adapter) => adapter.serves === 'sign_in');
    this.banks = adapters.filter((adapter) => adapter.serves === 'confirm');
  }

  /** Null for one that is not configured. */
  find(id: string): IdentityProvider | null {
    return [...this.all, ...this.banks].find((provider) => provider.id === id) ?? null;
  }
}

function adapterOf(settings: ProviderSettings, clock: Clock, log: Log): IdentityProvider {
  switch (settings.kind) {
    case 'oidc': return new OidcProvider(settings, standardDialect(settings));
    case 'sudir': return new OidcProvider(settings, sudirDialect(settings));
    case 'esia': return new EsiaProvider(settings, clock, log);
  }
}
