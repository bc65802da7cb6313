import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { Guardian, Link, LinkReason, LinkStatus, LinkStep, NewLink, ViewScope } from '../family.contracts.js';

const LINK = `l.id, l.school_id AS "schoolId", l.pupil_id AS "pupilId", l.guardian_id AS "guardianId", l.kind, l.status,
  l.can_view AS "canView", l.can_act AS "canAct", l.incomplete, l.source, l.reason, l.version`;

/** Links and their history. */
@Injectable()
export class LinkRepository {
  constructor(private readonly db: Db) {}

  /** The link of this person with this pupil that stands or awaits an answer; locked for the transaction. */
  standingForUpdate(schoolId: string, guardianId: string, pupilId: string): Promise<Link | null> {
    return this.db.one<Link>(
      `SELECT ${LINK} FROM family.links l
       WHERE l.school_id = $1 AND l.guardian_id = $2 AND l.pupil_id = $3 AND l.status IN ('awaiting_confirmation', 'linked')
       FOR UPDATE`,
      [schoolId, guardianId, pupilId],
    );
  }

  /** Whoever would link this person with this pupil waits for the end of the transaction. */
  async lockPair(guardianId: string, pupilId: string): Promise<void> {
    await this.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 20260908))', [`${guardianId}|${pupilId}`]);
  }

  /** The link of this person with this pupil that was changed last, whatever its state. */
  last(schoolId: string, guardianId: string, pupilId: string): Promise<Link | null> {
    return this.db.one<Link>(
      `SELECT ${LINK} FROM family.links l WHERE l.school_id = $1 AND l.guardian_id = $2 AND l.pupil_id = $3 ORDER BY l.changed_at DESC, l.id DESC LIMIT 1`,
      [schoolId, guardianId, pupilId]);
  }

  /** Pupils whose last link with this person ended for one of these reasons. */
  async endedBecause(schoolId: string, guardianId: string, reasons: readonly (LinkReason | null)[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ pupilId: string }>(
      `SELECT pupil_id AS "pupilId" FROM (
         SELECT DISTINCT ON (pupil_id) pupil_id, status, reason FROM family.links WHERE school_id = $1 AND guardian_id = $2 ORDER BY pupil_id, changed_at DESC, id DESC) last
       WHERE status <> 'linked' AND reason = ANY ($3)`, [schoolId, guardianId, reasons]);
    return new Set(rows.map(({ pupilId }) => pupilId));
  }

  /** The pupil of one of this person's links, ended ones too, or of a child they entered that became one; null when there is none of that id. */
  async pupilOf(guardianId: string, linkId: string): Promise<string | null> {
    return (await this.db.one<{ pupilId: string }>(`SELECT l.pupil_id AS "pupilId" FROM family.v_link l WHERE l.guardian_id = $1
         AND (l.id = $2 OR l.id = (SELECT c.link_id FROM family.claims c WHERE c.school_id = l.school_id AND c.id = $2))`, [guardianId, linkId]))?.pupilId ?? null;
  }

  /** Whether a link of theirs stands and waits for SNILS or INN only (FA-6). */
  async isIncomplete(guardianId: string, pupilId: string): Promise<boolean> {
    return await this.db.one(
      `SELECT 1 AS one FROM family.v_link WHERE guardian_id = $1 AND pupil_id = $2 AND status = 'linked' AND incomplete`, [guardianId, pupilId]) !== null;
  }

  /** The standing link of this person of that id, or with the pupil of that id. */
  standingOwn(guardianId: string, id: string): Promise<Link | null> {
    return this.db.one<Link>(`SELECT ${LINK} FROM family.links l WHERE l.guardian_id = $1 AND (l.id = $2 OR l.pupil_id = $2) AND l.status = 'linked'`, [guardianId, id]);
  }

  /** The same, locked. */
  lockOwn(guardianId: string, id: string): Promise<Link | null> {
    return this.db.one<Link>(
      `SELECT ${LINK} FROM family.links l WHERE l.guardian_id = $1 AND (l.id = $2 OR l.pupil_id = $2) AND l.status = 'linked' FOR UPDATE`, [guardianId, id]);
  }

  /** SNILS or INN came. */
  async complete(schoolId: string, id: string): Promise<void> {
    await this.db.query('UPDATE family.links SET incomplete = false, version = version + 1 WHERE school_id = $1 AND id = $2 AND incomplete', [schoolId, id]);
  }

  /** The standing link a request made, locked for the transaction. */
  lockOfRequest(schoolId: string, guardianId: string, requestId: string): Promise<Link | null> {
    return this.db.one<Link>(
      `SELECT ${LINK} FROM family.links l WHERE l.school_id = $1 AND l.guardian_id = $2 AND l.request_id = $3 AND l.source = 'request' AND l.status IN ('awaiting_confirmation', 'linked') FOR UPDATE`,
      [schoolId, guardianId, requestId]);
  }

  /** A link, locked for the transaction. */
  lock(schoolId: string, id: string): Promise<Link | null> {
    return this.db.one<Link>(`SELECT ${LINK} FROM family.links l WHERE l.school_id = $1 AND l.id = $2 FOR UPDATE`, [schoolId, id]);
  }

  /** A link as it is now. */
  read(schoolId: string, id: string): Promise<Link | null> {
    return this.db.one<Link>(`SELECT ${LINK} FROM family.links l WHERE l.school_id = $1 AND l.id = $2`, [schoolId, id]);
  }

  async exists(id: string): Promise<boolean> {
    return (await this.db.one('SELECT school_id FROM family.v_link WHERE id = $1 UNION ALL SELECT school_id FROM family.invitations WHERE id = $1 LIMIT 1', [id])) !== null;
  }

  /** Represents pupils of this school, and of no other. */
  async onlyOfSchool(schoolId: string, guardianId: string): Promise<boolean> {
    const row = await this.db.one<{ only: boolean | null }>(
      `SELECT bool_and(l.school_id = $1) AS only FROM family.links l WHERE l.guardian_id = $2 AND l.status = 'linked'`, [schoolId, guardianId]);
    return row?.only === true;
  }

  /** In the order things happened. */
  history(schoolId: string, linkId: string): Promise<LinkStep[]> {
    return this.db.query<LinkStep>(
      `SELECT h.at, h.from_status AS "from", h.to_status AS "to", h.reason,
              CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic) END AS "actorName"
       FROM family.link_history h LEFT JOIN identity.v_person p ON p.id = h.actor_id
       WHERE h.school_id = $1 AND h.link_id = $2 ORDER BY h.at, h.id`, [schoolId, linkId]);
  }

  /** The new link, or null when this person already has a standing link with the pupil (somebody was first). */
  async insert(link: NewLink, id: string, at: Date): Promise<Link | null> {
    return this.db.one<Link>(
      `INSERT INTO family.links AS l (school_id, id, pupil_id, guardian_id, kind, status, source, request_id, created_at, changed_at, can_act, incomplete)
       VALUES ($1, $2, $3, $4, $5, 'linked', $6, $7, $8, $8, $9, $10)
       ON CONFLICT (guardian_id, pupil_id) WHERE status IN ('awaiting_confirmation', 'linked') DO NOTHING
       RETURNING ${LINK}`,
      [link.schoolId, id, link.pupilId, link.guardianId, link.kind, link.source, link.requestId ?? null, at, link.canAct ?? true, link.incomplete ?? false],
    );
  }

  /** Moves a link that still is as it was read; the moved link, or null when somebody was faster. */
  async move(link: Link, to: LinkStatus, reason: LinkReason | null, at: Date): Promise<Link | null> {
    const rows = await this.db.query<Link>(
      `UPDATE family.links l SET status = $4, reason = $5, changed_at = $6, version = l.version + 1
       WHERE l.school_id = $1 AND l.id = $2 AND l.version = $3 RETURNING ${LINK}`,
      [link.schoolId, link.id, link.version, to, reason, at],
    );
    return rows[0] ?? null;
  }

  async addHistory(link: Pick<Link, 'schoolId' | 'id' | 'status' | 'reason'>, from: LinkStatus | null, actorId: string | null, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO family.link_history (school_id, link_id, id, at, actor_id, from_status, to_status, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [link.schoolId, link.id, newId(), at, actorId, from, link.status, link.reason],
    );
  }

  /** As the pupil, a representative or a guest; null when none of them. One index search each. */
  viewScope(personId: string, pupilId: string, now: Date): Promise<ViewScope | null> {
    return this.db.one<ViewScope>(
      `SELECT "schoolId", "pupilId", "as", "canAct", "as" <> 'pupil' AND EXISTS (
         SELECT FROM schools.v_profile_gap g WHERE g.school_id = "schoolId" AND g.pupil_id = "pupilId" AND g.since <= $3 AND g.until > $3) AS "diaryClosed"
       FROM (
         SELECT school_id AS "schoolId", pupil_id AS "pupilId", 'guardian' AS "as", can_act AS "canAct", 1 AS preference
         FROM family.v_link WHERE guardian_id = $1 AND pupil_id = $2 AND status = 'linked' AND can_view
         UNION ALL
         SELECT school_id, id, 'pupil', true, 0 FROM schools.v_pupil WHERE id = $2 AND person_id = $1
         UNION ALL
         SELECT school_id, pupil_id, 'guest', false, 2 FROM family.v_viewer WHERE person_id = $1 AND pupil_id = $2 AND until > $3
       ) scopes ORDER BY preference LIMIT 1`,
      [personId, pupilId, now],
    );
  }

  /** Is this person linked with a pupil of the school, or about to be? */
  async represents(schoolId: string, personId: string): Promise<boolean> {
    return await this.db.one(
      `SELECT 1 AS found FROM family.links WHERE guardian_id = $2 AND school_id = $1 AND status IN ('linked', 'awaiting_confirmation') LIMIT 1`, [schoolId, personId]) !== null;
  }

  /** Representatives who may view these pupils now. */
  guardiansOf(pupilIds: readonly string[]): Promise<Guardian[]> {
    return this.db.query<Guardian>(
      `SELECT id AS "linkId", pupil_id AS "pupilId", school_id AS "schoolId", guardian_id AS "guardianId", kind, can_act AS "canAct"
       FROM family.v_link WHERE pupil_id = ANY ($1) AND status = 'linked' AND can_view ORDER BY pupil_id, id`,
      [pupilIds],
    );
  }
}
