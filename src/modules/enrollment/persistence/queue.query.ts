import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { OPEN_STATUSES, type RequestStatus } from '../domain/workflow.js';
import type { Paper, Scope } from '../enrollment.contracts.js';
import type { Viewer } from '../enrollment.policy.js';
import { inCoordinatedGroup } from './coordinated-group.sql.js';

/** What a list is narrowed by; null: not by that. */
export interface QueueFilter {
  /** Null: open ones for staff, all of one's own for an applicant. */
  readonly statuses: readonly RequestStatus[] | null;
  readonly kind: string | null;
  readonly due: 'overdue' | 'today' | 'week' | null;
  /** Folded class name. */
  readonly className: string | null;
  /** A person's id, or `none`. */
  readonly assignee: string | null;
  /** Part of what it is about (a child's name, a school's), folded. */
  readonly subjectName: string | null;
  /** Those whose applicant waits to be told on paper, whatever their status. */
  readonly owed: boolean;
  /** Part of a number: either of the two is enough. */
  readonly number: string | null;
}

interface Ref { readonly id: string; readonly name: string }
export interface PersonRef { readonly id: string; readonly name: { readonly family: string; readonly given: string; readonly patronymic: string | null } }

/** A request as a list shows it. Nothing sealed is opened for it. */
export interface RequestLine {
  readonly id: string;
  readonly number: string | null;
  readonly kind: string;
  readonly status: RequestStatus;
  readonly version: number;
  readonly round: number;
  readonly applicant: PersonRef;
  readonly applicantKind: string | null;
  readonly school: Ref | null;
  readonly schoolId: string | null;
  readonly regionCode: string | null;
  readonly scope: Scope | null;
  readonly route: readonly Scope[] | null;
  /** What it is about, once it was sent. */
  readonly title: string | null;
  readonly outcome: string | null;
  /** As typed. */
  readonly child: { readonly name?: unknown; readonly birthDate?: unknown } | null;
  readonly className: string | null;
  readonly submittedAt: Date | null;
  readonly dueOn: string | null;
  readonly dueAt: Date | null;
  readonly dueProvisional: boolean;
  readonly extended: boolean;
  readonly assignee: PersonRef | null;
  readonly paper: Paper | null;
  readonly inPerson: boolean;
  readonly supportAskedAt: Date | null;
  readonly owedSince: Date | null;
}

const PERSON = (p: string) => `CASE WHEN ${p}.id IS NOT NULL THEN jsonb_build_object('id', ${p}.id, 'name',
  jsonb_build_object('family', ${p}.family, 'given', ${p}.given, 'patronymic', ${p}.patronymic)) END`;

const LINE = `SELECT r.id, r.number, r.kind, r.status, r.version, r.round, r.submitted_at AS "submittedAt", r.due_on AS "dueOn", r.due_at AS "dueAt",
    r.due_provisional AS "dueProvisional", r.extended, r.school_id AS "schoolId", r.region_code AS "regionCode", r.scope, r.route, r.subject_title AS title, r.outcome, r.paper, r.in_person AS "inPerson", r.support_asked_at AS "supportAskedAt", r.owed_since AS "owedSince", r.form->>'applicantKind' AS "applicantKind",
    coalesce(r.class_name, r.form->>'className') AS "className",
    CASE WHEN jsonb_typeof(r.form->'child') = 'object' THEN jsonb_build_object('name', r.form->'child'->'name', 'birthDate', r.form->'child'->'birthDate') END AS child,
    CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('id', s.id, 'name', s.short_name) END AS school,
    ${PERSON('a')} AS applicant, ${PERSON('w')} AS assignee
  FROM enrollment.requests r
  LEFT JOIN schools.v_school s ON s.id = coalesce(r.school_id,
    CASE WHEN r.form->>'schoolId' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (r.form->>'schoolId')::uuid END)
  LEFT JOIN identity.v_person a ON a.id = r.applicant_id
  LEFT JOIN identity.v_person w ON w.id = r.assignee_id`;

const OPEN = `('submitted', 'accepted', 'in_review', 'awaiting_applicant')`;

/** Whose queue it is: a condition of its own for each, so that each has an index. $1 is whose, $2 now. */
const SCOPES = {
  school: `r.school_id = $1::uuid`,
  // what waits for the region, and what is overdue at its schools
  region: `r.region_code = $1::text AND r.scope <> 'operator' AND r.status IN ${OPEN} AND (r.scope = 'region' OR r.due_at <= $2)`,
  // what the region has decided
  region_decided: `r.region_code = $1::text AND r.scope = 'region'`,
  // what waits for the operator, and what its support was asked to look into
  operator: `$1::text IS NULL AND (r.scope = 'operator' OR (r.support_asked_at IS NOT NULL AND r.status IN ${OPEN}))`,
} as const;

