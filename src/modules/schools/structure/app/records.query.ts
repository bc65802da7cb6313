import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { SchoolRepository } from '../../directory/persistence/school.repository.js';
import { RecordRepository, type RecordTable, type SchoolRecord } from '../persistence/record.repository.js';

export { BUILDINGS, CURRICULA, ROOMS, SUBJECTS, TERMS, VACATIONS } from '../persistence/record.repository.js';

@Injectable()
export class RecordsQuery {
  constructor(private readonly records: RecordRepository, private readonly schools: SchoolRepository) {}

  page(of: RecordTable, schoolId: string, schoolYear: number | null, page: PageRequest): Promise<Page<SchoolRecord>> {
    return this.records.page(of, schoolId, schoolYear, page);
  }

  async has(of: RecordTable, schoolId: string, id: string): Promise<boolean> {
    return (await this.records.byId(of, schoolId, id)) !== null;
  }

  /** Terms, vacations and bells are no secret: families read them of any school that is open to them, staff of their own. */
  async openPage(actor: Actor, of: RecordTable, schoolId: string, schoolYear: number | null, page: PageRequest): Promise<Page<SchoolRecord>> {
    await this.requireOpen(actor, schoolId);
    return this.records.page(of, schoolId, schoolYear, page);
  }

  /** @throws DomainError not found for a school families do not see yet, save to its own people (SC-4) */
  async requireOpen(actor: Actor, schoolId: string): Promise<void> {
    if (actor.schoolId === schoolId) return;
    const school = await this.schools.byId(schoolId);
    if (school === null || school.status === 'trial') throw notFound();
  }
}
