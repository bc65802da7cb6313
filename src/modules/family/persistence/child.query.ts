import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Child, LinkView, ShownName } from '../family.contracts.js';
import type { LinkViewer } from '../family.policy.js';

const NAME = (alias: string) => `jsonb_build_object('family', ${alias}.family, 'given', ${alias}.given, 'patronymic', ${alias}.patronymic)`;

/** Reads for people: children of a representative, links somebody may see. */
@Injectable()
export class ChildQuery {
  constructor(private readonly db: Db) {}

  /** One row a child, by the link that stands, else by the one changed last. @param pupilId only this one */
  childrenOf(guardianId: string, now: Date, pupilId: string | null = null): Promise<Child[]> {
    return this.db.query<Child>(
      `SELECT l.pupil_id AS id, l.pupil_id AS "pupilId", ${NAME('p')} AS name, '{}'::text[] AS differs, CASE WHEN l.status = 'linked' AND l.incomplete THEN l.version END AS version, p.birth_date::text AS "birthDate",
              CASE WHEN l.status = 'linked' THEN jsonb_build_object('id', s.id, 'name', s.short_name) END AS school,
              CASE WHEN l.status = 'linked' AND c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'name', c.name) END AS "schoolClass",
              jsonb_build_object('id', l.id, 'status', l.status, 'kind', l.kind) AS link,
              CASE WHEN l.status <> 'linked' THEN l.reason
                   WHEN l.incomplete OR EXISTS (SELECT FROM schools.v_profile_gap f WHERE f.school_id = l.school_id AND f.pupil_id = l.pupil_id AND f.since <= $2 AND f.until > $2)
                     THEN 'profile_incomplete'
                   WHEN NOT EXISTS (SELECT FROM consents.v_consent g WHERE g.subject_id = l.pupil_id AND g.purpose = 'child_data' AND g.withdrawn_at IS NULL)
                     THEN 'no_consent'
                   WHEN c.id IS NULL THEN 'not_registered' END AS reason
       FROM (SELECT DISTINCT ON (pupil_id) * FROM family.links WHERE guardian_id = $1 AND ($3::uuid IS NULL OR pupil_id = $3)
             ORDER BY pupil_id, (status IN ('linked', 'awaiting_confirmation')) DESC, changed_at DESC, id DESC) l
       JOIN schools.v_pupil p ON p.school_id = l.school_id AND p.id = l.pupil_id
       JOIN schools.v_school s ON s.id = l.school_id
       LEFT JOIN LATERAL (
         SELECT v.id, v.name FROM schools.v_class_member m JOIN schools.v_class v ON v.school_id = m.school_id AND v.id = m.class_id
         WHERE m.school_id = l.school_id AND m.pupil_id = l.pupil_id AND m.valid_from <= ($2::timestamptz AT TIME ZONE s.zone)::date
           AND (m.valid_until IS NULL OR m.valid_until > ($2::timestamptz AT TIME ZONE s.zone)::date)
         ORDER BY m.valid_from DESC LIMIT 1) c ON true
       ORDER BY p.birth_date, p.given, l.pupil_id`,
      [guardianId, now, pupilId]);
  }

  /** Whether this account belongs to a pupil of the school. */
  async isPupilOf(schoolId: string, personId: string): Promise<boolean> {
    return (await this.db.one('SELECT id FROM schools.v_pupil WHERE school_id = $1 AND person_id = $2', [schoolId, personId])) !== null;
  }

  /** The pupil of the school who signs in as this person; null when none does. */
  async pupilOf(schoolId: string, personId: string): Promise<string | null> {
    const row = await this.db.one<{ id: string }>('SELECT id FROM schools.v_pupil WHERE school_id = $1 AND person_id = $2', [schoolId, personId]);
    return row?.id ?? null;
  }

  /** Children this parent has entered who are not linked yet. @param id only this one */
  entered(guardianId: string, id: string | null = null): Promise<(Child & { readonly schoolId: string })[]> {
    return this.db.query(
      `SELECT c.id, NULL AS "pupilId", ${NAME('c')} AS name, c.birth_date::text AS "birthDate", c.differs, c.version, c.school_id AS "schoolId",
              jsonb_build_object('id', s.id, 'name', s.short_name) AS school, NULL AS "schoolClass",
              jsonb_build_object('id', c.id, 'status', CASE c.status WHEN 'unconfirmed' THEN 'awaiting_confirmation' ELSE c.status END, 'kind', c.kind) AS link, c.reason
       FROM family.claims c JOIN schools.v_school s ON s.id = c.school_id
       WHERE c.guardian_id = $1 AND c.status IN ('unconfirmed', 'awaiting_confirmation', 'declined') AND ($2::uuid IS NULL OR c.id = $2)
       ORDER BY c.created_at, c.id`, [guardianId, id]);
  }

