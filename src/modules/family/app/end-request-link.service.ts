import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { AuditFacade } from '../../audit/index.js';
import type { LinkReason } from '../family.contracts.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { ChangeLink } from './change-link.service.js';
import { ChildAccountService } from './child-account.service.js';

/** Which link ends, and why. */
export interface RequestLink {
  readonly schoolId: string;
  readonly guardianId: string;
  readonly requestId: string;
  readonly reason: Extract<LinkReason, 'by_guardian' | 'by_school'>;
}

/** Ends the link a request made, when what the request gave was given back (EN-13, FA-7). */
@Injectable()
export class EndRequestLink {
  constructor(private readonly links: LinkRepository, private readonly changeLink: ChangeLink, private readonly keptAccounts: ChildAccountService, private readonly audit: AuditFacade) {}

  /** @returns false when that request made none that stands */
  @Transactional()
  async run(actor: Actor, { schoolId, guardianId, requestId, reason }: RequestLink): Promise<boolean> {
    const link = await this.links.lockOfRequest(schoolId, guardianId, requestId);
    if (link === null) return false;
    const ended = await this.changeLink.move(link, 'revoked', reason, actor.personId);
    await this.keptAccounts.shut(actor, ended);
    await this.audit.record(actor, {
      operation: 'family.revoke', objectType: 'family.link', objectId: link.id, schoolId, subjectId: link.pupilId, outcome: 'success', details: { reason, requestId },
    });
    return true;
  }
}
