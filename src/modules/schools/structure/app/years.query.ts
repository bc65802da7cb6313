import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { YearRepository } from '../persistence/year.repository.js';
import { RecordsQuery } from './records.query.js';
import type { AcademicYear } from '../structure.model.js';

@Injectable()
export class YearsQuery {
  constructor(private readonly years: YearRepository, private readonly records: RecordsQuery) {}

  /** Latest first; of any school open to families. */
  async list(actor: Actor, schoolId: string): Promise<AcademicYear[]> {
    await this.records.requireOpen(actor, schoolId);
    return this.years.list(schoolId);
  }
}
