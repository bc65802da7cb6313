import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Due, type DueItem, OnDue } from '../../../platform/due/index.js';
import { Clock } from '../../../shared/clock.js';
import { ForgetService } from '../app/forget.service.js';

const KIND = 'identity.forget';
const DAY_MS = 24 * 3600 * 1000;

/** Once a day drops what sign-in needs no more. Keys are days, so that each day is done once however many processes there are. */
@Injectable()
export class ForgetHandler implements OnApplicationBootstrap {
  constructor(private readonly due: Due, private readonly forget: ForgetService, private readonly clock: Clock) {}

  onApplicationBootstrap(): Promise<void> {
    return this.planAfter(this.clock.now());
  }

  @OnDue(KIND)
  async onDue(item: DueItem): Promise<void> {
    await this.forget.run();
    await this.planAfter(item.dueAt > this.clock.now() ? item.dueAt : this.clock.now());
  }

  private planAfter(at: Date): Promise<void> {
    const next = new Date((Math.floor(at.getTime() / DAY_MS) + 1) * DAY_MS);
    return this.due.plan({ kind: KIND, key: next.toISOString().slice(0, 10), at: next });
  }
}
