import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { type PersonName, nameKey } from '../../../shared/identifiers/index.js';
import type { RoleCode } from '../../../shared/roles.js';
import type { AccountStatus } from '../identity.contracts.js';

export interface DirectoryRow extends PersonName {
  readonly id: string;
  readonly status: AccountStatus;
  readonly nameKey: string;
  readonly version: number;
}

/** Who holds a role in the school; every account when the scope is null. */
const IN_SCOPE = `($1::uuid IS NULL OR EXISTS (SELECT FROM identity.role_assignments r
  WHERE r.person_id = p.id AND r.school_id = $1 AND r.status = 'active'))`;
const COLUMNS = 'p.id, p.family, p.given, p.patronymic, p.name_key AS "nameKey", a.status, a.version';

/** People as staff and operators look for them. */
@Injectable()
export class DirectoryRepository {
  constructor(private readonly db: Db) {}

  /** By name, `limit + 1` rows. @param q the beginning of the full name */
  search(schoolId: string | null, filter: { q?: string; role?: RoleCode }, limit: number, after: readonly [string, string] | null): Promise<DirectoryRow[]> {
    return this.db.query<DirectoryRow>(
      `SELECT ${COLUMNS} FROM identity.people p JOIN identity.accounts a ON a.person_id = p.id
       WHERE ${IN_SCOPE} AND ($2::text IS NULL OR p.name_key LIKE $2)
         AND ($3::text IS NULL OR EXISTS (SELECT FROM identity.role_assignments h
           WHERE h.person_id = p.id AND h.role = $3 AND h.status = 'active' AND ($1::uuid IS NULL OR h.school_id = $1)))
         AND ($4::text IS NULL OR (p.name_key, p.id) > ($4, $5::uuid))
       ORDER BY p.name_key, p.id LIMIT $6`,
      [schoolId, filter.q === undefined ? null : `${likeLiteral(queryKey(filter.q))}%`, filter.role ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
  }

  find(schoolId: string | null, personId: string): Promise<DirectoryRow | null> {
    return this.db.one<DirectoryRow>(
      `SELECT ${COLUMNS} FROM identity.people p JOIN identity.accounts a ON a.person_id = p.id WHERE ${IN_SCOPE} AND p.id = $2`, [schoolId, personId]);
  }
}

/** «Иванова Ан» as the keys are made: parts of the name divided by a bar. */
function queryKey(q: string): string {
  return q.trim().split(/\s+/).map(nameKey).join('|');
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
