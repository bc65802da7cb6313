import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { notFound } from '../../../shared/domain-error.js';
import { SchoolsFacade } from '../../schools/index.js';
import { type MissingField, missingFields } from '../domain/completeness.js';
import { ClaimRepository } from '../persistence/claim.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';

/** What is missing of a child's profile, and whether the diary waits for it (FA-6). */
@Injectable()
export class CompletenessQuery {
  constructor(private readonly links: LinkRepository, private readonly claims: ClaimRepository, private readonly schools: SchoolsFacade) {}

  /** @param id of the pupil, or of what was entered. @throws DomainError not found */
  async of({ personId }: Actor, id: string): Promise<MissingField[]> {
    const link = await this.links.standingOwn(personId, id);
    if (link !== null) {
      return missingFields({ linked: true, needsNumber: link.incomplete && !(await this.schools.hasSnils(link.schoolId, link.pupilId)), study: await this.schools.studyOf(link.schoolId, link.pupilId) });
    }
    const claim = await this.claims.own(personId, id);
    if (claim === null || claim.status === 'revoked' || claim.status === 'linked') throw notFound();
    return missingFields({ linked: false, needsNumber: claim.snils === null && claim.inn === null, study: null });
  }
}
