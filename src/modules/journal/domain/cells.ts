import type { FieldError } from '../../../shared/domain-error.js';
import { changeReason } from './change-reasons.js';
import { parseMarkValue } from './mark-value.js';
import { newIdBeside, schoolYearOf } from './school-year.js';

/** A cell as the teacher filled it in. */
export interface CellInput {
  readonly lessonId: string;
  readonly pupilId: string;
  readonly value: string | number;
  readonly workId?: string;
  readonly workTypeId?: string;
  readonly comment?: string | null;
  readonly expected?: { readonly id: string; readonly version: number } | null;
  readonly reasonCode?: string;
  readonly note?: string;
}

/** A cell ready to be saved: its value a code, the ids of what it may make drawn in the lesson's school year. */
export interface Cell extends CellInput {
  readonly value: string;
  readonly newMarkId: string;
  readonly newWorkId: string;
}

/**
 * Reads what was typed; every wrong cell is named by its pointer. What the school's scale, groups and works say about
 * it is asked in the statement.
 * @param schoolYear the year all lessons must lie in
 */
export function readCells(inputs: readonly CellInput[], schoolYear: number): { cells: Cell[]; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const cells: Cell[] = [];
  const seen = new Set<string>();
  const works = new Map<string, string>();
  inputs.forEach((input, index) => {
    const wrong = (field: string, code: string, params = {}): void => { errors.push({ pointer: `/marks/${index}${field}`, code, params }); };
    const value = parseMarkValue(input.value);
    if (value === null) wrong('/value', 'journal.value', { value: String(input.value) });
    if (schoolYearOf(input.lessonId) !== schoolYear) wrong('/lessonId', 'journal.other_year');
    if (input.workId !== undefined && input.workTypeId !== undefined) wrong('/workTypeId', 'journal.work_or_type');
    checkReason(input.reasonCode, input.note).forEach(([field, code]) => wrong(`/${field}`, code));

    const column = `${input.lessonId} ${input.workId ?? input.workTypeId ?? ''}`;
    if (seen.has(`${column} ${input.pupilId}`)) wrong('', 'journal.cell_twice');
    seen.add(`${column} ${input.pupilId}`);

    // Cells that ask for the same type in one lesson share the work that is made for them.
    const newWorkId = works.get(column) ?? newIdBeside(input.lessonId);
    works.set(column, newWorkId);
    cells.push({ ...input, value: value ?? '', newMarkId: newIdBeside(input.lessonId), newWorkId });
  });
  return { cells, errors };
}

/** What is wrong with a reason of a change (JO-6): pairs of field and code. */
export function checkReason(reasonCode: string | undefined, note: string | undefined): [field: string, code: string][] {
  if (reasonCode === undefined) return [];
  const reason = changeReason(reasonCode);
  if (reason === undefined) return [['reasonCode', 'journal.reason']];
  return reason.noteRequired && (note ?? '').trim() === '' ? [['note', 'journal.note_required']] : [];
}
