import { Injectable } from '@nestjs/common';
import { foreignKeyViolation, isRetryable, uniqueViolation } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { type Cell, type CellInput, readCells } from '../domain/cells.js';
import { schoolYearOf } from '../domain/school-year.js';
import type { SavedMarks } from '../journal.contracts.js';
import { MarksRepository, type MarkScope } from '../persistence/marks.repository.js';
import { SchoolListsRepository } from '../persistence/school-lists.repository.js';
import { refuseCells } from './refuse-cells.js';

const TRIES = 3;

/** One mark, a column or a block: all or nothing (JO-2, JO-3, JO-9). */
@Injectable()
export class SaveMarks {
  constructor(
    private readonly marks: MarksRepository,
    private readonly lists: SchoolListsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * @param groupId the group all lessons must be of; null for one lesson named by the address
   * @throws InvalidInput naming the wrong cells; DomainError not found, `journal.cell_conflict` and the lesson's other refusals
   */
  async run(actor: Actor, groupId: string | null, inputs: readonly CellInput[]): Promise<SavedMarks> {
    const schoolYear = schoolYearOf(inputs[0]?.lessonId ?? '');
    if (actor.schoolId === null || schoolYear === 0) throw notFound();
    const { cells, errors } = readCells(inputs, schoolYear);
    InvalidInput.throwIfAny(errors);
    const scope: MarkScope = { schoolId: actor.schoolId, schoolYear, actor, now: this.clock.now() };

    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const saved = await this.attempt(scope, groupId, cells);
      if (typeof saved === 'object') {
        this.outbox.written();
        return saved;
      }
      const facts = await this.marks.explain(scope, groupId, cells);
      const listsMissing = facts.some((f) => f.writable && !f.types_listed);
      if (!listsMissing) refuseCells(cells, facts, groupId !== null);
      // A clash has ended the caller's transaction, if there is one: nothing can be tried in it again.
      if (saved === 'clash' && this.marks.inTransaction) break;
      if (listsMissing) await this.lists.ensure(scope.schoolId);
    }
    throw new DomainError('journal.busy');
  }

  /** A clash: two writers met in one new cell or work and the other one's is there now, or the work was taken away. */
  private async attempt(scope: MarkScope, groupId: string | null, cells: readonly Cell[]): Promise<SavedMarks | 'refused' | 'clash'> {
    try {
      return (await this.marks.save(scope, groupId, cells)) ?? 'refused';
    } catch (error) {
      const clash = uniqueViolation(error) ?? foreignKeyViolation(error);
      if (clash?.schema !== 'journal' && !isRetryable(error)) throw error;
      return 'clash';
    }
  }
}
