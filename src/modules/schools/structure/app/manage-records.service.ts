import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { BellRepository } from '../persistence/bell.repository.js';
import { BUILDINGS, RecordRepository, type RecordTable, type SchoolRecord, SUBJECTS } from '../persistence/record.repository.js';
import { YearRepository } from '../persistence/year.repository.js';

/** Terms, vacations, subjects, rooms, buildings and curriculum of a school: made, changed, taken away (SC-7, SC-9). */
@Injectable()
export class ManageRecords {
  constructor(private readonly records: RecordRepository, private readonly years: YearRepository, private readonly bells: BellRepository, private readonly audit: AuditFacade) {}

  @Transactional()
  async create(actor: Actor, schoolId: string, of: RecordTable, data: object): Promise<SchoolRecord> {
    const record = complete(of, { ...data });
    await this.check(schoolId, of, record);
    const id = newId();
    await this.records.insert(of, schoolId, id, record);
    await this.tell(actor, schoolId, of, 'create', id);
    return (await this.records.byId(of, schoolId, id))!;
  }

  /** @throws DomainError not found; `object.stale` for another version */
  @Transactional()
  async change(actor: Actor, schoolId: string, of: RecordTable, id: string, version: number, changes: object): Promise<SchoolRecord> {
    const now = await this.found(schoolId, of, id);
    const record = complete(of, { ...now, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) });
    await this.check(schoolId, of, record);
    if ((await this.records.update(of, schoolId, id, version, record)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, of, 'change', id);
    return (await this.records.byId(of, schoolId, id))!;
  }

  @Transactional()
  async remove(actor: Actor, schoolId: string, of: RecordTable, id: string, version: number): Promise<void> {
    await this.found(schoolId, of, id);
    if ((await this.records.remove(of, schoolId, id, version)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, of, 'remove', id);
  }

  async found(schoolId: string, of: RecordTable, id: string): Promise<SchoolRecord> {
    const record = await this.records.byId(of, schoolId, id);
    if (record === null) throw notFound();
    return record;
  }

  private async check(schoolId: string, of: RecordTable, record: Readonly<Record<string, unknown>>): Promise<void> {
    await this.checkReferences(schoolId, record);
    if (!of.yearly) return;
    const year = await this.years.byYear(schoolId, record['schoolYear'] as number);
    if (year === null) throw new InvalidInput([{ pointer: '/schoolYear', code: 'schools.year_unknown' }]);
    if (!('startsOn' in of.columns)) return;
    const { startsOn, endsOn, gradeFrom, gradeTo } = record as { startsOn: string; endsOn: string; gradeFrom: number; gradeTo: number };
    const latest = of.object === 'vacation' ? `${year.schoolYear + 1}-08-31` : year.endsOn; // the summer one goes on after the year
    InvalidInput.throwIfAny([
      ...(startsOn > endsOn ? [{ pointer: '/endsOn', code: 'schools.ends_before' }] : []),
      ...(gradeFrom > gradeTo ? [{ pointer: '/gradeTo', code: 'schools.grades_backwards' }] : []),
      ...(startsOn < year.startsOn ? [{ pointer: '/startsOn', code: 'schools.outside_year', params: { from: year.startsOn, to: latest } }] : []),
      ...(endsOn > latest ? [{ pointer: '/endsOn', code: 'schools.outside_year', params: { from: year.startsOn, to: latest } }] : []),
    ]);
  }

  /** What a record points at is of the same school. */
  private async checkReferences(schoolId: string, record: Readonly<Record<string, unknown>>): Promise<void> {
    const wrong: FieldError[] = [];
    for (const { field, code, find } of [
      { field: 'buildingId', code: 'schools.building_unknown', find: (id: string) => this.records.byId(BUILDINGS, schoolId, id) },
      { field: 'subjectId', code: 'schools.subject_unknown', find: (id: string) => this.records.byId(SUBJECTS, schoolId, id) },
      { field: 'bellScheduleId', code: 'schools.bell_schedule_unknown', find: (id: string) => this.bells.byId(schoolId, id) },
      { field: 'shortBellScheduleId', code: 'schools.bell_schedule_unknown', find: (id: string) => this.bells.byId(schoolId, id) },
    ]) {
      const id = record[field];
      if (typeof id === 'string' && (await find(id)) === null) wrong.push({ pointer: `/${field}`, code });
    }
    InvalidInput.throwIfAny(wrong);
  }

  private tell(actor: Actor, schoolId: string, { object }: RecordTable, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.${object}_${act}`, objectType: object, objectId: id, schoolId, outcome: 'success' });
  }
}

/** Fields not sent get their defaults, and the key a name is compared by follows the name. */
function complete(of: RecordTable, sent: Record<string, unknown>): Record<string, unknown> {
  const record = { ...sent };
  for (const [field, value] of Object.entries(of.defaults)) record[field] ??= value;
  if ('nameKey' in of.columns) record['nameKey'] = nameKey(record['name'] as string);
  return record;
}
