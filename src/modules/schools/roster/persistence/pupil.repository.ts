import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { BlindIndex, Envelope } from '../../../../platform/crypto/index.js';
import { type ChildDocument, type ChildDocumentKind, childDocumentKey, fullNameKey, nameKey, type PersonName } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { NewPupil } from '../../schools.contracts.js';
import type { Papers } from '../domain/papers.js';

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
  readonly snilsIndex: string | null;
  readonly innIndex: string | null;
  readonly documentKind: ChildDocumentKind | null;
  readonly documentIndex: string | null;
  readonly classId: string | null;
  readonly className: string | null;
  readonly version: number;
}

/** A pupil with the class they are in on the day `$1`. */
const PUPIL = `p.id, p.school_id AS "schoolId", p.person_id AS "personId", p.family, p.given, p.patronymic,
    p.birth_date AS "birthDate", p.sex, p.external_id AS "externalId", p.snils_index AS "snilsIndex",
    p.inn_index AS "innIndex", p.document_kind AS "documentKind", p.document_index AS "documentIndex", c.id AS "classId", c.name AS "className", p.version
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
  update(schoolId: string, id: string, version: number, pupil: Pick<NewPupil, 'name' | 'birthDate' | 'sex' | 'externalId'>, papers: Papers): Promise<number> {
    const { family, given, patronymic } = pupil.name;
    const sealed = Object.entries(this.sealed(id, papers));
    return this.db.affected(
      `UPDATE schools.pupils SET family = $4, given = $5, patronymic = $6, name_key = $7, birth_date = $8, sex = $9, external_id = $10,
         ${sealed.map(([column], i) => `${column} = $${i + 11}, `).join('')}version = version + 1
       WHERE school_id = $1 AND id = $2 AND version = $3`,
      [schoolId, id, version, family, given, patronymic ?? null, fullNameKey(pupil.name), pupil.birthDate, pupil.sex, pupil.externalId ?? null,
        ...sealed.map(([, value]) => value)]);
  }

  /** Which of the numbers another pupil of the school has; null when none. @param id null for a pupil who is not there yet */
  async takenOf(schoolId: string, id: string | null, papers: Papers): Promise<'snils' | 'inn' | null> {
    const { snilsIndex, innIndex } = this.indexes(papers);
    const row = await this.db.one<{ paper: 'snils' | 'inn' }>(
      `SELECT CASE WHEN snils_index = $3 THEN 'snils' ELSE 'inn' END AS paper FROM schools.pupils
       WHERE school_id = $1 AND id IS DISTINCT FROM $2 AND (snils_index = $3 OR inn_index = $4) LIMIT 1`,
      [schoolId, id, snilsIndex, innIndex]);
    return row?.paper ?? null;
  }

  async putPapers(schoolId: string, id: string, papers: Papers): Promise<void> {
    const sealed = Object.entries(this.sealed(id, papers));
    await this.db.query(
      `UPDATE schools.pupils SET ${sealed.map(([column], i) => `${column} = $${i + 3}, `).join('')}version = version + 1 WHERE school_id = $1 AND id = $2`,
      [schoolId, id, ...sealed.map(([, value]) => value)]);
  }

  /** Pupils of one school that share the birth date, a number, or the family and given name with what is asked. */
  likely(schoolId: string, name: PersonName, birthDate: string, papers: Papers, on: string): Promise<PupilRow[]> {
    const key = fullNameKey({ ...name, patronymic: null });
    const { snilsIndex, innIndex, documentIndex } = this.indexes(papers);
    return this.db.query<PupilRow>(
      `SELECT ${PUPIL} WHERE p.school_id = $2 AND (p.birth_date = $3 OR p.name_key LIKE $4 OR p.snils_index = $5 OR p.inn_index = $6 OR p.document_index = $7)
       ORDER BY p.name_key, p.id LIMIT 500`,
      [on, schoolId, birthDate, `${escapeLike(key)}%`, snilsIndex, innIndex, documentIndex]);
  }

  async insert(id: string, pupil: NewPupil, papers: Papers): Promise<void> {
    const { family, given, patronymic } = pupil.name;
    const sealed = Object.entries(this.sealed(id, papers));
    await this.db.query(
      `INSERT INTO schools.pupils (school_id, id, person_id, family, given, patronymic, name_key, birth_date, sex, external_id${sealed.map(([column]) => `, ${column}`).join('')})
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10${sealed.map((_, i) => `, $${i + 11}`).join('')})`,
      [pupil.schoolId, id, pupil.personId ?? null, family, given, patronymic ?? null, fullNameKey(pupil.name), pupil.birthDate, pupil.sex,
        pupil.externalId ?? null, ...sealed.map(([, value]) => value)]);
  }

  /** How many rows: 0 when there is no such pupil or they have an account already. */
  bindPerson(schoolId: string, id: string, personId: string): Promise<number> {
    return this.db.affected(
      'UPDATE schools.pupils SET person_id = $3, version = version + 1 WHERE school_id = $1 AND id = $2 AND person_id IS NULL',
      [schoolId, id, personId]);
  }

  /** What papers are found and compared by; null for what is not given. */
  indexes({ snils = null, inn = null, document = null }: Papers): { snilsIndex: string | null; innIndex: string | null; documentIndex: string | null } {
    return {
      snilsIndex: snils === null ? null : this.blind.of('snils', snils),
      innIndex: inn === null ? null : this.blind.of('inn', inn),
      documentIndex: document === null ? null : this.blind.of('schools.pupil_document', childDocumentKey(document)),
    };
  }

  /** Columns of the papers that are given, with their values; those that are not given are not named. */
  sealed(id: string, { snils, inn, document }: Papers): Partial<Record<SealedColumn, string | null>> {
    const { snilsIndex, innIndex, documentIndex } = this.indexes({ snils, inn, document });
    const seal = (column: SealedColumn, plain: string | null) => (plain === null ? null : this.envelope.seal(plain, { table: 'schools.pupils', column, row: id }));
    return {
      ...(snils === undefined ? {} : { snils_sealed: seal('snils_sealed', snils), snils_index: snilsIndex }),
      ...(inn === undefined ? {} : { inn_sealed: seal('inn_sealed', inn), inn_index: innIndex }),
      ...(document === undefined ? {} : { document_kind: document?.kind ?? null, document_sealed: seal('document_sealed', documentText(document)), document_index: documentIndex }),
    };
  }
}

type SealedColumn = 'snils_sealed' | 'snils_index' | 'inn_sealed' | 'inn_index' | 'document_kind' | 'document_sealed' | 'document_index';

function documentText(document: ChildDocument | null): string | null {
  return document === null ? null : JSON.stringify([document.series, document.number, document.issuedOn]);
}

/** Text for LIKE that stands for itself. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
