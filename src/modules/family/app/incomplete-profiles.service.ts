import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared/domain-error.js';
import { SchoolsFacade } from '../../schools/index.js';
import { LinkRepository } from '../persistence/link.repository.js';

/** Links whose diary waits for SNILS or INN (FA-6). */
@Injectable()
export class IncompleteProfiles {
  constructor(private readonly links: LinkRepository, private readonly schools: SchoolsFacade) {}

  /** @returns whether it was incomplete and the school has the SNILS by now. @throws DomainError `family.profile_incomplete` */
  @Transactional()
  async mendOrRefuse(personId: string, pupilId: string): Promise<boolean> {
    if (!(await this.links.isIncomplete(personId, pupilId))) return false;
    const link = await this.links.lockOwn(personId, pupilId);
    if (link === null || !(await this.schools.hasSnils(link.schoolId, pupilId))) throw new DomainError('family.profile_incomplete');
    await this.links.complete(link.schoolId, link.id);
    return true;
  }
}
