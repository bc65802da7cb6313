import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import { Clock } from '../../../../shared/clock.js';
import { LevelNeededSoon } from '../../identity.events.js';
import { LevelRemindersRepository } from '../../persistence/levels/level-reminders.repository.js';

const DAYS_AHEAD = 30;
const BATCH = 500;

/** Tells pupils, and by the same event their parents, a month ahead that the diary will need a confirmed account (ID-8). */
@Injectable()
export class LevelReminders {
  constructor(private readonly rows: LevelRemindersRepository, private readonly outbox: Outbox, private readonly clock: Clock) {}

  async run(): Promise<number> {
    let told = 0;
    for (let batch = BATCH; batch === BATCH; told += batch) batch = await this.remind();
    return told;
  }

  @Transactional()
  protected async remind(): Promise<number> {
    const now = this.clock.now();
    const today = DateTime.fromJSDate(now, { zone: 'Europe/Moscow' });
    const soon = await this.rows.take(today.toISODate()!, today.plus({ days: DAYS_AHEAD }).toISODate()!, now, BATCH);
    for (const { personId, schoolId } of soon) await this.outbox.publish(LevelNeededSoon, { personId, at: now.toISOString() }, { schoolId });
    return soon.length;
  }
}
