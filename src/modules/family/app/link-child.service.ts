import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import type { Link, NewLink } from '../family.contracts.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { ChangeLink } from './change-link.service.js';

/** Links a representative with a pupil (FA-4). */
@Injectable()
export class LinkChild {
  constructor(private readonly links: LinkRepository, private readonly changeLink: ChangeLink, private readonly clock: Clock) {}

  @Transactional()
  async run(actor: Actor | null, wanted: NewLink): Promise<Link> {
    const at = this.clock.now();
    const actorId = actor?.personId ?? null;
    const made = await this.links.insert(wanted, newId(at), at);
    if (made !== null) {
      await this.changeLink.record(made, null, actorId);
      return made;
    }
    const standing = await this.links.standingForUpdate(wanted.schoolId, wanted.guardianId, wanted.pupilId);
    if (standing === null) throw new Error(`A link with pupil ${wanted.pupilId} stood and ended meanwhile`);
    return standing.status === 'linked' ? standing : this.changeLink.move(standing, 'linked', null, actorId);
  }
}
