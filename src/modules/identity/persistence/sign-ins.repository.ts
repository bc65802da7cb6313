import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { FailureReason, Origin, SignInMethod, SignInRecord } from '../identity.contracts.js';

export interface NewSignIn {
  readonly personId: string;
  readonly method: SignInMethod;
  readonly origin: Origin;
  readonly deviceName?: string | null;
  readonly sessionId?: string;
  /** None for a success. */
  readonly reason?: FailureReason;
}

const COLUMNS = 'id, created_at AS at, host(ip) AS ip, user_agent AS "userAgent", device_name AS "deviceName", method, outcome, reason';

/** Sign-ins and failed tries, append-only, for their owner (ID-12). */
@Injectable()
export class SignInsRepository {
  constructor(private readonly db: Db) {}

  async insert(row: NewSignIn, at: Date): Promise<string> {
    const id = newId(at);
    await this.db.query(
      `INSERT INTO identity.sign_ins (id, created_at, person_id, session_id, ip, user_agent, device_name, method, outcome, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, at, row.personId, row.sessionId ?? null, row.origin.ip, row.origin.userAgent, row.deviceName ?? null, row.method,
        row.reason === undefined ? 'success' : 'failure', row.reason ?? null]);
    return id;
  }

  page(personId: string, limit: number, after: readonly [string, string] | null): Promise<SignInRecord[]> {
    return this.db.query<SignInRecord>(
      `SELECT ${COLUMNS} FROM identity.sign_ins WHERE person_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $4`, [personId, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
  }

  /** @param at when it happened: the id's own instant finds the partition */
  find(id: string, at: Date): Promise<SignInRecord | null> {
    return this.db.one<SignInRecord>(`SELECT ${COLUMNS} FROM identity.sign_ins WHERE created_at = $2 AND id = $1`, [id, at]);
  }

  /** Whether the person has come in from this browser before. */
  async knowsDevice(personId: string, userAgent: string | null, before: Date): Promise<{ any: boolean; thisOne: boolean }> {
    const row = await this.db.one<{ any: boolean; thisOne: boolean }>(
      `SELECT EXISTS (SELECT FROM identity.sign_ins WHERE person_id = $1 AND outcome = 'success' AND created_at < $3) AS any,
         EXISTS (SELECT FROM identity.sign_ins WHERE person_id = $1 AND outcome = 'success' AND created_at < $3 AND user_agent IS NOT DISTINCT FROM $2) AS "thisOne"`,
      [personId, userAgent, before]);
    return row!;
  }
}
