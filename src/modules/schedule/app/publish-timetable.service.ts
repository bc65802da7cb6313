import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { CalendarFacade } from '../../calendar/index.js';
import { teachingDays } from '../domain/teaching-days.js';
import { BellsRepository } from '../persistence/bells.repository.js';
import { ClashGuard } from '../persistence/clash-guard.js';
import { PublicationRepository } from '../persistence/publication.repository.js';
import { TimetableRepository } from '../persistence/timetable.repository.js';
import type { Published, Timetable } from '../schedule.contracts.js';
import { LessonRecords } from './lesson-records.js';

/** Lessons of a version that went out of use say so to whoever still sees them. */
const REPLACED = 'Расписание изменено';

/**
 * A timetable becomes dated lessons (SH-1). It is the only one in force on the days it is valid: lessons to come that
 * other versions made there give way. What has begun is never touched, what something is written on is never taken away.
 */
@Injectable()
export class PublishTimetable {
  constructor(
    private readonly timetables: TimetableRepository,
    private readonly bells: BellsRepository,
    private readonly publication: PublicationRepository,
    private readonly records: LessonRecords,
    private readonly calendar: CalendarFacade,
    private readonly audit: AuditFacade,
    private readonly guard: ClashGuard,
    private readonly clock: Clock,
  ) {}

  /** Publishing again is allowed: bells and vacations may have changed. @throws DomainError `schedule.clash`, `schedule.bells_missing`, `schedule.timetable_empty` */
  run(actor: Actor, timetableId: string): Promise<Published> {
    return this.guard.run(async (remember) => {
      const timetable = await this.locked(actor, timetableId);
      const now = this.clock.now();
      remember(async () => {
        await this.stage(timetable, now);
        return this.publication.clashes(timetable, now);
      });
      await this.stage(timetable, now);
      const unrung = await this.publication.withoutBells();
      if (unrung.length > 0) throw new DomainError('schedule.bells_missing', { lessons: unrung });
      const surplus = await this.publication.surplus(timetable, now);
      const kept = await this.records.of(timetable.schoolId, timetable.schoolYear, surplus);
      const done = await this.publication.apply(timetable, surplus, kept, REPLACED);
      await this.timetables.markPublished(timetable.schoolId, timetable.id, actor.personId, now);
      await this.audit.record(actor, {
        operation: 'schedule.publish', objectType: 'timetable', objectId: timetable.id, schoolId: timetable.schoolId, outcome: 'success', details: { ...done },
      });
      return done;
    });
  }

  private async locked(actor: Actor, id: string): Promise<Timetable> {
    const found = actor.schoolId === null ? null : await this.timetables.find(actor.schoolId, id);
    if (found === null) throw notFound();
    await this.timetables.lockYear(found.schoolId, found.schoolYear);
    const timetable = await this.timetables.find(found.schoolId, id);
    if (timetable === null) throw notFound();
    if (timetable.entries === 0) throw new DomainError('schedule.timetable_empty');
    return timetable;
  }

  private async stage(timetable: Timetable, now: Date): Promise<void> {
    const { schoolId, schoolYear, validFrom, validUntil } = timetable;
    const year = (await this.timetables.year(schoolId, schoolYear))!;
    // The year may have been shortened since the timetable was drawn up.
    const from = validFrom < year.startsOn ? year.startsOn : validFrom;
    const until = validUntil > year.endsOn ? year.endsOn : validUntil;
    const daysOff = await this.calendar.daysOff(schoolId, from, until);
    const days = teachingDays({ from, until, weekDays: year.weekDays, daysOff });
    await this.publication.stage(timetable, year.zone, days, await this.bells.ringing(schoolId), now);
  }
}
