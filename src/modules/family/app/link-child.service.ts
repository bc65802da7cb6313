import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import type { Link, NewLink } from '../family.contracts.js';
import { CourtDecisionRepository } from '../persistence/court-decision.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { ChangeLink } from './change-link.service.js';

/** Links a representative with a pupil (FA-4). Nothing does while a court's decision stands (FA-7). */
@Injectable()
export class LinkChild {
  constructor(private readonly links: LinkRepository, private readonly courts: CourtDecisionRepository, private readonly changeLink: ChangeLink, private readonly clock: Clock) {}

  /** @throws DomainError `family.court_bar` */
  @Transactional()
  async run(actor: Actor | null, wanted: NewLink): Promise<Link> {
    const at = this.clock.now();
    const actorId = actor?.personId ?? null;
    const { asked } = wanted;
    if (await this.courts.bars(wanted.schoolId, wanted.guardianId, wanted.pupilId)) throw new DomainError('family.court_bar');
    const made = await this.links.insert(wanted, asked?.id ?? newId(at), at);
    if (made !== null) {
      if (asked !== undefined) await this.links.addHistory({ ...made, status: 'awaiting_confirmation' }, null, asked.by, asked.at);
      await this.changeLink.record(made, asked === undefined ? null : 'awaiting_confirmation', actorId);
      return made;
    }
    const standing = await this.links.standingForUpdate(wanted.schoolId, wanted.guardianId, wanted.pupilId);
    if (standing === null) throw new Error(`A link with pupil ${wanted.pupilId} stood and ended meanwhile`);
    return standing.status === 'linked' ? standing : this.changeLink.move(standing, 'linked', null, actorId);
  }
}
