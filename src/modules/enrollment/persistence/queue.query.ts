import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { RequestStatus } from '../domain/workflow.js';
import type { Viewer } from '../enrollment.policy.js';

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
  /** Part of a child's name, folded. */
  readonly childName: string | null;
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
  /** As typed. */
  readonly child: { readonly name?: unknown; readonly birthDate?: unknown } | null;
  readonly className: string | null;
  readonly submittedAt: Date | null;
  readonly dueOn: string | null;
  readonly dueAt: Date | null;
  readonly dueProvisional: boolean;
  readonly extended: boolean;
  readonly assignee: PersonRef | null;
}

const PERSON = (p: string) => `CASE WHEN ${p}.id IS NOT NULL THEN jsonb_build_object('id', ${p}.id, 'name',
  jsonb_build_object('family', ${p}.family, 'given', ${p}.given, 'patronymic', ${p}.patronymic)) END`;

const LINE = `SELECT r.id, r.number, r.kind, r.status, r.version, r.round, r.submitted_at AS "submittedAt", r.due_on AS "dueOn", r.due_at AS "dueAt",
    r.due_provisional AS "dueProvisional", r.extended, r.form->>'applicantKind' AS "applicantKind",
    coalesce(r.class_name, r.form->>'className') AS "className",
    CASE WHEN jsonb_typeof(r.form->'child') = 'object' THEN jsonb_build_object('name', r.form->'child'->'name', 'birthDate', r.form->'child'->'birthDate') END AS child,
    CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('id', s.id, 'name', s.short_name) END AS school,
    ${PERSON('a')} AS applicant, ${PERSON('w')} AS assignee
  FROM enrollment.requests r
  LEFT JOIN schools.v_school s ON s.id = coalesce(r.school_id,
    CASE WHEN r.form->>'schoolId' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (r.form->>'schoolId')::uuid END)
  LEFT JOIN identity.v_person a ON a.id = r.applicant_id
  LEFT JOIN identity.v_person w ON w.id = r.assignee_id`;

/** Lists of requests, each one statement. */
@Injectable()
export class QueueQuery {
  constructor(private readonly db: Db) {}

  /** One's own requests, newest first, drafts too. */
  own(viewer: Viewer, filter: QueueFilter, limit: number, after: string | null): Promise<RequestLine[]> {
    return this.db.query<RequestLine>(
      `${LINE} WHERE r.applicant_id = $1 AND ($2::text[] IS NULL OR r.status = ANY ($2)) AND ($3::text IS NULL OR r.kind = $3)
         AND ($4::uuid IS NULL OR r.id < $4) ORDER BY r.id DESC LIMIT $5`,
      [viewer.personId, filter.statuses, filter.kind, after, limit]);
  }

  /**
   * The queue (EN-9): of the school, or the overdue ones of the region. By due date and id, so overdue and due today
   * come first, and a page is never disturbed by what others write.
   */
  queue(viewer: Viewer, filter: QueueFilter, now: Date, limit: number, after: readonly [string, string] | null): Promise<RequestLine[]> {
    return this.db.query<RequestLine>(
      `${LINE} WHERE r.status <> 'draft'
         AND (($1::uuid IS NOT NULL AND r.school_id = $1) OR ($2::text IS NOT NULL AND s.region_code = $2 AND r.due_at <= $3))
         AND r.status = ANY (coalesce($4::text[], ARRAY['submitted', 'accepted', 'in_review', 'awaiting_applicant']))
         AND ($2::text IS NULL OR r.status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant'))
         AND ($5::text IS NULL OR r.kind = $5)
         AND CASE $6::text WHEN 'overdue' THEN r.due_at <= $3
             WHEN 'today' THEN r.due_at > $3 AND r.due_on = ($3::timestamptz AT TIME ZONE s.zone)::date
             WHEN 'week' THEN r.due_at > $3 AND r.due_on <= ($3::timestamptz AT TIME ZONE s.zone)::date + 7
             ELSE true END
         AND ($7::text IS NULL OR r.class_name = $7)
         AND CASE WHEN $8::text IS NULL THEN true WHEN $8 = 'none' THEN r.assignee_id IS NULL ELSE r.assignee_id::text = $8 END
         AND ($9::text IS NULL OR strpos(r.child_name, $9) > 0 OR strpos(r.number, $13) > 0)
         AND ($10::timestamptz IS NULL OR (r.due_at, r.id) > ($10, $11::uuid))
       ORDER BY r.due_at, r.id LIMIT $12`,
      [viewer.schoolId, viewer.schoolId === null ? viewer.regionCode : null, now, filter.statuses, filter.kind, filter.due, filter.className, filter.assignee,
        filter.childName, after?.[0] ?? null, after?.[1] ?? null, limit, filter.number]);
  }

  /** One line by id. The caller has made sure that the reader may see it. */
  line(id: string): Promise<RequestLine | null> {
    return this.db.one<RequestLine>(`${LINE} WHERE r.id = $1`, [id]);
  }

  /** Other requests for the same child at the school: for staff only (api.md, Requests). */
  sameChild(schoolId: string, childKey: string, exceptId: string): Promise<RequestLine[]> {
    return this.db.query<RequestLine>(
      `${LINE} WHERE r.school_id = $1 AND r.child_key = $2 AND r.id <> $3 AND r.status <> 'draft' ORDER BY r.id DESC LIMIT 20`, [schoolId, childKey, exceptId]);
  }
}
