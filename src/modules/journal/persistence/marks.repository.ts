import { Injectable } from '@nestjs/common';
import { Db, HotDb } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import type { Cell } from '../domain/cells.js';
import type { SavedMark, SavedMarks } from '../journal.contracts.js';
import { CHANGE_MARK, EXPLAIN_CHANGE, REMOVE_MARK } from './change-mark.sql.js';
import { EXPLAIN_MARKS } from './explain-marks.sql.js';
import { SAVE_MARKS } from './save-marks.sql.js';
import { type SumsRow, toAverage } from './sums.js';

/** Where marks are written: the school and year, by whom and when. */
export interface MarkScope {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly actor: Actor;
  readonly now: Date;
}

/** What stands in the way of a cell, or what it holds. */
export interface CellFacts {
  readonly index: number;
  readonly writable: boolean;
  readonly lesson_status: string | null;
  readonly grade_level: number | null;
  readonly grade_one_allowed: boolean;
  readonly term_id: string | null;
  readonly term_name: string | null;
  readonly term_closed: boolean;
  readonly in_group: boolean;
  readonly value_known: boolean;
  readonly types_listed: boolean;
  readonly work_known: boolean;
  readonly work_id: string | null;
  readonly mark_id: string | null;
  readonly mark_version: number | null;
  readonly mark_value: string | null;
  readonly mark_comment: string | null;
}

export interface MarkFacts {
  readonly id: string;
  readonly version: number;
  readonly value: string;
  readonly comment: string | null;
  readonly term_name: string | null;
  readonly writable: boolean;
  readonly term_closed: boolean;
  readonly value_known: boolean;
}

/** One change of one mark. */
export interface MarkChange {
  readonly markId: string;
  readonly expectedVersion: number;
  readonly correctsAny: boolean;
  readonly reasonCode: string;
  readonly note: string | null;
}

@Injectable()
export class MarksRepository {
  constructor(private readonly hot: HotDb, private readonly db: Db) {}

  /** Saves every cell or none; null when something was wrong. @throws the driver's error when two writers meet in one new cell */
  async save(scope: MarkScope, groupId: string | null, cells: readonly Cell[]): Promise<SavedMarks | null> {
    const [row] = await this.hot.run<{ saved: boolean; marks: SavedMark[] | null; sums: SumsRow[] | null }>(SAVE_MARKS, [
      scope.schoolId, scope.schoolYear, scope.actor.personId, scope.actor.role, scope.now, groupId,
      ...columns(cells),
      cells.map((c) => c.comment ?? null), cells.map((c) => c.expected?.id ?? null), cells.map((c) => c.expected?.version ?? null),
      cells.map((c) => c.newMarkId), cells.map((c) => c.newWorkId), cells.map((c) => c.reasonCode ?? null), cells.map((c) => c.note ?? null),
    ]);
    return row?.saved === true ? { marks: row.marks ?? [], averages: (row.sums ?? []).map(toAverage) } : null;
  }

  /** Cell by cell, what `save` asks for; read outside the transaction that was refused. */
  explain(scope: MarkScope, groupId: string | null, cells: readonly Cell[]): Promise<CellFacts[]> {
    return this.outside(() => this.hot.run<CellFacts>(EXPLAIN_MARKS, [
      scope.schoolId, scope.schoolYear, scope.actor.personId, scope.now, groupId, ...columns(cells),
    ]));
  }

  /** The changed mark, or null. @param comment undefined keeps the one there is */
  async change(scope: MarkScope, change: MarkChange, value: string, comment: string | null | undefined): Promise<SavedMarks | null> {
    const [row] = await this.hot.run<{ mark: SavedMark; sums: SumsRow[] | null }>(CHANGE_MARK, [
      ...changeParams(scope, change), value, comment ?? null, comment === undefined,
    ]);
    return row === undefined ? null : { marks: [row.mark], averages: (row.sums ?? []).map(toAverage) };
  }

  /** The averages after the removal, or null. */
  async remove(scope: MarkScope, change: MarkChange): Promise<SavedMarks | null> {
    const [row] = await this.hot.run<{ sums: SumsRow[] | null }>(REMOVE_MARK, changeParams(scope, change));
    return row === undefined ? null : { marks: [], averages: (row.sums ?? []).map(toAverage) };
  }

  /** Why neither did anything; null when there is no such mark in this school. */
  async explainChange(scope: MarkScope, change: MarkChange, value: string | null): Promise<MarkFacts | null> {
    const [facts] = await this.outside(() => this.hot.run<MarkFacts>(EXPLAIN_CHANGE, [
      scope.schoolId, scope.schoolYear, scope.actor.personId, scope.now, change.markId, change.correctsAny, value,
    ]));
    return facts ?? null;
  }

  /** True inside a caller's transaction (an Idempotency-Key opens one). */
  get inTransaction(): boolean {
    return this.db.inTransaction;
  }

  private outside<T>(read: () => Promise<T>): Promise<T> {
    return this.db.inTransaction ? this.db.outside(read) : read();
  }
}

function columns(cells: readonly Cell[]): unknown[] {
  return [
    cells.map((c) => c.lessonId), cells.map((c) => c.pupilId), cells.map((c) => c.value),
    cells.map((c) => c.workId ?? null), cells.map((c) => c.workTypeId ?? null),
  ];
}

function changeParams(scope: MarkScope, change: MarkChange): unknown[] {
  return [
    scope.schoolId, scope.schoolYear, scope.actor.personId, scope.actor.role, scope.now,
    change.markId, change.expectedVersion, change.correctsAny, change.reasonCode, change.note,
  ];
}
