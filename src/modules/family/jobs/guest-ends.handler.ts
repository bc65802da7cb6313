import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { GuestAccesses } from '../app/guest-accesses.service.js';
import { GUEST_ENDS } from '../app/move-guest.service.js';

/** A guest's time is over; the statements that read rights stop at that instant by themselves (FA-10). */
@Injectable()
export class GuestEndsHandler {
  constructor(private readonly guests: GuestAccesses) {}

  @OnDue(GUEST_ENDS)
  async ends({ key, schoolId }: DueItem): Promise<void | 'missed'> {
    if (schoolId === null || !(await this.guests.timeOver(schoolId, key))) return 'missed';
  }
}
