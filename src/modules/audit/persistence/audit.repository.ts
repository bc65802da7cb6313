import { Injectable } from '@nestjs/common';
import { Db, HotDb, type Statement } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { AuditActor, AuditEvent, AuditFilter, AuditRecord } from '../audit.contracts.js';

const COLUMNS = `id, created_at AS at, school_id AS "schoolId", actor_id AS "actorId", role, host(ip) AS ip, request_id AS "requestId",
  operation, object_type AS "objectType", object_id AS "objectId", subject_id AS "subjectId", outcome, details`;

const INSERT: Statement = {
  name: 'audit-insert',
  text: `INSERT INTO audit.events (id, created_at, school_id, actor_id, session_id, assignment_id, role, ip, request_id,
      operation, object_type, object_id, subject_id, outcome, details)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
};

@Injectable()
export class AuditRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb) {}

  /** In the ambient transaction. */
  async insert(at: Date, actor: AuditActor | null, record: AuditRecord): Promise<void> {
    await this.db.query(INSERT.text, valuesOf(at, actor, record));
  }

  /** Committed at once, whatever becomes of the ambient transaction. */
  async insertApart(at: Date, actor: AuditActor | null, record: AuditRecord): Promise<void> {
    await this.hot.apart(INSERT, valuesOf(at, actor, record));
  }

  /** Newest first, `limit + 1` rows. `after` is the sort key of the last row of the page before. */
  page(filter: AuditFilter, limit: number, after: readonly [string, string] | null): Promise<AuditEvent[]> {
    return this.db.query<AuditEvent>(
      `SELECT ${COLUMNS} FROM audit.events
       WHERE ($1::uuid IS NULL OR school_id = $1) AND ($2::uuid IS NULL OR subject_id = $2) AND ($3::uuid IS NULL OR actor_id = $3)
         AND ($4::text IS NULL OR operation = $4) AND ($5::timestamptz IS NULL OR created_at >= $5) AND ($6::timestamptz IS NULL OR created_at < $6)
         AND ($7::timestamptz IS NULL OR (created_at, id) < ($7, $8::uuid))
         AND ($10::text[] IS NULL OR operation = ANY ($10)) AND ($11::text IS NULL OR outcome = $11)
       ORDER BY created_at DESC, id DESC LIMIT $9`,
      [filter.schoolId, filter.subjectId ?? null, filter.actorId ?? null, filter.operation ?? null, filter.from ?? null, filter.until ?? null,
        after?.[0] ?? null, after?.[1] ?? null, limit + 1, filter.operations ?? null, filter.outcome ?? null],
    );
  }
}

function valuesOf(at: Date, actor: AuditActor | null, record: AuditRecord): unknown[] {
  return [
    newId(at), at, record.schoolId ?? actor?.schoolId ?? null, actor?.personId ?? null, actor?.sessionId ?? null, actor?.assignmentId ?? null,
    actor?.role ?? null, actor?.ip ?? null, actor?.requestId ?? null, record.operation, record.objectType, record.objectId ?? null,
    record.subjectId ?? null, record.outcome, JSON.stringify(record.details ?? {}),
  ];
}
