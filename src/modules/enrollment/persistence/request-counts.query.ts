import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { OPEN_STATUSES } from '../domain/workflow.js';
import type { RequestCounts } from '../enrollment.contracts.js';

@Injectable()
export class RequestCountsQuery {
  constructor(private readonly db: Db) {}

  /** Of every kind, by school; days are the school's own. A school without requests has no row. @param until the last day */
  of(schoolIds: readonly string[], from: string, until: string, now: Date): Promise<RequestCounts[]> {
    return this.db.query<RequestCounts>(
      `SELECT r.school_id AS "schoolId",
         (count(*) FILTER (WHERE r.status = ANY ($5)))::int AS open,
         (count(*) FILTER (WHERE r.status = ANY ($5) AND r.due_at <= $4))::int AS overdue,
         (count(*) FILTER (WHERE (r.submitted_at AT TIME ZONE r.zone)::date BETWEEN $2 AND $3))::int AS submitted,
         (count(*) FILTER (WHERE (r.decided_at AT TIME ZONE r.zone)::date BETWEEN $2 AND $3))::int AS answered,
         (count(*) FILTER (WHERE (r.decided_at AT TIME ZONE r.zone)::date BETWEEN $2 AND $3 AND r.decided_at < r.due_at))::int AS "inTime"
       FROM enrollment.requests r WHERE r.school_id = ANY ($1) AND r.status <> 'draft' GROUP BY r.school_id`,
      [schoolIds, from, until, now, OPEN_STATUSES]);
  }
}
