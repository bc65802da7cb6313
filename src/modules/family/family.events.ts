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

/** They may no longer: sessions, feeds, subscriptions, exports and digests have to follow (FA-7). */
export const FamilyLinkRevoked = defineEvent<LinkFact & { readonly reason: LinkReason }>('family.link_revoked');

/** Slips were ordered: the worker makes them (SC-10). */
export const SlipsOrdered = defineEvent<{ readonly batchId: string }>('family.slips_ordered');
