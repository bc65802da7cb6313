import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { type KnownPapers, type Pupil, SchoolsFacade } from '../../schools/index.js';
import { DataReviewRepository, type ReviewedPupil } from '../persistence/data-review.repository.js';

/** A pupil's data on file, as somebody looks through them. */
export interface PupilData {
  readonly pupil: Pupil;
  readonly schoolName: string;
  readonly papers: KnownPapers;
  /** When this person found the present data right; null when they have not, or the data have changed since. */
  readonly confirmedAt: Date | null;
}

/** A pupil or a parent looks through the pupil's data on file, and confirms them; a correction is a request (ID-4). */
@Injectable()
export class DataReviews {
  constructor(
    private readonly rows: DataReviewRepository,
    private readonly schools: SchoolsFacade,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async list({ personId }: Actor): Promise<PupilData[]> {
    return Promise.all((await this.rows.mine(personId)).map((row) => this.data(row)));
  }

  /** @param version of the data that were looked at. @throws DomainError not found; `object.stale` when they have changed since */
  @Transactional()
  async confirm(actor: Actor, pupilId: string, version: number): Promise<PupilData> {
    const [row] = await this.rows.mine(actor.personId, pupilId);
    if (row === undefined) throw notFound();
    const data = await this.data(row);
    if (data.pupil.version !== version) throw new DomainError('object.stale');
    await this.rows.confirm(row, actor.personId, version, this.clock.now());
    await this.audit.record(actor, {
      operation: 'family.confirm_pupil_data', objectType: 'pupil', objectId: pupilId, schoolId: row.schoolId, subjectId: pupilId, outcome: 'success',
    });
    return { ...data, confirmedAt: this.clock.now() };
  }

  private async data({ schoolId, pupilId, schoolName, confirmedVersion, confirmedAt }: ReviewedPupil): Promise<PupilData> {
    const pupil = (await this.schools.pupil(schoolId, pupilId))!;
    return { pupil, schoolName, papers: await this.schools.papers(schoolId, pupilId), confirmedAt: confirmedVersion === pupil.version ? confirmedAt : null };
  }
}
