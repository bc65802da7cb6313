import { Injectable } from '@nestjs/common';
import { type Delivered, OnEvent } from '../../../platform/outbox/index.js';
import { SecurityWatch } from '../app/security/security-watch.js';
import { AccountLocked, AccountStateChanged, RefreshReused, SecurityEventRaised, type SignInFact, SignInFailed } from '../identity.events.js';

/** What happens at sign-in, as the monitoring centre is told of it (ID-16). */
@Injectable()
export class SecurityEventsHandler {
  constructor(private readonly watch: SecurityWatch) {}

  @OnEvent(AccountLocked, 'identity.watch_locks')
  async locked({ id, payload }: Delivered<SignInFact>): Promise<void> {
    await this.watch.ofSignIn('account_locked', payload, id);
    await this.watch.manyAccounts(payload);
  }

  @OnEvent(SignInFailed, 'identity.watch_failures')
  async failed({ payload }: Delivered<SignInFact>): Promise<void> {
    await this.watch.manyAccounts(payload);
  }

  @OnEvent(RefreshReused, 'identity.watch_refreshes')
  async reused({ id, payload }: Delivered<SignInFact>): Promise<void> {
    await this.watch.ofSignIn('refresh_reused', payload, id);
  }

  @OnEvent(AccountStateChanged, 'identity.watch_states')
  async stateChanged({ payload }: Delivered<{ personId: string; changeId: string }>): Promise<void> {
    await this.watch.stateChanged(payload);
  }

  @OnEvent(SecurityEventRaised, 'identity.monitoring')
  async tell({ payload }: Delivered<{ eventId: string }>): Promise<void> {
    await this.watch.tell(payload.eventId);
  }
}
