import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import type { LinkKind, LinkReason, LinkStatus, LinkStep } from '../family.contracts.js';

/** An invitation of a representative by the school (FA-3). */
export interface Invitation {
  readonly id: string;
  readonly schoolId: string;
  readonly pupilId: string;
  readonly kind: LinkKind;
  readonly canAct: boolean;
  readonly aliasKey: string;
  readonly name: PersonName;
  readonly status: LinkStatus;
  readonly reason: LinkReason | null;
  readonly guardianId: string | null;
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly changedAt: Date;
}

export type NewInvitation = Pick<Invitation, 'id' | 'schoolId' | 'pupilId' | 'kind' | 'canAct' | 'aliasKey' | 'name' | 'madeBy' | 'createdAt' | 'expiresAt'>;

const COLUMNS = `id, school_id AS "schoolId", pupil_id AS "pupilId", kind, can_act AS "canAct", alias_key AS "aliasKey",
  jsonb_build_object('family', family, 'given', given, 'patronymic', patronymic) AS name, status, reason, guardian_id AS "guardianId",
  made_by AS "madeBy", created_at AS "createdAt", expires_at AS "expiresAt", changed_at AS "changedAt"`;

@Injectable()
export class InvitationRepository {
  constructor(private readonly db: Db) {}

  /** The one that waits for the same identifier and pupil; locked. */
  waitingOf(schoolId: string, pupilId: string, aliasKey: string): Promise<Invitation | null> {
    return this.db.one<Invitation & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM family.invitations WHERE school_id = $1 AND pupil_id = $2 AND alias_key = $3 AND status = 'awaiting_confirmation' FOR UPDATE`,
      [schoolId, pupilId, aliasKey]);
  }

  /** False when one waits for the same identifier and pupil already: somebody was first. */
  async insert(i: NewInvitation): Promise<boolean> {
    const { family, given, patronymic } = i.name;
    return await this.db.one(
      `INSERT INTO family.invitations (school_id, id, pupil_id, kind, can_act, alias_key, family, given, patronymic, status, made_by, created_at, changed_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'awaiting_confirmation', $10, $11, $11, $12)
       ON CONFLICT (school_id, pupil_id, alias_key) WHERE status = 'awaiting_confirmation' DO NOTHING RETURNING id`,
      [i.schoolId, i.id, i.pupilId, i.kind, i.canAct, i.aliasKey, family, given, patronymic ?? null, i.madeBy, i.createdAt, i.expiresAt]) !== null;
  }

  read(id: string): Promise<Invitation | null> {
    return this.db.one<Invitation & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.invitations WHERE id = $1`, [id]);
  }

  /** Locked to the end of the transaction. */
  lock(schoolId: string, id: string): Promise<Invitation | null> {
    return this.db.one<Invitation & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.invitations WHERE school_id = $1 AND id = $2 FOR UPDATE`, [schoolId, id]);
  }

  /** Those that wait for one of these keys. */
  waitingFor(aliasKeys: readonly string[], now: Date): Promise<Invitation[]> {
    return this.db.query<Invitation & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM family.invitations WHERE alias_key = ANY ($1) AND status = 'awaiting_confirmation' AND expires_at > $2 ORDER BY created_at, id LIMIT 100`, [aliasKeys, now]);
  }

  /** What happened to one that has not become a link, in order. */
  steps(schoolId: string, id: string): Promise<LinkStep[]> {
    const name = `CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic) END`;
    return this.db.query<LinkStep & Record<string, unknown>>(
      `SELECT i.created_at AS at, NULL AS "from", 'awaiting_confirmation' AS "to", NULL AS reason, ${name} AS "actorName"
       FROM family.invitations i LEFT JOIN identity.v_person p ON p.id = i.made_by WHERE i.school_id = $1 AND i.id = $2
       UNION ALL
       SELECT i.changed_at, 'awaiting_confirmation', i.status, i.reason, ${name}
       FROM family.invitations i LEFT JOIN identity.v_person p ON p.id = i.guardian_id WHERE i.school_id = $1 AND i.id = $2 AND i.status <> 'awaiting_confirmation'
       ORDER BY 1`, [schoolId, id]);
  }

  /** The answer to one that waits, which the caller has locked. @param guardianId whose answer, if it is the invited person's */
  async settle({ schoolId, id }: Pick<Invitation, 'schoolId' | 'id'>, status: LinkStatus, reason: LinkReason | null, guardianId: string | null, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE family.invitations SET status = $3, reason = $4, guardian_id = $5, changed_at = $6, version = version + 1
       WHERE school_id = $1 AND id = $2 AND status = 'awaiting_confirmation'`, [schoolId, id, status, reason, guardianId, at]);
  }
}
