import { Injectable } from '@nestjs/common';
import { Due } from '../../../platform/due/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { GuestAccessMoved } from '../family.events.js';
import type { GuestAccess, GuestReason, GuestStatus } from '../guests.contracts.js';
import { GuestRepository } from '../persistence/guest.repository.js';

/** The kind of due row for the end of a guest's time. */
export const GUEST_ENDS = 'family.guest_ends';

/** Every change of a guest's access: row, due row and event together, in the caller's transaction. */
@Injectable()
export class MoveGuest {
  constructor(private readonly rows: GuestRepository, private readonly due: Due, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /** @param access as it is now; locked. @param guestId who accepted */
  async move(access: GuestAccess, status: GuestStatus, reason: GuestReason | null, guestId: string | null = null): Promise<void> {
    await this.rows.move(access, status, reason, guestId, this.clock.now());
    if (status !== 'active') await this.due.cancel(GUEST_ENDS, access.id);
    if (status !== 'declined') await this.tell(access, status === 'active' ? 'began' : 'ended');
  }

  async tell({ id: accessId, pupilId, schoolId }: Pick<GuestAccess, 'id' | 'pupilId' | 'schoolId'>, step: 'invited' | 'began' | 'ended'): Promise<void> {
    await this.outbox.publish(GuestAccessMoved, { accessId, pupilId, schoolId, step }, { schoolId });
  }

  /** Whoever gave them represents the child no more: what they gave ends with it (FA-7). */
  async endGivenBy({ schoolId, pupilId, guardianId }: { schoolId: string; pupilId: string; guardianId: string }): Promise<void> {
    for (const access of await this.rows.lockGivenBy(schoolId, pupilId, guardianId)) await this.move(access, 'ended', 'giver_unlinked');
  }
}
