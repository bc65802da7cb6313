import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { IdentityFacade } from '../../identity/index.js';
import { type LinkViewer, linkViewerOf } from '../family.policy.js';
import { InvitationRepository } from '../persistence/invitation.repository.js';
import { Addressees } from './addressees.service.js';

/** Whose links and invitations somebody sees, by their role and by what is addressed to them. */
@Injectable()
export class LinkViewers {
  constructor(
    private readonly identity: IdentityFacade,
    private readonly invitations: InvitationRepository,
    private readonly addressees: Addressees,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor): Promise<LinkViewer> {
    const waiting = await this.invitations.waitingFor(await this.identity.aliasKeysOf(actor.personId), this.clock.now());
    const mine = await this.addressees.ofPerson(actor.personId, waiting);
    return { ...(await linkViewerOf(this.access, actor)), invited: mine.map(({ id }) => id) };
  }
}
