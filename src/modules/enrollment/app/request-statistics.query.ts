import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import { type Page, pageOfList } from '../../../shared/page.js';
import { type OverseenSchool, overseenKey, SchoolsFacade } from '../../schools/index.js';
import type { RequestCounts } from '../enrollment.contracts.js';
import { RequestCountsQuery } from '../persistence/request-counts.query.js';

/** Whose figures, and of which days; both ends are in. */
export interface AskedStatistics {
  readonly region?: string;
  readonly group?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface SchoolRequests {
  readonly school: OverseenSchool;
  readonly counts: RequestCounts;
}

const USUAL_DAYS = 90;
const LONGEST_DAYS = 400;

/** How the schools of a region or a group answer requests (SC-11), in two statements. */
@Injectable()
export class RequestStatistics {
  constructor(private readonly schools: SchoolsFacade, private readonly counts: RequestCountsQuery, private readonly clock: Clock) {}

  /** The figures of a page of schools, and the sums of all. @throws InvalidInput for a period reversed or longer than 400 days */
  async run(
    actor: Actor, asked: AskedStatistics, limit: number, cursor: string | undefined,
  ): Promise<{ from: string; to: string; page: Page<SchoolRequests>; schools: number; totals: Omit<RequestCounts, 'schoolId'> }> {
    const to = asked.to ?? this.clock.now().toISOString().slice(0, 10);
    const from = asked.from ?? DateTime.fromISO(to, { zone: 'utc' }).minus({ days: USUAL_DAYS }).toISODate()!;
    const days = DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days;
    if (days < 0) throw new InvalidInput([{ parameter: 'to', code: 'enrollment.period_reversed' }]);
    if (days > LONGEST_DAYS) throw new InvalidInput([{ parameter: 'from', code: 'enrollment.period_too_long', params: { limit: LONGEST_DAYS } }]);
    const schools = await this.schools.overseenSchools(actor, asked);
    const found = new Map((await this.counts.of(schools.map(({ id }) => id), from, to, this.clock.now())).map((counts) => [counts.schoolId, counts]));
    const all = schools.map((school) => ({ school, counts: found.get(school.id) ?? { schoolId: school.id, open: 0, overdue: 0, submitted: 0, answered: 0, inTime: 0 } }));
    const sum = (of: (counts: RequestCounts) => number): number => all.reduce((total, { counts }) => total + of(counts), 0);
    const totals = { open: sum((c) => c.open), overdue: sum((c) => c.overdue), submitted: sum((c) => c.submitted), answered: sum((c) => c.answered), inTime: sum((c) => c.inTime) };
    return { from, to, page: pageOfList(all, limit, cursor, ({ school }) => overseenKey(school)), schools: all.length, totals };
  }
}
