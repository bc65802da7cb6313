import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest, type SortColumn } from '../../directory/persistence/keyset.js';

/** A simple school-owned table: id, version and columns that are written as they are sent. */
export interface RecordTable {
  /** Without the schema; also the object type in the audit log, in the singular. */
  readonly table: string;
  readonly object: string;
  /** Field → column. */
  readonly columns: Readonly<Record<string, string>>;
  /** What a field is when it is not sent. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly sort: readonly SortColumn<SchoolRecord>[];
  /** The rows belong to a school year. */
  readonly yearly: boolean;
  /** Constraints that may be asked at the end of several writes. */
  readonly exclusive?: readonly string[];
}

export type SchoolRecord = { readonly id: string; readonly version: number } & Readonly<Record<string, unknown>>;

const byId: SortColumn<SchoolRecord> = { sql: 'id', type: 'uuid', of: (row) => row.id };
const byText = (column: string, field: string): SortColumn<SchoolRecord> => ({ sql: column, type: 'text', of: (row) => row[field] as string });
const byStart: SortColumn<SchoolRecord> = { sql: 'starts_on', type: 'date', of: (row) => row['startsOn'] as string };
const ALL_GRADES = { gradeFrom: 1, gradeTo: 11 };
const SPAN = { startsOn: 'starts_on', endsOn: 'ends_on', gradeFrom: 'grade_from', gradeTo: 'grade_to' };

export const TERMS: RecordTable = {
  table: 'terms', object: 'term', defaults: ALL_GRADES, yearly: true, exclusive: ['terms_dates', 'terms_number'], sort: [byStart, byId],
  columns: { schoolYear: 'school_year', kind: 'kind', number: 'number', name: 'name', ...SPAN },
};
export const VACATIONS: RecordTable = {
  table: 'vacations', object: 'vacation', defaults: ALL_GRADES, yearly: true, exclusive: ['vacations_dates'], sort: [byStart, byId], columns: { schoolYear: 'school_year', name: 'name', ...SPAN },
};
export const SUBJECTS: RecordTable = {
  table: 'subjects', object: 'subject', defaults: {}, yearly: false, sort: [byText('name_key', 'nameKey'), byId], columns: { name: 'name', nameKey: 'name_key', shortName: 'short_name' },
};
export const ROOMS: RecordTable = {
  table: 'rooms', object: 'room', defaults: { exclusive: true }, yearly: false, sort: [byText('name', 'name'), byId],
  columns: { name: 'name', buildingId: 'building_id', capacity: 'capacity', exclusive: 'exclusive' },
};
export const BUILDINGS: RecordTable = {
  table: 'buildings', object: 'building', defaults: { address: '' }, yearly: false, sort: [byText('name', 'name'), byId],
  columns: { name: 'name', address: 'address', bellScheduleId: 'bell_schedule_id', shortBellScheduleId: 'short_bell_schedule_id' },
};
export const CURRICULA: RecordTable = {
  table: 'curricula', object: 'curriculum', defaults: {}, yearly: true, sort: [{ sql: 'grade_level', type: 'int', of: (row) => row['gradeLevel'] as number }, byId],
  columns: { schoolYear: 'school_year', gradeLevel: 'grade_level', profile: 'profile', subjectId: 'subject_id', hoursAWeek: 'hours_a_week' },
};

@Injectable()
export class RecordRepository {
  constructor(private readonly db: Db) {}

  page(of: RecordTable, schoolId: string, schoolYear: number | null, page: PageRequest): Promise<Page<SchoolRecord>> {
    const year = of.yearly ? 'AND ($2::int IS NULL OR school_year = $2)' : '';
    return keysetPage<SchoolRecord>(this.db, `${select(of)} WHERE school_id = $1 ${year}`, of.yearly ? [schoolId, schoolYear] : [schoolId], of.sort, page);
  }

  /** All of them, in the order of the list; of one year when it is said. */
  all<Row extends SchoolRecord | { readonly id: string; readonly version: number } = SchoolRecord>(of: RecordTable, schoolId: string, schoolYear: number | null = null): Promise<Row[]> {
    const year = of.yearly ? 'AND ($2::int IS NULL OR school_year = $2)' : '';
    return this.db.query<Row>(`${select(of)} WHERE school_id = $1 ${year} ORDER BY ${of.sort.map(({ sql }) => sql).join(', ')}`, of.yearly ? [schoolId, schoolYear] : [schoolId]);
  }

  /** Writes that may clash with one another on the way: what is exclusive is asked once they are all done. */
  async together(of: RecordTable, write: () => Promise<void>): Promise<void> {
    const constraints = (of.exclusive ?? []).map((name) => `schools.${name}`).join(', ');
    if (constraints === '') return write();
    await this.db.query(`SET CONSTRAINTS ${constraints} DEFERRED`);
    await write();
    await this.db.query(`SET CONSTRAINTS ${constraints} IMMEDIATE`);
  }

  byId(of: RecordTable, schoolId: string, id: string): Promise<SchoolRecord | null> {
    return this.db.one<SchoolRecord>(`${select(of)} WHERE school_id = $1 AND id = $2`, [schoolId, id]);
  }

  async insert(of: RecordTable, schoolId: string, id: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    const fields = Object.keys(of.columns);
    await this.db.query(
      `INSERT INTO schools.${of.table} (school_id, id, ${fields.map((f) => of.columns[f]).join(', ')}) VALUES ($1, $2, ${fields.map((_, i) => `$${i + 3}`).join(', ')})`,
      [schoolId, id, ...fields.map((f) => data[f] ?? null)]);
  }

  /** How many rows: 0 for another version. */
  update(of: RecordTable, schoolId: string, id: string, version: number, data: Readonly<Record<string, unknown>>): Promise<number> {
    const fields = Object.keys(of.columns);
    return this.db.affected(
      `UPDATE schools.${of.table} SET ${fields.map((f, i) => `${of.columns[f]} = $${i + 4}`).join(', ')}, version = version + 1
       WHERE school_id = $1 AND id = $2 AND version = $3`,
      [schoolId, id, version, ...fields.map((f) => data[f] ?? null)]);
  }

  /** How many rows: 0 for another version. */
  remove(of: RecordTable, schoolId: string, id: string, version: number): Promise<number> {
    return this.db.affected(`DELETE FROM schools.${of.table} WHERE school_id = $1 AND id = $2 AND version = $3`, [schoolId, id, version]);
  }

  /** Terms and vacations of a year that would lie outside these days. */
  async outside(schoolId: string, schoolYear: number, startsOn: string, endsOn: string): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 FROM schools.terms WHERE school_id = $1 AND school_year = $2 AND (starts_on < $3 OR ends_on > $4)`,
      [schoolId, schoolYear, startsOn, endsOn])) !== null;
  }
}

function select({ table, columns }: RecordTable): string {
  return `SELECT id, version, ${Object.entries(columns).map(([field, column]) => `${column} AS "${field}"`).join(', ')} FROM schools.${table}`;
}
