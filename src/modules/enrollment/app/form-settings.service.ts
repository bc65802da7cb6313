import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { FormSettings, SchoolFormSettings } from '../domain/form-settings.js';
import { FormSettingsRepository } from '../persistence/form-settings.repository.js';

/** What a school asks of applicants beyond the usual (EN-2): whoever fills in the form may know it, the school sets it. */
@Injectable()
export class FormSettingsService {
  constructor(private readonly rows: FormSettingsRepository, private readonly schools: SchoolsFacade, private readonly audit: AuditFacade) {}

  /** @throws DomainError object.not_found */
  async read(schoolId: string): Promise<SchoolFormSettings> {
    if ((await this.schools.school(schoolId)) === null) throw notFound();
    return this.rows.of(schoolId);
  }

  /** @throws DomainError object.not_found for another school, object.stale */
  @Transactional()
  async put(actor: Actor, schoolId: string, version: number, settings: FormSettings): Promise<SchoolFormSettings> {
    if (actor.schoolId !== schoolId || (await this.schools.school(schoolId)) === null) throw notFound();
    if ((await this.rows.put(schoolId, version, settings)) === 0) throw new DomainError('object.stale');
    await this.audit.record(actor, {
      operation: 'enrollment.settings', objectType: 'schools.school', objectId: schoolId, schoolId, outcome: 'success', details: { ...settings },
    });
    return this.rows.of(schoolId);
  }
}
