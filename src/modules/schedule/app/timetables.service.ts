import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { decodeCursor, type Page, pageOf } from '../../../shared/page.js';
import { AuditFacade } from '../../audit/index.js';
import { TimetableRepository, type YearFacts } from '../persistence/timetable.repository.js';
import type { NewTimetable, Timetable } from '../schedule.contracts.js';

/** Timetables of a school: drafts are drawn up and changed, published ones stand (SH-1). */
@Injectable()
export class Timetables {
  constructor(private readonly timetables: TimetableRepository, private readonly audit: AuditFacade, private readonly clock: Clock) {}

  async page(actor: Actor, schoolId: string, query: { schoolYear?: number; limit: number; cursor?: string }): Promise<Page<Timetable>> {
    if (actor.schoolId !== schoolId) throw notFound();
    const rows = await this.timetables.page(schoolId, query.schoolYear ?? null, query.limit, decodeCursor(query.cursor, 2));
    return pageOf(rows, query.limit, (t) => [t.schoolYear, t.id]);
  }

  /** A timetable of the actor's school. @throws DomainError not found */
  async get(actor: Actor, id: string): Promise<Timetable> {
    const timetable = actor.schoolId === null ? null : await this.timetables.find(actor.schoolId, id);
    if (timetable === null) throw notFound();
    return timetable;
  }

  @Transactional()
  async create(actor: Actor, schoolId: string, wanted: NewTimetable): Promise<Timetable> {
    if (actor.schoolId !== schoolId) throw notFound();
    const year = await this.timetables.year(schoolId, wanted.schoolYear);
    const original = wanted.copyOf === undefined ? null : await this.timetables.find(schoolId, wanted.copyOf);
    const bells = wanted.bellScheduleId ?? original?.bellScheduleId ?? year?.defaultBells ?? null;
    const errors = wrongDates(wanted, year);
    if (year === null) errors.push({ pointer: '/schoolYear', code: 'schedule.no_academic_year' });
    if (bells === null || !(await this.timetables.hasBells(schoolId, bells))) errors.push({ pointer: '/bellScheduleId', code: 'schedule.no_bell_schedule' });
    if (wanted.copyOf !== undefined && original?.schoolYear !== wanted.schoolYear) errors.push({ pointer: '/copyOf', code: 'schedule.unknown_timetable' });
    InvalidInput.throwIfAny(errors);
    const id = newId();
    const copyOf = original?.id ?? null;
    const { name, schoolYear, validFrom, validUntil } = wanted;
    await this.timetables.insert({ id, schoolId, schoolYear, name, validFrom, validUntil, bellScheduleId: bells!, copyOf }, actor.personId, this.clock.now());
    if (copyOf !== null) await this.timetables.copyEntries(schoolId, copyOf, id);
    await this.audit.record(actor, { operation: 'schedule.create_timetable', objectType: 'timetable', objectId: id, schoolId, outcome: 'success' });
    return this.get(actor, id);
  }

  @Transactional()
  async update(actor: Actor, id: string, change: Partial<Pick<Timetable, 'name' | 'validFrom' | 'validUntil'>>, version: number): Promise<Timetable> {
    const before = await this.draft(actor, id, 'UPDATE');
    const after = { ...before, ...change };
    InvalidInput.throwIfAny(wrongDates(after, await this.timetables.year(before.schoolId, before.schoolYear)));
    if (!(await this.timetables.update(after, version))) throw new DomainError('object.stale');
    return this.get(actor, id);
  }

  @Transactional()
  async delete(actor: Actor, id: string, version: number): Promise<void> {
    const { schoolId } = await this.draft(actor, id, 'UPDATE');
    if (!(await this.timetables.delete(schoolId, id, version))) throw new DomainError('object.stale');
    await this.audit.record(actor, { operation: 'schedule.delete_timetable', objectType: 'timetable', objectId: id, schoolId, outcome: 'success' });
  }

  /** A draft of the actor's school, not to be published before this transaction ends. */
  async draft(actor: Actor, id: string, strength: 'SHARE' | 'UPDATE' = 'SHARE'): Promise<Timetable> {
    const timetable = actor.schoolId === null ? null : await this.timetables.lock(actor.schoolId, id, strength);
    if (timetable === null) throw notFound();
    if (timetable.status !== 'draft') throw new DomainError('schedule.timetable_published');
    return timetable;
  }
}

function wrongDates({ validFrom, validUntil }: { validFrom: string; validUntil: string }, year: YearFacts | null): FieldError[] {
  if (validUntil < validFrom) return [{ pointer: '/validUntil', code: 'schedule.dates_reversed' }];
  if (year === null) return [];
  const params = { from: year.startsOn, until: year.endsOn };
  const errors: FieldError[] = [];
  if (validFrom < year.startsOn || validFrom > year.endsOn) errors.push({ pointer: '/validFrom', code: 'schedule.outside_year', params });
  if (validUntil < year.startsOn || validUntil > year.endsOn) errors.push({ pointer: '/validUntil', code: 'schedule.outside_year', params });
  return errors;
}
