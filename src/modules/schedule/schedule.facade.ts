import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { Entries } from './app/entries.service.js';
import { LessonRecords } from './app/lesson-records.js';
import { LessonChanges } from './app/lesson-changes.service.js';
import { PublishTimetable } from './app/publish-timetable.service.js';
import { Timetables } from './app/timetables.service.js';
import { LessonRepository } from './persistence/lesson.repository.js';
import type { Entry, HasRecords, Lesson, NewEntry, NewTimetable, Published, Timetable } from './schedule.contracts.js';

/** Timetables and dated lessons (SH-1, SH-2). The actor's school is the scope: what is not of it is not found. */
@Injectable()
export class ScheduleFacade {
  constructor(
    private readonly lessons: LessonRepository,
    private readonly timetables: Timetables,
    private readonly entries: Entries,
    private readonly publishing: PublishTimetable,
    private readonly changes: LessonChanges,
    private readonly records: LessonRecords,
  ) {}

  /**
   * Said once, at module init, by a module that writes on lessons: those with anything on them are never taken away.
   * @param owner the module's name
   */
  recordsKeptBy(owner: string, hasRecords: HasRecords): void {
    this.records.register(owner, hasRecords);
  }

  /** A lesson of this school, or null. */
  lesson(schoolId: string, lessonId: string): Promise<Lesson | null> {
    return this.lessons.find(schoolId, lessonId);
  }

  /**
   * May this person write on the lesson (JO-1): who teaches it, a substitute too, and the group's teachers on that day.
   * False for a lesson that is not of this school.
   */
  mayMark(schoolId: string, personId: string, lessonId: string): Promise<boolean> {
    return this.lessons.mayMark(schoolId, personId, lessonId);
  }

  /** A draft. @throws InvalidInput naming the wrong fields */
  createTimetable(actor: Actor, schoolId: string, timetable: NewTimetable): Promise<Timetable> {
    return this.timetables.create(actor, schoolId, timetable);
  }

  /** All or none of them. @throws InvalidInput; DomainError `schedule.clash` naming what stands in the way */
  addEntries(actor: Actor, timetableId: string, entries: readonly NewEntry[]): Promise<Entry[]> {
    return this.entries.add(actor, timetableId, entries);
  }

  /** Makes the timetable dated lessons; see `PublishTimetable`. @throws DomainError `schedule.clash` and others */
  publish(actor: Actor, timetableId: string): Promise<Published> {
    return this.publishing.run(actor, timetableId);
  }

  /** @throws DomainError `schedule.lesson_cancelled`, `schedule.clash` */
  substitute(actor: Actor, lessonId: string, teacherId: string, reason: string): Promise<Lesson> {
    return this.changes.substitute(actor, lessonId, teacherId, reason);
  }

  /** @throws DomainError `schedule.lesson_cancelled` */
  cancel(actor: Actor, lessonId: string, reason: string): Promise<Lesson> {
    return this.changes.cancel(actor, lessonId, reason);
  }
}
