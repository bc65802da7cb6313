import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { EnrollmentRequest, HistoryEntry } from '../enrollment.contracts.js';

/** Who took a step, as they were then. */
export interface Signature {
  /** Null: the system. */
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly actorPosition: string;
}

/** The history of requests: only ever added to (EN-7). */
@Injectable()
export class HistoryRepository {
  constructor(private readonly db: Db) {}

  /** @param request after the step */
  async add(request: EnrollmentRequest, step: Pick<HistoryEntry, 'at' | 'act' | 'from' | 'details'>, by: Signature): Promise<void> {
    await this.db.query(
      `INSERT INTO enrollment.history (request_id, version, at, act, round, from_status, to_status, actor_id, actor_name, actor_position, details)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [request.id, request.version, step.at, step.act, request.round, step.from, request.status, by.actorId, by.actorName, by.actorPosition,
        JSON.stringify(step.details)]);
  }

  /** In the order things happened. The caller has made sure that the reader may see the request. */
  of(requestId: string): Promise<HistoryEntry[]> {
    return this.db.query<HistoryEntry>(
      `SELECT at, act, round, from_status AS "from", to_status AS "to", actor_name AS "actorName", actor_position AS "actorPosition", details
       FROM enrollment.history WHERE request_id = $1 ORDER BY version`, [requestId]);
  }
}
