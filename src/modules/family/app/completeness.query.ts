import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { notFound } from '../../../shared/domain-error.js';
import { SchoolsFacade } from '../../schools/index.js';
import { missingFields, type ProfileField } from '../domain/completeness.js';
import { ClaimRepository } from '../persistence/claim.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { ProfileQuery } from '../persistence/profile.query.js';

/** What is missing of a child's profile; the diary waits for it (FA-6). */
@Injectable()
export class CompletenessQuery {
  constructor(
    private readonly links: LinkRepository, private readonly claims: ClaimRepository, private readonly profiles: ProfileQuery,
    private readonly schools: SchoolsFacade, private readonly clock: Clock,
  ) {}

  /** @param id of the pupil, or of what was entered. @throws DomainError not found */
  async of({ personId }: Actor, id: string): Promise<ProfileField[]> {
    const link = await this.links.standingOwn(personId, id);
    if (link !== null) {
      const { schoolId, pupilId, incomplete } = link;
      const { hasSnils, hasInn } = await this.schools.papers(schoolId, pupilId);
      return missingFields({ gaps: await this.profiles.gaps(schoolId, pupilId, this.clock.now()), needsNumber: incomplete && !hasSnils && !hasInn });
    }
    const claim = await this.claims.own(personId, id);
    if (claim === null || claim.status === 'revoked' || claim.status === 'linked') throw notFound();
    return missingFields({ gaps: null, needsNumber: claim.snils === null && claim.inn === null });
  }
}
