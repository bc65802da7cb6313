import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import type { Difference } from '../claims.contracts.js';
import { ClaimDecisions, type DeclineReason } from './claim-decisions.service.js';
import type { GivenConsent } from './child-consent.js';
import { EndLink } from './end-link.service.js';
import { Invitations } from './invitations.service.js';

/** What an acceptance carries: an invited person's consent, or the pupil the school has found. */
export interface Acceptance {
  readonly consent?: GivenConsent;
  readonly pupilId?: string;
}

/** Why the school declines. */
export interface Refusal {
  readonly reason?: DeclineReason;
  readonly differs?: readonly Difference[];
}

/** Whose answer a link waits for: the school's (FA-1), the invited person's (FA-3), or that of the pupil of age (FA-7). */
@Injectable()
export class LinkAnswers {
  constructor(private readonly decisions: ClaimDecisions, private readonly invitations: Invitations, private readonly endLink: EndLink) {}

  /** @returns id of the link: another than the invitation's where one stands already. @throws DomainError not found; `family.invitation_over`, `family.nothing_to_answer` */
  async accept(actor: Actor, id: string, { consent, pupilId }: Acceptance): Promise<string> {
    const approved = await this.decisions.approve(actor, id, pupilId);
    if (approved !== null) return approved;
    const invitation = await this.invitations.addressed(actor, id);
    return invitation === null ? (await this.endLink.answer(actor, id, true)).id : this.invitations.accept(actor, invitation, consent);
  }

  async decline(actor: Actor, id: string, { reason, differs = [] }: Refusal): Promise<void> {
    if (await this.decisions.decline(actor, id, reason, differs)) return;
    const invitation = await this.invitations.addressed(actor, id);
    if (invitation === null) await this.endLink.answer(actor, id, false);
    else await this.invitations.decline(actor, invitation);
  }
}
