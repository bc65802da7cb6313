import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { ScaleValue } from '../domain/mark-value.js';
import { SchoolListsRepository, type WorkType } from '../persistence/school-lists.repository.js';

/** A school's kinds of work and scale; the usual ones are written down when they are first asked for. */
@Injectable()
export class SchoolLists {
  constructor(private readonly lists: SchoolListsRepository) {}

  @Transactional()
  async of(schoolId: string): Promise<{ workTypes: WorkType[]; scale: ScaleValue[] }> {
    await this.lists.ensure(schoolId);
    return { workTypes: await this.lists.workTypes(schoolId), scale: await this.lists.scale(schoolId) };
  }
}
