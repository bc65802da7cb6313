import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { INVITATION_ENDS, Invitations } from '../app/invitations.service.js';

/** An invitation nobody answered runs out (FA-3). */
@Injectable()
export class InvitationEndsHandler {
  constructor(private readonly invitations: Invitations) {}

  @OnDue(INVITATION_ENDS)
  async ends({ key, schoolId }: DueItem): Promise<void | 'missed'> {
    if (schoolId === null || !(await this.invitations.expire(schoolId, key))) return 'missed';
  }
}
