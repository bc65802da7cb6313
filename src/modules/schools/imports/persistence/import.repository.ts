import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { decodeCursor, type Page, pageOf } from '../../../../shared/page.js';
import type { ImportResult } from '../imports.contracts.js';

const COLUMNS = `id, school_id AS "schoolId", kind, mode, partial, school_year AS "schoolYear", file_name AS "fileName", written, rows,
  created, changed, same, errors, asked_at AS "askedAt"`;

@Injectable()
export class ImportRepository {
  constructor(private readonly db: Db) {}

  async insert(result: ImportResult, askedBy: string): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.imports (school_id, id, kind, mode, partial, school_year, file_name, written, rows, created, changed, same, errors, asked_by, asked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [result.schoolId, result.id, result.kind, result.mode, result.partial, result.schoolYear, result.fileName, result.written, result.rows,
        result.created, result.changed, result.same, JSON.stringify(result.errors), askedBy, result.askedAt]);
  }

  /** When the school last took in a file of this kind; null: never. */
  async lastWritten(schoolId: string, kind: string): Promise<Date | null> {
    return (await this.db.one<{ at: Date }>(
      'SELECT asked_at AS at FROM schools.imports WHERE school_id = $1 AND kind = $2 AND written ORDER BY id DESC LIMIT 1', [schoolId, kind]))?.at ?? null;
  }

  byId(schoolId: string, id: string): Promise<ImportResult | null> {
    return this.db.one<ImportResult>(`SELECT ${COLUMNS} FROM schools.imports WHERE school_id = $1 AND id = $2`, [schoolId, id]);
  }

  /** Latest first. */
  async page(schoolId: string, kinds: readonly string[], limit: number, cursor: string | undefined): Promise<Page<ImportResult>> {
    const after = decodeCursor(cursor, 1);
    const rows = await this.db.query<ImportResult>(
      `SELECT ${COLUMNS} FROM schools.imports WHERE school_id = $1 AND kind = ANY ($4::text[]) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [schoolId, after?.[0] ?? null, limit + 1, kinds]);
    return pageOf(rows, limit, (row) => [row.id]);
  }
}
