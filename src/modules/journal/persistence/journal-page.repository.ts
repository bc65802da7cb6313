import { Injectable } from '@nestjs/common';
import { HotDb } from '../../../platform/database/index.js';
import type { JournalReader, PupilAverage } from '../journal.contracts.js';
import { GROUP_YEAR, JOURNAL_PAGE } from './journal-page.sql.js';
import { type SumsRow, toAverage } from './sums.js';

/** The page as the database made it: JSON texts, lists without their brackets (null: empty). */
export interface PageParts {
  readonly group: string;
  /** Null: the group has no such term. */
  readonly term: string | null;
  readonly closed: boolean;
  readonly pupils: string | null;
  readonly lessons: string | null;
  readonly cells: string | null;
  readonly averages: readonly PupilAverage[];
}

const REMEMBERED = 10_000;

@Injectable()
export class JournalPageRepository {
  /** A group's year never changes. */
  private readonly years = new Map<string, number>();

  constructor(private readonly hot: HotDb) {}

  /** Null: no such group for this reader. */
  async page(reader: JournalReader, groupId: string, termId: string | null): Promise<PageParts | null> {
    const year = await this.yearOf(reader.schoolId, groupId);
    if (year === null) return null;
    const [row] = await this.hot.run<Omit<PageParts, 'averages'> & { sums: SumsRow[] | null }>(JOURNAL_PAGE, [
      reader.schoolId, year, groupId, reader.personId, reader.readsAll, reader.now, termId, reader.leaderId,
    ]);
    if (row === undefined) return null;
    const { sums, ...parts } = row;
    return { ...parts, averages: (sums ?? []).map(toAverage) };
  }

  private async yearOf(schoolId: string, groupId: string): Promise<number | null> {
    const key = `${schoolId} ${groupId}`;
    const known = this.years.get(key);
    if (known !== undefined) return known;
    const [row] = await this.hot.run<{ school_year: number }>(GROUP_YEAR, [schoolId, groupId]);
    if (row === undefined) return null;
    if (this.years.size >= REMEMBERED) this.years.clear();
    this.years.set(key, row.school_year);
    return row.school_year;
  }
}
