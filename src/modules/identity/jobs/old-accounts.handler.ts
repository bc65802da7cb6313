import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Due, type DueItem, OnDue } from '../../../platform/due/index.js';
import { Clock } from '../../../shared/clock.js';
import { OldAccountsService } from '../app/old-accounts.service.js';

const KIND = 'identity.remind_old';
const DAY_MS = 24 * 3600 * 1000;
/** 7:00 UTC: people read it by day. */
const HOUR_MS = 7 * 3600 * 1000;

/** Once a day; keys are days, so that each is done once however many processes there are. */
@Injectable()
export class OldAccountsHandler implements OnApplicationBootstrap {
  constructor(private readonly due: Due, private readonly old: OldAccountsService, private readonly clock: Clock) {}

  onApplicationBootstrap(): Promise<void> {
    return this.planAfter(this.clock.now());
  }

  @OnDue(KIND)
  async onDue(item: DueItem): Promise<void> {
    await this.old.run();
    await this.planAfter(item.dueAt > this.clock.now() ? item.dueAt : this.clock.now());
  }

  private planAfter(at: Date): Promise<void> {
    const next = new Date((Math.floor((at.getTime() - HOUR_MS) / DAY_MS) + 1) * DAY_MS + HOUR_MS);
    return this.due.plan({ kind: KIND, key: next.toISOString().slice(0, 10), at: next });
  }
}
