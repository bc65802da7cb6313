import { Injectable } from '@nestjs/common';
import { checkCurriculum, type CurriculumDifference } from '../domain/check-curriculum.js';
import { schoolYearOn } from '../domain/school-day.js';
import { CurriculumRepository } from '../persistence/curriculum.repository.js';
import { Today } from './today.js';

export interface NamedDifference extends CurriculumDifference {
  readonly className: string;
  readonly subject: string;
}

/** Teaching groups of a year against its curriculum (SC-9). */
@Injectable()
export class CurriculumCheck {
  constructor(private readonly curricula: CurriculumRepository, private readonly today: Today) {}

  /** Class by class, subjects by name; empty when all hours agree. */
  async run(schoolId: string, year?: number): Promise<NamedDifference[]> {
    const schoolYear = year ?? schoolYearOn(await this.today.in(schoolId));
    const classes = await this.curricula.classes(schoolId, schoolYear);
    const subjects = await this.curricula.subjectNames(schoolId);
    const place = new Map(classes.map(({ id, name }, i) => [id, { name, i }]));
    return checkCurriculum(classes, await this.curricula.lines(schoolId, schoolYear), await this.curricula.parts(schoolId, schoolYear))
      .map((found) => ({ ...found, className: place.get(found.classId)!.name, subject: subjects.get(found.subjectId) ?? '' }))
      .sort((a, b) => place.get(a.classId)!.i - place.get(b.classId)!.i || a.subject.localeCompare(b.subject, 'ru'));
  }
}
