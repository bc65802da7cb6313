import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { newIdBeside, schoolYearOf } from '../domain/school-year.js';
import type { Work } from '../journal.contracts.js';
import type { MarkScope } from '../persistence/marks.repository.js';
import { SchoolListsRepository, type WorkType } from '../persistence/school-lists.repository.js';
import { WorksRepository } from '../persistence/works.repository.js';

/** What of a work its teacher sets; weight and type are from the school's list (domain rules, Marks). */
export interface WorkFields {
  readonly typeId?: string;
  readonly title?: string | null;
  readonly weight?: number;
}

/** Columns of the journal (JO-2). */
@Injectable()
export class Works {
  constructor(private readonly works: WorksRepository, private readonly lists: SchoolListsRepository, private readonly clock: Clock) {}

  /** @throws InvalidInput; DomainError not found, `journal.lesson_cancelled` */
  @Transactional()
  async add(actor: Actor, lessonId: string, fields: WorkFields & { typeId: string }): Promise<Work> {
    const scope = this.scope(actor, lessonId);
    const lesson = await this.works.writableLesson(scope, lessonId);
    if (lesson === null) throw notFound();
    if (lesson.status === 'cancelled') throw new DomainError('journal.lesson_cancelled');
    const type = await this.checked(scope.schoolId, fields);
    return this.works.add(scope, lesson, {
      id: newIdBeside(lessonId), typeId: type!.id, title: fields.title ?? null, weight: fields.weight ?? type!.weight, counts: type!.counts,
    });
  }

  /** A new type or weight goes to the marks there are, and their averages follow. @throws as `add`, `object.stale` */
  @Transactional()
  async change(actor: Actor, workId: string, version: number, fields: WorkFields): Promise<Work> {
    const scope = this.scope(actor, workId);
    const work = await this.works.lockWritable(scope, workId);
    if (work === null) throw notFound();
    if (work.version !== version) throw new DomainError('object.stale');
    const type = await this.checked(scope.schoolId, fields);
    const moved = type !== null && type.id !== work.typeId;
    const changed = await this.works.update(scope, {
      ...work,
      typeId: type?.id ?? work.typeId,
      title: fields.title === undefined ? work.title : fields.title,
      weight: fields.weight ?? (moved ? type.weight : work.weight),
      counts: moved ? type.counts : work.counts,
    });
    if (changed === null) throw new DomainError('object.stale');
    if (changed.weight !== work.weight || changed.counts !== work.counts) await this.works.reweigh(scope, workId);
    return changed;
  }

  /** @throws DomainError not found, `object.stale`, `journal.work_has_marks` */
  @Transactional()
  async remove(actor: Actor, workId: string, version: number): Promise<void> {
    const scope = this.scope(actor, workId);
    const work = await this.works.lockWritable(scope, workId);
    if (work === null) throw notFound();
    if (await this.works.hasMarks(scope, workId)) throw new DomainError('journal.work_has_marks');
    if (!(await this.works.remove(scope, workId, version))) throw new DomainError('object.stale');
  }

  /** The type named, or null when none is. @throws InvalidInput */
  private async checked(schoolId: string, fields: WorkFields): Promise<WorkType | null> {
    await this.lists.ensure(schoolId);
    const types = await this.lists.workTypes(schoolId);
    const type = types.find((t) => t.id === fields.typeId) ?? null;
    const weights = [...new Set(types.map((t) => t.weight))].sort((a, b) => a - b);
    InvalidInput.throwIfAny([
      ...(fields.typeId !== undefined && type === null ? [{ pointer: '/typeId', code: 'journal.work_type_unknown' }] : []),
      ...(fields.weight !== undefined && !weights.includes(fields.weight) ? [{ pointer: '/weight', code: 'journal.weight', params: { limit: weights } }] : []),
    ]);
    return type;
  }

  private scope(actor: Actor, id: string): MarkScope {
    if (actor.schoolId === null) throw notFound();
    return { schoolId: actor.schoolId, schoolYear: schoolYearOf(id), actor, now: this.clock.now() };
  }
}
