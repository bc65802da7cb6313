import { Injectable } from '@nestjs/common';
import { Due, type DueItem, OnDue } from '../../../../platform/due/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import { Clock } from '../../../../shared/clock.js';
import { ConfirmationRepository, EVERYWHERE } from '../persistence/confirmation.repository.js';
import { StaffAwaitsConfirmation } from '../staff.events.js';

const WAITING = 'schools.staff_waiting';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A list of staff is entered, or taken in from a file, before anybody is told: once for all of it. */
const SETTLE_MS = 10 * MINUTE_MS;
const REMIND_MS = 3 * DAY_MS;
/** What nobody has answered for so long is shown to the operator too. */
export const LONG_MS = 9 * DAY_MS;

/** Whoever confirms is told once of all that came lately, and again every three days while something waits (SC-5). */
@Injectable()
export class WaitingReminders {
  constructor(private readonly rows: ConfirmationRepository, private readonly due: Due, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /** Something of the region waits, in the caller's transaction. */
  soon(regionCode: string): Promise<void> {
    return this.due.plan({ kind: WAITING, key: regionCode, at: new Date(this.clock.now().getTime() + SETTLE_MS) });
  }

  @OnDue(WAITING)
  async onDue({ key: regionCode }: DueItem): Promise<void> {
    const now = this.clock.now();
    if ((await this.rows.waiting({ ...EVERYWHERE, regionCode }, now)) === null) return;
    await this.outbox.publish(StaffAwaitsConfirmation, { regionCode });
    await this.due.plan({ kind: WAITING, key: regionCode, at: new Date(now.getTime() + REMIND_MS) });
  }
}
