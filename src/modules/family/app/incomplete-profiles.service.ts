import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { SchoolsFacade } from '../../schools/index.js';
import { FILLED_IN_BY, missingFields } from '../domain/completeness.js';
import { FIELD_WORDS } from '../field-words.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { ProfileQuery } from '../persistence/profile.query.js';

/** Diaries that wait for what is missing of a child's profile (FA-6). */
@Injectable()
export class IncompleteProfiles {
  constructor(private readonly links: LinkRepository, private readonly profiles: ProfileQuery, private readonly schools: SchoolsFacade, private readonly clock: Clock) {}

  /** @returns whether it waited for SNILS or INN only, and the school has one by now. @throws DomainError `family.profile_incomplete` naming what is missing */
  @Transactional()
  async mendOrRefuse(personId: string, pupilId: string): Promise<boolean> {
    const now = this.clock.now();
    const schoolId = await this.profiles.viewedAt(personId, pupilId, now);
    if (schoolId === null) return false;
    const waits = await this.links.isIncomplete(personId, pupilId);
    const filledIn = waits && await this.fillIn(personId, pupilId);
    const missing = missingFields({ gaps: await this.profiles.gaps(schoolId, pupilId, now), needsNumber: waits && !filledIn });
    if (missing.length === 0) return filledIn;
    const words = (locale: 'ru' | 'en') => missing.map((field) => FIELD_WORDS[field][locale]).join(' ');
    throw new DomainError('family.profile_incomplete', { ru: words('ru'), en: words('en') }, { missing: missing.map((field) => ({ field, filledInBy: FILLED_IN_BY[field] })) });
  }

  /** The same for the timetable of a class: of the first child of theirs in it whose profile is incomplete. */
  async mendOrRefuseIn(personId: string, classId: string): Promise<boolean> {
    let filledIn = false;
    for (const pupilId of await this.profiles.viewedIn(personId, classId, this.clock.now())) filledIn = await this.mendOrRefuse(personId, pupilId) || filledIn;
    return filledIn;
  }

  private async fillIn(personId: string, pupilId: string): Promise<boolean> {
    const link = await this.links.lockOwn(personId, pupilId);
    if (link === null) return false;
    const { hasSnils, hasInn } = await this.schools.papers(link.schoolId, pupilId);
    if (!hasSnils && !hasInn) return false;
    await this.links.complete(link.schoolId, link.id);
    return true;
  }
}
