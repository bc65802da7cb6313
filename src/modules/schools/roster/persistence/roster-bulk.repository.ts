import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { type ChildDocument, fullNameKey, type PersonName } from '../../../../shared/identifiers/index.js';
import type { NewMovement } from './membership.repository.js';
import { PupilRepository } from './pupil.repository.js';

export interface RollRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly snilsIndex: string | null;
  readonly innIndex: string | null;
  readonly documentIndex: string | null;
  readonly classId: string | null;
  readonly schoolYear: number | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

export interface PupilData {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: PersonName;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  /** Null: none, or stays as it is. */
  readonly snils: string | null;
  readonly inn: string | null;
  readonly document: ChildDocument | null;
}

export interface OpenMembership { readonly pupilId: string; readonly classId: string; readonly from: string }
export interface CloseMembership { readonly pupilId: string; readonly classId: string; readonly validFrom: string; readonly until: string }

const PAPERS = ['snils_sealed', 'snils_index', 'inn_sealed', 'inn_index', 'document_kind', 'document_sealed', 'document_index'] as const;

const PUPIL_ROWS = `jsonb_to_recordset($2::jsonb) AS r (id uuid, family text, given text, patronymic text, "nameKey" text, "birthDate" date, sex text, "externalId" text,
  ${PAPERS.map((column) => `${column} text`).join(', ')})`;

/** The roll of a school read and written by sets: one statement for however many pupils. */
@Injectable()
export class RosterBulkRepository {
  constructor(private readonly db: Db, private readonly pupils: PupilRepository) {}

  /** Makes imports of one school follow one another; movements of its pupils wait too. */
  async lock(schoolId: string): Promise<void> {
    await this.db.query('SELECT 1 FROM schools.schools WHERE id = $1 FOR NO KEY UPDATE', [schoolId]);
    await this.db.query('SELECT 1 FROM schools.pupils WHERE school_id = $1 ORDER BY id FOR UPDATE', [schoolId]);
  }

  /** Every pupil of the school with their latest class. */
  roll(schoolId: string): Promise<RollRow[]> {
    return this.db.query<RollRow>(
      `SELECT p.id, p.external_id AS "externalId", p.family, p.given, p.patronymic, p.birth_date AS "birthDate", p.sex, p.snils_index AS "snilsIndex",
         p.inn_index AS "innIndex", p.document_index AS "documentIndex",
         m.class_id AS "classId", m.school_year AS "schoolYear", m.valid_from AS "validFrom", m.valid_until AS "validUntil"
       FROM schools.pupils p
       LEFT JOIN LATERAL (SELECT * FROM schools.class_members m WHERE m.pupil_id = p.id ORDER BY m.valid_from DESC LIMIT 1) m ON true
       WHERE p.school_id = $1`, [schoolId]);
  }

  async insertPupils(schoolId: string, pupils: readonly PupilData[]): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.pupils (school_id, id, family, given, patronymic, name_key, birth_date, sex, external_id, ${PAPERS.join(', ')})
       SELECT $1, id, family, given, patronymic, "nameKey", "birthDate", sex, "externalId", ${PAPERS.join(', ')} FROM ${PUPIL_ROWS}`,
      [schoolId, JSON.stringify(pupils.map((p) => this.columns(p)))]);
  }

  async updatePupils(schoolId: string, pupils: readonly PupilData[]): Promise<void> {
    await this.db.query(
      `UPDATE schools.pupils p SET family = r.family, given = r.given, patronymic = r.patronymic, name_key = r."nameKey", birth_date = r."birthDate",
         sex = r.sex, external_id = r."externalId", ${PAPERS.map((column) => `${column} = coalesce(r.${column}, p.${column})`).join(', ')},
         version = p.version + 1
       FROM ${PUPIL_ROWS}
       WHERE p.school_id = $1 AND p.id = r.id`,
      [schoolId, JSON.stringify(pupils.map((p) => this.columns(p)))]);
  }

  /** Ends memberships, at the latest with their school year; those that would last no day are taken away. */
  async close(schoolId: string, memberships: readonly CloseMembership[]): Promise<void> {
    const rows = JSON.stringify(memberships);
    const these = 'FROM jsonb_to_recordset($2::jsonb) AS r ("pupilId" uuid, "classId" uuid, "validFrom" date, until date)';
    const same = 'm.class_id = r."classId" AND m.pupil_id = r."pupilId" AND m.valid_from = r."validFrom"';
    await this.db.query(`DELETE FROM schools.class_members m USING (SELECT * ${these}) r WHERE m.school_id = $1 AND ${same} AND r.until <= m.valid_from`, [schoolId, rows]);
    await this.db.query(
      `UPDATE schools.class_members m SET valid_until = least(r.until, make_date(m.school_year + 1, 8, 1)) ${these}
       WHERE m.school_id = $1 AND ${same} AND (m.valid_until IS NULL OR m.valid_until > r.until)`, [schoolId, rows]);
  }

  async open(schoolId: string, schoolYear: number, memberships: readonly OpenMembership[]): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.class_members (school_id, school_year, class_id, pupil_id, valid_from)
       SELECT $1, $2, "classId", "pupilId", "from" FROM jsonb_to_recordset($3::jsonb) AS r ("classId" uuid, "pupilId" uuid, "from" date)`,
      [schoolId, schoolYear, JSON.stringify(memberships)]);
  }

  async record(schoolId: string, movements: readonly NewMovement[]): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.movements (school_id, id, pupil_id, kind, on_date, from_class_id, to_class_id, order_number, note, recorded_by, recorded_at)
       SELECT $1, id, "pupilId", kind, "on", "fromClassId", "toClassId", "orderNumber", note, "by", at FROM jsonb_to_recordset($2::jsonb)
         AS r (id uuid, "pupilId" uuid, kind text, "on" date, "fromClassId" uuid, "toClassId" uuid, "orderNumber" text, note text, "by" uuid, at timestamptz)`,
      [schoolId, JSON.stringify(movements)]);
  }

  private columns(pupil: PupilData): object {
    const { family, given, patronymic } = pupil.name;
    return {
      id: pupil.id, family, given, patronymic: patronymic ?? null, nameKey: fullNameKey(pupil.name), birthDate: pupil.birthDate, sex: pupil.sex, externalId: pupil.externalId,
      ...this.pupils.sealed(pupil.id, pupil),
    };
  }
}
