import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { ChangeRepository } from '../persistence/change.repository.js';
import { ClashGuard } from '../persistence/clash-guard.js';
import { LessonRepository } from '../persistence/lesson.repository.js';
import type { Lesson } from '../schedule.contracts.js';
import { lessonCancelled, lessonSubstituted } from '../schedule.events.js';

/** Cancelling a lesson and sending a substitute, each with a reason (SH-3). */
@Injectable()
export class LessonChanges {
  constructor(
    private readonly lessons: LessonRepository,
    private readonly changes: ChangeRepository,
    private readonly guard: ClashGuard,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async cancel(actor: Actor, lessonId: string, reason: string): Promise<Lesson> {
    const lesson = await this.own(actor, lessonId);
    if (!(await this.changes.cancel(lesson, reason))) throw new DomainError('schedule.lesson_cancelled');
    await this.outbox.publish(lessonCancelled, facts(lesson), { schoolId: lesson.schoolId });
    return this.done(actor, lesson, 'schedule.cancel_lesson');
  }

  /** @throws DomainError `schedule.clash` when the substitute has another lesson then */
  substitute(actor: Actor, lessonId: string, teacherId: string, reason: string): Promise<Lesson> {
    return this.guard.run(async (remember) => {
      const lesson = await this.own(actor, lessonId);
      if (lesson.teacherId === teacherId) throw new InvalidInput([{ pointer: '/teacherId', code: 'schedule.same_teacher' }]);
      if (!(await this.changes.isTeacher(lesson.schoolId, teacherId, lesson.startsAt))) {
        throw new InvalidInput([{ pointer: '/teacherId', code: 'schedule.not_staff' }]);
      }
      remember(() => this.changes.busyWith(lesson, teacherId));
      if (!(await this.changes.substitute(lesson, teacherId, reason, actor.personId, this.clock.now()))) {
        throw new DomainError('schedule.lesson_cancelled');
      }
      await this.outbox.publish(lessonSubstituted, { ...facts(lesson), replacedTeacherId: lesson.teacherId, teacherId }, { schoolId: lesson.schoolId });
      return this.done(actor, lesson, 'schedule.substitute');
    });
  }

  private async own(actor: Actor, lessonId: string): Promise<Lesson> {
    const found = actor.schoolId === null ? null : await this.lessons.find(actor.schoolId, lessonId);
    if (found === null) throw notFound();
    await this.changes.lock(found);
    return (await this.lessons.find(found.schoolId, lessonId))!;
  }

  private async done(actor: Actor, { schoolId, id }: Lesson, operation: string): Promise<Lesson> {
    await this.audit.record(actor, { operation, objectType: 'lesson', objectId: id, schoolId, outcome: 'success' });
    return (await this.lessons.find(schoolId, id))!;
  }
}

function facts({ id, schoolYear, groupId, date }: Lesson): { lessonId: string; schoolYear: number; groupId: string; date: string } {
  return { lessonId: id, schoolYear, groupId, date };
}
