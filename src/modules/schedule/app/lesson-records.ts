import { Injectable } from '@nestjs/common';
import type { HasRecords } from '../schedule.contracts.js';

/**
 * Modules above that write on lessons say here which lessons they wrote on, so that publishing a changed timetable never
 * takes such a lesson away. Asked inside the publishing transaction.
 */
@Injectable()
export class LessonRecords {
  private readonly keepers = new Map<string, HasRecords>();

  /** @param owner the module's name. Called at module init */
  register(owner: string, hasRecords: HasRecords): void {
    if (this.keepers.has(owner)) throw new Error(`${owner} registered its lesson records twice`);
    this.keepers.set(owner, hasRecords);
  }

  /** Those of the lessons with anything written on them. */
  async of(schoolId: string, schoolYear: number, lessonIds: readonly string[]): Promise<string[]> {
    if (lessonIds.length === 0) return [];
    const kept = new Set<string>();
    for (const hasRecords of this.keepers.values()) {
      for (const id of await hasRecords(schoolId, schoolYear, lessonIds)) kept.add(id);
    }
    return [...kept];
  }
}
