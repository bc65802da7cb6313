import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { BellRepository } from '../persistence/bell.repository.js';
import type { BellDay, BellSchedule, BellScheduleData } from '../structure.model.js';

const LONGEST_MS = 366 * 86_400_000;

/** Bell schedules: by weekday and shift, regular and short, and the days that go by another than the default (SC-7). */
@Injectable()
export class ManageBells {
  constructor(private readonly schedules: BellRepository, private readonly audit: AuditFacade) {}

  list(schoolId: string): Promise<BellSchedule[]> {
    return this.schedules.list(schoolId);
  }

  @Transactional()
  async create(actor: Actor, schoolId: string, schedule: BellScheduleData): Promise<BellSchedule> {
    check(schedule);
    const id = newId();
    await this.schedules.insert(schoolId, id, schedule);
    await this.tell(actor, schoolId, 'create', id);
    return (await this.schedules.byId(schoolId, id))!;
  }

  @Transactional()
  async replace(actor: Actor, schoolId: string, id: string, version: number, schedule: BellScheduleData): Promise<BellSchedule> {
    check(schedule);
    await this.found(schoolId, id);
    if ((await this.schedules.update(schoolId, id, version, schedule)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, 'change', id);
    return (await this.schedules.byId(schoolId, id))!;
  }

  @Transactional()
  async remove(actor: Actor, schoolId: string, id: string, version: number): Promise<void> {
    await this.found(schoolId, id);
    if ((await this.schedules.remove(schoolId, id, version)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, 'remove', id);
  }

  /** Days that go by another schedule than the default; both ends are in. @throws InvalidInput for a period reversed or longer than a year */
  days(schoolId: string, from: string, to: string): Promise<BellDay[]> {
    if (to < from) throw new InvalidInput([{ parameter: 'to', code: 'schools.ends_before' }]);
    if (Date.parse(to) - Date.parse(from) > LONGEST_MS) throw new InvalidInput([{ parameter: 'to', code: 'schools.period_too_long' }]);
    return this.schedules.days(schoolId, from, to);
  }

  /** A short day, or back to the usual bells with null. */
  @Transactional()
  async setDay(actor: Actor, schoolId: string, date: string, scheduleId: string | null): Promise<void> {
    if (scheduleId !== null && (await this.schedules.byId(schoolId, scheduleId)) === null) {
      throw new InvalidInput([{ pointer: '/scheduleId', code: 'schools.bell_schedule_unknown' }]);
    }
    await this.schedules.putDay(schoolId, date, scheduleId);
    await this.audit.record(actor, { operation: 'schools.bell_day_set', objectType: 'bell_schedule', objectId: scheduleId, schoolId, outcome: 'success', details: { date } });
  }

  private async found(schoolId: string, id: string): Promise<void> {
    if ((await this.schedules.byId(schoolId, id)) === null) throw notFound();
  }

  private tell(actor: Actor, schoolId: string, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.bell_schedule_${act}`, objectType: 'bell_schedule', objectId: id, schoolId, outcome: 'success' });
  }
}

function check({ bells }: BellScheduleData): void {
  InvalidInput.throwIfAny(bells.flatMap(({ startsAt, endsAt }, i) => (startsAt < endsAt ? [] : [{ pointer: `/bells/${i}/endsAt`, code: 'schools.ends_before' }])));
}
