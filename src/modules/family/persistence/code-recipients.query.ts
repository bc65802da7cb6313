import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { CodeScope, Recipient } from '../linking-codes.contracts.js';

/** The class a pupil `p` of school `$1` is in on the day `$2`, else the one they will be in; only of the leader `$3` unless that is null. */
export const CLASS_OF_PUPIL = `
  LEFT JOIN LATERAL (
    SELECT v.id, v.name, v.grade_level, v.letter
    FROM schools.v_class_member m JOIN schools.v_class v ON v.school_id = m.school_id AND v.id = m.class_id
    WHERE m.school_id = $1 AND m.pupil_id = p.id AND (m.valid_until IS NULL OR m.valid_until > $2::date)
      AND ($3::uuid IS NULL OR v.homeroom_person_id = $3)
    ORDER BY m.valid_from LIMIT 1) c ON true`;

/** Pupils whom codes and logins are issued to. */
@Injectable()
export class CodeRecipientsQuery {
  constructor(private readonly db: Db) {}

  /** By class and name. A pupil without a class is found by their id alone, and not by somebody who leads a class. */
  find(
    { schoolId, homeroomOf }: CodeScope, today: string,
    { pupilId, classId, unlinkedOnly }: { pupilId: string | null; classId: string | null; unlinkedOnly: boolean },
  ): Promise<Recipient[]> {
    return this.db.query<Recipient & Record<string, unknown>>(
      `SELECT p.id AS "pupilId", jsonb_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic) AS name,
              p.birth_date::text AS "birthDate", p.person_id AS "personId",
              CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'name', c.name) END AS "schoolClass"
       FROM schools.v_pupil p ${CLASS_OF_PUPIL}
       WHERE p.school_id = $1 AND ($4::uuid IS NULL OR p.id = $4) AND (c.id IS NOT NULL OR ($4::uuid IS NOT NULL AND $3::uuid IS NULL))
         AND ($5::uuid IS NULL OR EXISTS (
           SELECT FROM schools.v_class_member m WHERE m.school_id = $1 AND m.class_id = $5 AND m.pupil_id = p.id AND (m.valid_until IS NULL OR m.valid_until > $2::date)))
         AND NOT ($6 AND EXISTS (SELECT FROM family.v_link l WHERE l.school_id = $1 AND l.pupil_id = p.id AND l.status = 'linked'))
       ORDER BY c.grade_level, c.letter, p.family, p.given, p.id`,
      [schoolId, today, homeroomOf, pupilId, classId, unlinkedOnly]);
  }
}