const DUE = {
  any: '$2::timestamptz IS NOT NULL',
  overdue: 'r.due_at <= $2',
  today: `r.due_at > $2 AND r.due_at <= $2::timestamptz + interval '24 hours'`,
  week: `r.due_at > $2 AND r.due_at <= $2::timestamptz + interval '8 days'`,
} as const;

function scopeOf({ schoolId, regionCode }: Viewer, { statuses }: QueueFilter): [keyof typeof SCOPES, string | null] {
  if (schoolId !== null) return ['school', schoolId];
  if (regionCode === null) return ['operator', null];
  return [statuses === null || statuses.every((status) => OPEN_STATUSES.includes(status)) ? 'region' : 'region_decided', regionCode];
}

/** $3: the statuses asked for. */
function statusOf({ statuses, owed }: QueueFilter): string {
  const asked = statuses === null ? '$3::text[] IS NULL' : 'r.status = ANY ($3::text[])';
  if (owed) return `${asked} AND r.owed_since IS NOT NULL`;
  return statuses === null ? `r.status IN ${OPEN} AND ${asked}` : asked;
}

/**
 * One statement for each whose queue it is. By due date and id, so overdue and due today come first, and a page is never
 * disturbed by what others write. A due date ends at midnight of its own zone, so "today" is what ends within a day of now.
 */
export function queueStatement(
  viewer: Viewer, filter: QueueFilter, now: Date, limit: number, after: readonly [string, string] | null,
): { readonly text: string; readonly params: readonly unknown[] } {
  const [scope, whose] = scopeOf(viewer, filter);
  return {
    text: `${LINE} WHERE r.status <> 'draft' AND ${SCOPES[scope]} AND ${statusOf(filter)}
       AND ($4::text IS NULL OR r.kind = $4)
       AND ${DUE[filter.due ?? 'any']}
       AND ($5::text IS NULL OR r.class_name = $5)
       AND CASE WHEN $6::text IS NULL THEN true WHEN $6 = 'none' THEN r.assignee_id IS NULL ELSE r.assignee_id::text = $6 END
       AND ($7::text IS NULL OR strpos(r.subject_name, $7) > 0 OR strpos(r.number, $8) > 0)
       AND ${inCoordinatedGroup('$12', '$2')}
       ${after === null ? 'AND $9::timestamptz IS NULL AND $10::uuid IS NULL' : 'AND (r.due_at, r.id) > ($9::timestamptz, $10::uuid)'}
     ORDER BY r.due_at, r.id LIMIT $11`,
    params: [whose, now, filter.statuses, filter.kind, filter.className, filter.assignee, filter.subjectName, filter.number, after?.[0] ?? null, after?.[1] ?? null, limit, viewer.groupId],
  };
}

/** Lists of requests, each one statement. */
@Injectable()
export class QueueQuery {
  constructor(private readonly db: Db) {}

  /** One's own requests, newest first, drafts too. */
  own(viewer: Viewer, filter: QueueFilter, limit: number, after: string | null): Promise<RequestLine[]> {
    return this.db.query<RequestLine>(
      `${LINE} WHERE r.applicant_id = $1 AND (r.paper IS NULL OR r.status <> 'draft') AND ($2::text[] IS NULL OR r.status = ANY ($2)) AND ($3::text IS NULL OR r.kind = $3)
         AND ($4::uuid IS NULL OR r.id < $4) ORDER BY r.id DESC LIMIT $5`,
      [viewer.personId, filter.statuses, filter.kind, after, limit]);
  }

  /** Paper applications the school has begun to enter, newest first (EN-14). */
  paperDrafts(schoolId: string, limit: number, after: string | null): Promise<RequestLine[]> {
    return this.db.query<RequestLine>(
      `${LINE} WHERE r.school_id = $1 AND r.status = 'draft' AND r.paper IS NOT NULL AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`, [schoolId, after, limit]);
  }

  /** The queue (EN-9): of the school, of the region with what is overdue in it, or of the operator. */
  queue(viewer: Viewer, filter: QueueFilter, now: Date, limit: number, after: readonly [string, string] | null): Promise<RequestLine[]> {
    const { text, params } = queueStatement(viewer, filter, now, limit, after);
    return this.db.query<RequestLine>(text, [...params]);
  }

  /** One line by id. The caller has made sure that the reader may see it. */
  line(id: string): Promise<RequestLine | null> {
    return this.db.one<RequestLine>(`${LINE} WHERE r.id = $1`, [id]);
  }

  /** Other requests about the same (a child at the school, an INN): for staff only (api.md, Requests). */
  sameSubject(schoolId: string | null, subjectKey: string, exceptId: string): Promise<RequestLine[]> {
    return this.db.query<RequestLine>(
      `${LINE} WHERE ${schoolId === null ? 'r.school_id IS NULL AND $1::uuid IS NULL' : 'r.school_id = $1'} AND r.subject_key = $2 AND r.id <> $3 AND r.status <> 'draft' ORDER BY r.id DESC LIMIT 20`, [schoolId, subjectKey, exceptId]);
  }
}
