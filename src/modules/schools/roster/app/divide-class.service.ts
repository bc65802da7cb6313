import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, type FieldError, InvalidInput } from '../../../../shared/domain-error.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { ClassRepository } from '../persistence/class.repository.js';
import { ClassListRepository } from '../persistence/class-list.repository.js';
import { DivisionRepository } from '../persistence/division.repository.js';
import { Classes } from './classes.service.js';
import type { ClassRow, Division } from '../roster.model.js';

export interface DivisionOrder {
  readonly number: number;
  readonly name: string;
  /** The day the composition is valid from; today unless said. */
  readonly from?: string;
  readonly subgroups: readonly { readonly number: number; readonly name: string; readonly pupilIds: readonly string[] }[];
}

/** A class divided into subgroups (language, IT, PE); who is where changes on a date, history stays (SC-8). */
@Injectable()
export class DivideClass {
  constructor(
    private readonly classes: Classes,
    private readonly rows: ClassRepository,
    private readonly divisions: DivisionRepository,
    private readonly lists: ClassListRepository,
    private readonly audit: AuditFacade,
    private readonly today: Today,
  ) {}

  /** @throws InvalidInput naming every pupil who is not in the class or is in two subgroups; `object.stale` */
  @Transactional()
  async run(actor: Actor, schoolId: string, classId: string, version: number, order: DivisionOrder): Promise<{ schoolClass: ClassRow; divisions: Division[] }> {
    const now = await this.classes.found(schoolId, classId);
    const from = order.from ?? (await this.today.in(schoolId));
    if (schoolYearOn(from) !== now.schoolYear) {
      throw new InvalidInput([{ pointer: '/from', code: 'schools.date_outside_year', params: { date: from, schoolYear: now.schoolYear, nextYear: now.schoolYear + 1 } }]);
    }
    const places = order.subgroups.flatMap(({ number, pupilIds }, s) => pupilIds.map((pupilId, i) => ({ pupilId, subgroup: number, pointer: `/subgroups/${s}/pupilIds/${i}` })));
    const members = await this.lists.areIn(schoolId, classId, from, places.map(({ pupilId }) => pupilId));
    const seen = new Set<string>();
    InvalidInput.throwIfAny(places.flatMap(({ pupilId, pointer }): FieldError[] => {
      if (!members.has(pupilId)) return [{ pointer, code: 'schools.not_in_this_class' }];
      if (seen.has(pupilId)) return [{ pointer, code: 'schools.pupil_twice' }];
      seen.add(pupilId);
      return [];
    }));
    if ((await this.rows.update(schoolId, now, version)) === 0) throw new DomainError('object.stale');
    await this.divisions.put(schoolId, classId, order);
    await this.divisions.putMembers(schoolId, classId, order.number, from, places);
    await this.audit.record(actor, { operation: 'schools.class_divide', objectType: 'class', objectId: classId, schoolId, outcome: 'success', details: { division: order.number, from } });
    return { schoolClass: await this.classes.found(schoolId, classId), divisions: await this.divisions.of(schoolId, classId) };
  }
}
