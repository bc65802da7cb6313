import { Injectable } from '@nestjs/common';
import { addressGroup } from '../../domain/try-limits.js';
import { MANY_ACCOUNTS, MANY_ACCOUNTS_WINDOW_MS } from '../../domain/unusual-sign-in.js';
import type { SecurityEventKind } from '../../identity.contracts.js';
import type { SignInFact } from '../../identity.events.js';
import { AccountStatesRepository } from '../../persistence/account-states.repository.js';
import { SecurityEventsRepository } from '../../persistence/security-events.repository.js';
import { SignInsRepository } from '../../persistence/sign-ins.repository.js';
import { NOBODY } from '../tries.js';
import { Monitoring } from './monitoring/monitoring.js';
import { SecurityEvents } from './security-events.js';

/** Makes security events out of what happened, and tells the monitoring centre (ID-16). Runs in the worker, at least once. */
@Injectable()
export class SecurityWatch {
  constructor(
    private readonly events: SecurityEvents,
    private readonly rows: SecurityEventsRepository,
    private readonly signIns: SignInsRepository,
    private readonly states: AccountStatesRepository,
    private readonly monitoring: Monitoring,
  ) {}

  /** @param occasion the same for every delivery of one fact */
  async ofSignIn(kind: SecurityEventKind, { personId, signInId, at }: SignInFact, occasion: string): Promise<void> {
    const signIn = await this.signIns.find(signInId, new Date(at));
    await this.events.raise({ kind, personId: personId === NOBODY ? null : personId, ip: signIn?.ip ?? null, occasion });
  }

  /** Failures over many accounts from one address: raised once in a window. */
  async manyAccounts({ signInId, at }: SignInFact): Promise<void> {
    const failedAt = new Date(at);
    const signIn = await this.signIns.find(signInId, failedAt);
    if (signIn === null) return;
    const address = addressGroup(signIn.ip);
    if (await this.rows.accountsTried(address, NOBODY, new Date(failedAt.getTime() - MANY_ACCOUNTS_WINDOW_MS)) < MANY_ACCOUNTS) return;
    const window = Math.floor(failedAt.getTime() / MANY_ACCOUNTS_WINDOW_MS);
    await this.events.raise({ kind: 'many_accounts', personId: null, ip: signIn.ip, occasion: `${address}:${window}` });
  }

  async stateChanged({ personId, changeId }: { personId: string; changeId: string }): Promise<void> {
    const change = await this.states.find(changeId);
    if (change?.to === 'frozen') await this.events.raise({ kind: 'account_frozen', personId, ip: null, occasion: changeId });
  }

  async tell(eventId: string): Promise<void> {
    const event = await this.rows.find(eventId);
    if (event !== null) await this.monitoring.send(event);
  }
}
