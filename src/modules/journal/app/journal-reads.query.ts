import { Injectable } from '@nestjs/common';
import { ConsentsFacade } from '../../consents/index.js';
import { FamilyFacade } from '../../family/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { decodeCursor, type Page, pageOf } from '../../../shared/page.js';
import { schoolYearAt, schoolYearOf } from '../domain/school-year.js';
import type { GroupRow, HistoryRow, PupilMarkRow } from '../journal.contracts.js';
import { JournalReadsRepository, type MarkFilter, type PupilReach } from '../persistence/journal-reads.repository.js';
import { JournalReaders } from './journal-readers.js';

/** Reads beside the page: groups, a mark's history, a pupil's marks and averages. */
@Injectable()
export class JournalReads {
  constructor(
    private readonly reads: JournalReadsRepository,
    private readonly family: FamilyFacade,
    private readonly consents: ConsentsFacade,
    private readonly readers: JournalReaders,
    private readonly clock: Clock,
  ) {}

  /** Teaching groups of the present year whose journal the actor opens. */
  async groups(actor: Actor, mine: boolean, limit: number, cursor: string | undefined): Promise<Page<GroupRow>> {
    const reader = await this.readers.of(actor);
    if (reader === null) throw notFound();
    const [after] = decodeCursor(cursor, 1) ?? [null];
    const rows = await this.reads.groups(reader, { mine, schoolYear: schoolYearAt(reader.now), after: after === null ? null : String(after), limit: limit + 1 });
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Every act on a mark (JO-6), removed ones too. @throws DomainError not found */
  async history(actor: Actor, markId: string): Promise<HistoryRow[]> {
    const reader = await this.readers.of(actor);
    const rows = reader === null ? [] : await this.reads.history(reader, schoolYearOf(markId), markId);
    if (rows.length === 0) throw notFound();
    return rows;
  }

  /** A pupil's marks of one school year, newest first. @throws DomainError not found, journal.marks_withheld */
  async marks(actor: Actor, pupilId: string, filter: MarkFilter, limit: number, cursor: string | undefined): Promise<Page<PupilMarkRow>> {
    const { schoolId, reach } = await this.reach(actor, pupilId);
    const after = decodeCursor(cursor, 2) as [string, string] | null;
    const rows = await this.reads.marks(schoolId, this.yearAsked(filter), pupilId, reach, filter, after, limit + 1);
    return pageOf(rows, limit, (row) => [row.date, row.id]);
  }

  /** A pupil's averages of the present year by subject and term (JO-4). @throws DomainError not found, journal.marks_withheld */
  async averages(actor: Actor, pupilId: string, termId: string | undefined): Promise<Awaited<ReturnType<JournalReadsRepository['averages']>>> {
    const { schoolId, reach } = await this.reach(actor, pupilId);
    return this.reads.averages(schoolId, schoolYearAt(this.clock.now()), pupilId, reach, termId ?? null);
  }

  /** The year of the days asked for; the present one when none are. */
  private yearAsked({ from, to }: MarkFilter): number {
    const day = from ?? to;
    return schoolYearAt(day === undefined ? this.clock.now() : new Date(`${day}T12:00:00Z`));
  }

  private async reach(actor: Actor, pupilId: string): Promise<{ schoolId: string; reach: PupilReach }> {
    if (actor.role === 'guardian' || actor.role === 'pupil' || actor.role === 'guest') {
      const scope = await this.family.mayReadDiary(actor, pupilId);
      if (scope === null) throw notFound();
      if (!(await this.consents.isGiven(pupilId, 'child_data'))) throw new DomainError('journal.marks_withheld');
      return { schoolId: scope.schoolId, reach: 'all' };
    }
    const reader = await this.readers.of(actor);
    const reach = reader === null ? null : await this.reads.staffReach(reader, pupilId);
    if (reader === null || reach === null) throw notFound();
    return { schoolId: reader.schoolId, reach };
  }
}
