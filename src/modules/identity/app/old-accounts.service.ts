import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { STALE_MS } from '../domain/contact.js';
import { oldBefore } from '../domain/password-age.js';
import { AccountGrewOld } from '../identity.events.js';
import { SetupRepository } from '../persistence/setup.repository.js';

const BATCH = 500;

/** Reminds owners of passwords and contacts grown old (ID-3, ID-15), once for each term. */
@Injectable()
export class OldAccountsService {
  constructor(private readonly setup: SetupRepository, private readonly outbox: Outbox, private readonly config: Config, private readonly clock: Clock) {}

  async run(): Promise<number> {
    let told = 0;
    for (let batch = BATCH; batch === BATCH; told += batch) batch = await this.remind();
    return told;
  }

  @Transactional()
  protected async remind(): Promise<number> {
    const now = this.clock.now();
    const old = await this.setup.takeOld(oldBefore(this.config.settings, now), new Date(now.getTime() - STALE_MS), now, BATCH);
    for (const { personId, password, contacts } of old) await this.outbox.publish(AccountGrewOld, { personId, at: now.toISOString(), password, contacts });
    return old.length;
  }
}
