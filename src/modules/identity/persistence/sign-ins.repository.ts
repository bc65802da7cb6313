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

  /** Whether the person has come in before at all, from this browser, and from this network. @param network as CIDR */
  async knows(personId: string, userAgent: string | null, network: string, before: Date): Promise<{ any: boolean; device: boolean; network: boolean }> {
    const row = await this.db.one<{ any: boolean; device: boolean; network: boolean }>(
      `SELECT count(*) > 0 AS any, coalesce(bool_or(user_agent IS NOT DISTINCT FROM $2), false) AS device, coalesce(bool_or(ip <<= $4::cidr), false) AS network
       FROM identity.sign_ins WHERE person_id = $1 AND outcome = 'success' AND created_at < $3`, [personId, userAgent, before, network]);
    return row!;
  }

  lastSuccess(personId: string, before: Date): Promise<{ at: Date; ip: string } | null> {
    return this.db.one<{ at: Date; ip: string }>(
      `SELECT created_at AS at, host(ip) AS ip FROM identity.sign_ins WHERE person_id = $1 AND outcome = 'success' AND created_at < $2
       ORDER BY created_at DESC, id DESC LIMIT 1`, [personId, before]);
  }
}
