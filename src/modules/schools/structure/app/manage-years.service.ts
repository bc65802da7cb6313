import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { schoolYearOn } from '../domain/school-day.js';
import { RecordRepository } from '../persistence/record.repository.js';
import { YearRepository } from '../persistence/year.repository.js';
import type { AcademicYear, YearData } from '../structure.model.js';

export type NewYear = Pick<YearData, 'startsOn' | 'endsOn' | 'weekDays'> & { readonly fiveDayToGrade?: number | null };

/** Academic years of a school (SC-7). */
@Injectable()
export class ManageYears {
  constructor(private readonly years: YearRepository, private readonly records: RecordRepository, private readonly audit: AuditFacade) {}

  @Transactional()
  async create(actor: Actor, schoolId: string, year: NewYear): Promise<AcademicYear> {
    const schoolYear = schoolYearOn(year.startsOn);
    check(year, schoolYear);
    if (!(await this.years.insert(schoolId, { ...year, fiveDayToGrade: year.fiveDayToGrade ?? null, id: newId(), schoolYear }))) throw new DomainError('schools.year_exists');
    const made = (await this.years.byYear(schoolId, schoolYear))!;
    await this.tell(actor, schoolId, 'create', made.id);
    return made;
  }

  /** @throws DomainError not found; `object.stale`; `schools.terms_outside_year` when terms would be left out */
  @Transactional()
  async change(actor: Actor, schoolId: string, id: string, version: number, changes: Partial<NewYear>): Promise<AcademicYear> {
    const now = await this.years.byId(schoolId, id);
    if (now === null) throw notFound();
    const year: AcademicYear = { ...now, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) };
    check(year, now.schoolYear);
    if (await this.records.outside(schoolId, now.schoolYear, year.startsOn, year.endsOn)) throw new DomainError('schools.terms_outside_year');
    if ((await this.years.update(schoolId, year, version)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, 'change', id);
    return (await this.years.byId(schoolId, id))!;
  }

  private tell(actor: Actor, schoolId: string, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.year_${act}`, objectType: 'academic_year', objectId: id, schoolId, outcome: 'success' });
  }
}

function check(year: NewYear, schoolYear: number): void {
  const limits = { from: `${schoolYear}-08-01`, to: `${schoolYear + 1}-07-31` };
  const errors: FieldError[] = [];
  if (year.startsOn < limits.from || year.startsOn > limits.to) errors.push({ pointer: '/startsOn', code: 'schools.outside_year', params: limits });
  if (year.endsOn > limits.to) errors.push({ pointer: '/endsOn', code: 'schools.outside_year', params: limits });
  if (year.endsOn <= year.startsOn) errors.push({ pointer: '/endsOn', code: 'schools.ends_before' });
  if (year.weekDays === 5 && year.fiveDayToGrade != null) errors.push({ pointer: '/fiveDayToGrade', code: 'schools.five_of_five' });
  InvalidInput.throwIfAny(errors);
}
