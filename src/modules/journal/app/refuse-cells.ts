import { DomainError, type FieldError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import type { Cell } from '../domain/cells.js';
import type { CellFacts } from '../persistence/marks.repository.js';

/**
 * Says why cells were not saved: the address first (404), then the lesson's state (409), then every wrong cell (422), then
 * cells somebody else wrote in (409). Returns when it finds nothing wrong any more.
 * @param block lessons were named in the cells, so one of them that is elsewhere is a wrong cell, not a wrong address
 */
export function refuseCells(cells: readonly Cell[], facts: readonly CellFacts[], block: boolean): void {
  if (!facts.some((f) => f.writable) || (!block && facts.some((f) => !f.writable))) throw notFound();
  for (const fact of facts) if (fact.writable) refuseLesson(fact);
  InvalidInput.throwIfAny(facts.flatMap((fact) => wrongFields(cells[fact.index]!, fact)));
  refuseTwice(cells, facts);

  const conflicts = facts.filter((fact) => taken(cells[fact.index]!, fact)).map((fact) => conflict(cells[fact.index]!, fact));
  if (conflicts.length > 0) throw new DomainError('journal.cell_conflict', {}, { conflicts });
}

function refuseLesson(fact: CellFacts): void {
  if (fact.lesson_status === 'cancelled') throw new DomainError('journal.lesson_cancelled');
  if (fact.term_id === null) throw new DomainError('journal.no_term');
  if (fact.term_closed) throw new DomainError('journal.term_closed', { term: fact.term_name });
  if (fact.grade_level !== null && fact.grade_level <= 1 && !fact.grade_one_allowed) throw new DomainError('journal.grade_without_marks');
}

function wrongFields(cell: Cell, fact: CellFacts): FieldError[] {
  const at = `/marks/${fact.index}`;
  if (!fact.writable) return [{ pointer: `${at}/lessonId`, code: 'journal.lesson_elsewhere' }];
  const wrong: FieldError[] = [];
  if (!fact.in_group) wrong.push({ pointer: `${at}/pupilId`, code: 'journal.pupil_not_in_group' });
  if (!fact.value_known) wrong.push({ pointer: `${at}/value`, code: 'journal.value', params: { value: cell.value } });
  if (!fact.work_known && cell.workId !== undefined) wrong.push({ pointer: `${at}/workId`, code: 'journal.work_unknown' });
  if (!fact.work_known && cell.workId === undefined) wrong.push({ pointer: `${at}/workTypeId`, code: 'journal.work_type_unknown' });
  return wrong;
}

/** A work and its type may name the same cell twice, which only the database can tell. */
function refuseTwice(cells: readonly Cell[], facts: readonly CellFacts[]): void {
  const seen = new Set<string>();
  const twice = facts.filter((fact) => {
    const cell = cells[fact.index]!;
    const place = `${fact.work_id ?? cell.newWorkId} ${cell.pupilId}`;
    return seen.size === seen.add(place).size;
  });
  InvalidInput.throwIfAny(twice.map((fact) => ({ pointer: `/marks/${fact.index}`, code: 'journal.cell_twice' })));
}

function taken(cell: Cell, fact: CellFacts): boolean {
  return (cell.expected?.id ?? null) !== fact.mark_id || (cell.expected?.version ?? null) !== fact.mark_version;
}

function conflict(cell: Cell, fact: CellFacts): object {
  return {
    pointer: `/marks/${fact.index}`, lessonId: cell.lessonId, pupilId: cell.pupilId, workId: fact.work_id,
    current: fact.mark_id === null ? null
      : { id: fact.mark_id, value: fact.mark_value, comment: fact.mark_comment, version: fact.mark_version },
    yours: { value: cell.value, comment: cell.comment ?? null, expected: cell.expected ?? null },
  };
}
