import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Due, type DueItem, OnDue } from '../../../platform/due/index.js';
import { Clock } from '../../../shared/clock.js';
import { LevelReminders } from '../app/levels/level-reminders.js';

const KIND = 'identity.remind_level';
const DAY_MS = 24 * 3600 * 1000;
/** 7:00 UTC: people read it by day. */
const HOUR_MS = 7 * 3600 * 1000;

/** Once a day; who was missed while nothing ran is told on the next. */
@Injectable()
export class LevelRemindersHandler implements OnApplicationBootstrap {
  constructor(private readonly due: Due, private readonly reminders: LevelReminders, private readonly clock: Clock) {}

  onApplicationBootstrap(): Promise<void> {
    return this.planAfter(this.clock.now());
  }

  @OnDue(KIND)
  async onDue(item: DueItem): Promise<void> {
    await this.reminders.run();
    await this.planAfter(item.dueAt > this.clock.now() ? item.dueAt : this.clock.now());
  }

  private planAfter(at: Date): Promise<void> {
    const next = new Date((Math.floor((at.getTime() - HOUR_MS) / DAY_MS) + 1) * DAY_MS + HOUR_MS);
    return this.due.plan({ kind: KIND, key: next.toISOString().slice(0, 10), at: next });
  }
}
