import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { BlindIndex, Envelope } from '../../../../platform/crypto/index.js';
import { fullNameKey, nameKey, type PersonName } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { NewPupil } from '../../schools.contracts.js';

export interface PupilRow {
  readonly id: string;
  readonly schoolId: string;
  readonly personId: string | null;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly externalId: string | null;
  readonly hasSnils: boolean;
  readonly snilsIndex: string | null;
  readonly classId: string | null;
  readonly className: string | null;
  readonly version: number;
}

/** A pupil with the class they are in on the day `$1`. */
const PUPIL = `p.id, p.school_id AS "schoolId", p.person_id AS "personId", p.family, p.given, p.patronymic,
    p.birth_date AS "birthDate", p.sex, p.external_id AS "externalId", p.snils_index IS NOT NULL AS "hasSnils",
    p.snils_index AS "snilsIndex", c.id AS "classId", c.name AS "className", p.version
  FROM schools.pupils p
  LEFT JOIN schools.class_members m ON m.pupil_id = p.id AND m.valid_from <= $1 AND (m.valid_until IS NULL OR m.valid_until > $1)
  LEFT JOIN schools.classes c ON c.id = m.class_id`;

/** On the day `$1` the person leads the class or teaches a group of the pupil. */
const THEIRS = (person: string): string => `(c.homeroom_person_id = ${person} OR EXISTS (
  SELECT 1 FROM schools.group_members gm JOIN schools.assignments a ON a.school_id = gm.school_id AND a.group_id = gm.group_id
  WHERE gm.pupil_id = p.id AND gm.valid_from <= $1 AND (gm.valid_until IS NULL OR gm.valid_until > $1)
    AND a.person_id = ${person} AND a.valid_from <= $1 AND (a.valid_until IS NULL OR a.valid_until > $1)))`;

/** `иванов п` finds `иванов|петр|…`: the beginning of each part that was typed. */
function searchPattern(q: string): string {
  const parts = nameKey(q).split(' ').filter((part) => part !== '').map(escapeLike);
  return parts.length === 0 ? '' : `${parts.join('%|')}%`;
}

@Injectable()
export class PupilRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  byId(schoolId: string, id: string, on: string): Promise<PupilRow | null> {
    return this.db.one<PupilRow>(`SELECT ${PUPIL} WHERE p.school_id = $2 AND p.id = $3`, [on, schoolId, id]);
  }

  byIds(schoolId: string, ids: readonly string[], on: string): Promise<PupilRow[]> {
    return this.db.query<PupilRow & Record<string, unknown>>(`SELECT ${PUPIL} WHERE p.school_id = $2 AND p.id = ANY ($3)`, [on, schoolId, ids]);
  }

  /** Pupils of the school by name; `q` is the beginning of the name, family first. */
  page(schoolId: string, filter: { q: string; classId: string | null; teacherId: string | null }, on: string, page: PageRequest): Promise<Page<PupilRow & { nameKey: string }>> {
    return keysetPage<PupilRow & { nameKey: string }>(this.db,
      `SELECT p.name_key AS "nameKey", ${PUPIL} WHERE p.school_id = $2 AND ($3 = '' OR p.name_key LIKE $3)
         AND ($4::uuid IS NULL OR c.id = $4) AND ($5::uuid IS NULL OR ${THEIRS('$5')})`,
      [on, schoolId, searchPattern(filter.q), filter.classId, filter.teacherId],
      [{ sql: 'p.name_key', type: 'text', of: (p) => p.nameKey }, { sql: 'p.id', type: 'uuid', of: (p) => p.id }], page);
  }

  /** Whether the person leads the pupil's class or teaches a group the pupil is in, on the day. */
  async isTheirs(schoolId: string, id: string, personId: string, on: string): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 FROM schools.pupils p
       LEFT JOIN schools.class_members m ON m.pupil_id = p.id AND m.valid_from <= $1 AND (m.valid_until IS NULL OR m.valid_until > $1)
       LEFT JOIN schools.classes c ON c.id = m.class_id
       WHERE p.school_id = $2 AND p.id = $3 AND ${THEIRS('$4')}`, [on, schoolId, id, personId])) !== null;
  }

  /** How many rows: 0 for another version. */
  update(schoolId: string, id: string, version: number, pupil: Pick<NewPupil, 'name' | 'birthDate' | 'sex' | 'externalId'>, snils: string | null | undefined): Promise<number> {
    const { family, given, patronymic } = pupil.name;
    return this.db.affected(
      `UPDATE schools.pupils SET family = $4, given = $5, patronymic = $6, name_key = $7, birth_date = $8, sex = $9, external_id = $10,
         snils_sealed = CASE WHEN $11 THEN $12 ELSE snils_sealed END, snils_index = CASE WHEN $11 THEN $13 ELSE snils_index END, version = version + 1
       WHERE school_id = $1 AND id = $2 AND version = $3`,
      [schoolId, id, version, family, given, patronymic ?? null, fullNameKey(pupil.name), pupil.birthDate, pupil.sex, pupil.externalId ?? null,
        snils !== undefined, ...this.sealedSnils(id, snils ?? null)]);
  }

  /** Pupils of one school that share the birth date, the SNILS, or the family and given name with what is asked. */
  likely(schoolId: string, name: PersonName, birthDate: string, snils: string | null, on: string): Promise<PupilRow[]> {
    const key = fullNameKey({ ...name, patronymic: null });
    return this.db.query<PupilRow>(
      `SELECT ${PUPIL} WHERE p.school_id = $2 AND (p.birth_date = $3 OR p.name_key LIKE $4 OR p.snils_index = $5) ORDER BY p.name_key, p.id LIMIT 500`,
      [on, schoolId, birthDate, `${escapeLike(key)}%`, snils === null ? null : this.snilsIndex(snils)]);
  }

  async insert(id: string, pupil: NewPupil): Promise<void> {
    const { family, given, patronymic } = pupil.name;
    await this.db.query(
      `INSERT INTO schools.pupils (school_id, id, person_id, family, given, patronymic, name_key, birth_date, sex, external_id, snils_sealed, snils_index)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [pupil.schoolId, id, pupil.personId ?? null, family, given, patronymic ?? null, fullNameKey(pupil.name), pupil.birthDate, pupil.sex,
        pupil.externalId ?? null, ...this.sealedSnils(id, pupil.snils ?? null)]);
  }

  /** How many rows: 0 when there is no such pupil or they have an account already. */
  bindPerson(schoolId: string, id: string, personId: string): Promise<number> {
    return this.db.affected(
      'UPDATE schools.pupils SET person_id = $3, version = version + 1 WHERE school_id = $1 AND id = $2 AND person_id IS NULL',
      [schoolId, id, personId]);
  }

  snilsIndex(snils: string): string {
    return this.blind.of('snils', snils);
  }

  /** The two columns of a SNILS. */
  sealedSnils(id: string, snils: string | null): [string | null, string | null] {
    if (snils === null) return [null, null];
    return [this.envelope.seal(snils, { table: 'schools.pupils', column: 'snils_sealed', row: id }), this.snilsIndex(snils)];
  }
}

/** Text for LIKE that stands for itself. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
