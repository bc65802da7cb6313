import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { schoolYearOf } from '../domain/school-year.js';
import type { LessonRecord } from '../journal.contracts.js';
import type { MarkScope } from '../persistence/marks.repository.js';
import { type RecordFields, RecordsRepository } from '../persistence/records.repository.js';
import { SchoolListsRepository } from '../persistence/school-lists.repository.js';
import { WorksRepository } from '../persistence/works.repository.js';

/** Topic, type and homework of a lesson (JO-11). */
@Injectable()
export class WriteLessonRecord {
  constructor(
    private readonly records: RecordsRepository,
    private readonly works: WorksRepository,
    private readonly lists: SchoolListsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param version what the writer saw, 0 for nothing written; null when they do not say
   * @throws InvalidInput; DomainError not found, `object.stale`
   */
  @Transactional()
  async run(actor: Actor, lessonId: string, version: number | null, fields: RecordFields): Promise<LessonRecord> {
    if (actor.schoolId === null) throw notFound();
    const scope: MarkScope = { schoolId: actor.schoolId, schoolYear: schoolYearOf(lessonId), actor, now: this.clock.now() };
    const lesson = await this.works.writableLesson(scope, lessonId);
    if (lesson === null) throw notFound();
    await this.check(scope.schoolId, lesson.date, fields);
    const before = await this.records.lock(scope, lessonId);
    if (version !== null && version !== (before?.version ?? 0)) throw new DomainError('object.stale');
    return this.records.write(scope, lesson, {
      topic: fields.topic === undefined ? before?.topic ?? null : fields.topic,
      typeId: fields.typeId === undefined ? before?.typeId ?? null : fields.typeId,
      homework: fields.homework === undefined ? before?.homework ?? null : fields.homework,
      homeworkDueOn: fields.homeworkDueOn === undefined ? before?.homeworkDueOn ?? null : fields.homeworkDueOn,
    });
  }

  private async check(schoolId: string, date: string, fields: RecordFields): Promise<void> {
    const typeWrong = fields.typeId !== undefined && fields.typeId !== null
      && !(await this.lists.workTypes(schoolId)).some((t) => t.id === fields.typeId);
    const dueEarly = typeof fields.homeworkDueOn === 'string' && fields.homeworkDueOn < date;
    InvalidInput.throwIfAny([
      ...(typeWrong ? [{ pointer: '/type', code: 'journal.work_type_unknown' }] : []),
      ...(dueEarly ? [{ pointer: '/homeworkDueOn', code: 'journal.due_before_lesson' }] : []),
    ]);
  }
}
