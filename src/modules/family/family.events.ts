import { defineEvent } from '../../platform/outbox/index.js';
import type { LinkReason } from './family.contracts.js';

export interface LinkFact {
  readonly linkId: string;
  readonly guardianId: string;
  readonly pupilId: string;
  readonly schoolId: string;
}

/** A representative may see the pupil's diary from now on (FA-4). */
export const FamilyLinked = defineEvent<LinkFact>('family.linked');

/** A child a parent entered waits for the school's answer, or the school declined (FA-1). */
export const ClaimMoved = defineEvent<{
  readonly claimId: string; readonly guardianId: string; readonly schoolId: string; readonly step: 'waiting' | 'declined';
}>('family.claim_moved');

/** A school has invited somebody to represent a pupil (FA-3). */
export const FamilyInvited = defineEvent<{ readonly invitationId: string; readonly pupilId: string; readonly schoolId: string }>('family.invited');

/** A third person was invited to view a pupil's diary for a time, began to, or ended (FA-10). */
export const GuestAccessMoved = defineEvent<{
  readonly accessId: string; readonly pupilId: string; readonly schoolId: string; readonly step: 'invited' | 'began' | 'ended';
}>('family.guest_access_moved');

/** They may no longer: sessions, feeds, subscriptions, exports and digests have to follow (FA-7). */
export const FamilyLinkRevoked = defineEvent<LinkFact & { readonly reason: LinkReason }>('family.link_revoked');

/** Slips were ordered: the worker makes them (SC-10). */
export const SlipsOrdered = defineEvent<{ readonly batchId: string }>('family.slips_ordered');