  /** Who else is linked with a child: names and kinds, no contacts (domain rules, Families and rights). */
  guardianNames(schoolId: string, pupilId: string): Promise<{ guardianId: string; name: ShownName; kind: string }[]> {
    return this.db.query(
      `SELECT l.guardian_id AS "guardianId", ${NAME('g')} AS name, l.kind FROM family.links l JOIN identity.v_person g ON g.id = l.guardian_id
       WHERE l.school_id = $1 AND l.pupil_id = $2 AND l.status = 'linked' ORDER BY l.created_at, l.id`, [schoolId, pupilId]);
  }

  /**
   * Links, invitations and children entered by parents that this viewer may see, newest first. A representative sees their own, and the standing ones of others
   * with the children they are linked with; the invited person learns of the child's name only what tells which of theirs it is.
   */
  links(viewer: LinkViewer, filter: { pupilId: string | null; status: string | null; linkId: string | null }, limit: number, after: readonly [string, string] | null): Promise<LinkView[]> {
    return this.db.query<LinkView>(
      `SELECT v.*, s.short_name AS "schoolName" FROM (
         SELECT l.id, l.school_id AS "schoolId", l.pupil_id AS "pupilId", l.guardian_id AS "guardianId", l.kind, l.status, l.can_view AS "canView",
                l.can_act AS "canAct", l.source, l.reason, l.version, l.created_at AS "createdAt", NULL::timestamptz AS "expiresAt",
                ${NAME('p')} AS "pupilName", ${NAME('g')} AS "guardianName"
         FROM family.links l
         JOIN schools.v_pupil p ON p.school_id = l.school_id AND p.id = l.pupil_id
         JOIN identity.v_person g ON g.id = l.guardian_id
         WHERE (l.school_id = $1 OR p.person_id = $2 OR l.guardian_id = $3 OR (l.status = 'linked' AND EXISTS (
                 SELECT FROM family.v_link own WHERE own.guardian_id = $3 AND own.pupil_id = l.pupil_id AND own.can_view)))
           AND ($4::uuid IS NULL OR l.pupil_id = $4)
         UNION ALL
         SELECT i.id, i.school_id, CASE WHEN i.school_id = $1 THEN i.pupil_id END, i.guardian_id, i.kind, i.status, true,
                i.can_act, 'invitation', i.reason, i.version, i.created_at, i.expires_at,
                CASE WHEN i.school_id = $1 THEN ${NAME('p')} ELSE jsonb_build_object('family', left(p.family, 1) || '.', 'given', p.given, 'patronymic', NULL) END,
                ${NAME('i')}
         FROM family.invitations i
         JOIN schools.v_pupil p ON p.school_id = i.school_id AND p.id = i.pupil_id
         WHERE i.status <> 'linked' AND (i.school_id = $1 OR i.guardian_id = $3 OR i.id = ANY ($10)) AND ($4::uuid IS NULL OR i.pupil_id = $4)
         UNION ALL
         SELECT c.id, c.school_id, NULL, c.guardian_id, c.kind, CASE c.status WHEN 'unconfirmed' THEN 'awaiting_confirmation' ELSE c.status END, true,
                true, 'data', c.reason, c.version, c.created_at, NULL, ${NAME('c')}, ${NAME('g')}
         FROM family.claims c JOIN identity.v_person g ON g.id = c.guardian_id
         WHERE c.status <> 'linked' AND $4::uuid IS NULL AND (c.guardian_id = $3 OR (c.school_id = $1 AND c.confirmed_at IS NOT NULL))
       ) v JOIN schools.v_school s ON s.id = v."schoolId"
       WHERE ($5::text IS NULL OR v.status = $5) AND ($6::uuid IS NULL OR v.id = $6)
         AND ($7::timestamptz IS NULL OR (v."createdAt", v.id) < ($7, $8::uuid))
       ORDER BY v."createdAt" DESC, v.id DESC LIMIT $9`,
      [viewer.schoolId, viewer.pupilPersonId, viewer.guardianId, filter.pupilId, filter.status, filter.linkId, after?.[0] ?? null, after?.[1] ?? null, limit, viewer.invited]);
  }
}
