import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { Guardian, Link, LinkReason, LinkStatus, LinkStep, NewLink, ViewScope } from '../family.contracts.js';

const LINK = `l.id, l.school_id AS "schoolId", l.pupil_id AS "pupilId", l.guardian_id AS "guardianId", l.kind, l.status,
  l.can_view AS "canView", l.can_act AS "canAct", l.source, l.reason, l.version`;

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

  /** The link of this person with this pupil that was changed last, whatever its state. */
  last(schoolId: string, guardianId: string, pupilId: string): Promise<Link | null> {
    return this.db.one<Link>(
      `SELECT ${LINK} FROM family.links l WHERE l.school_id = $1 AND l.guardian_id = $2 AND l.pupil_id = $3 ORDER BY l.changed_at DESC, l.id DESC LIMIT 1`,
      [schoolId, guardianId, pupilId]);
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
    return (await this.db.one('SELECT id FROM family.v_link WHERE id = $1', [id])) !== null;
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
      `INSERT INTO family.links AS l (school_id, id, pupil_id, guardian_id, kind, status, source, request_id, created_at, changed_at)
       VALUES ($1, $2, $3, $4, $5, 'linked', $6, $7, $8, $8)
       ON CONFLICT (guardian_id, pupil_id) WHERE status IN ('awaiting_confirmation', 'linked') DO NOTHING
       RETURNING ${LINK}`,
      [link.schoolId, id, link.pupilId, link.guardianId, link.kind, link.source, link.requestId ?? null, at],
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

  async addHistory(link: Link, from: LinkStatus | null, actorId: string | null, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO family.link_history (school_id, link_id, id, at, actor_id, from_status, to_status, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [link.schoolId, link.id, newId(), at, actorId, from, link.status, link.reason],
    );
  }

  /** As representative or as the pupil; null when neither. One index search each. */
  viewScope(personId: string, pupilId: string): Promise<ViewScope | null> {
    return this.db.one<ViewScope>(
      `SELECT "schoolId", "pupilId", "as", "canAct" FROM (
         SELECT school_id AS "schoolId", pupil_id AS "pupilId", 'guardian' AS "as", can_act AS "canAct", 1 AS preference
         FROM family.v_link WHERE guardian_id = $1 AND pupil_id = $2 AND status = 'linked' AND can_view
         UNION ALL
         SELECT school_id, id, 'pupil', true, 0 FROM schools.v_pupil WHERE id = $2 AND person_id = $1
       ) scopes ORDER BY preference LIMIT 1`,
      [personId, pupilId],
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
