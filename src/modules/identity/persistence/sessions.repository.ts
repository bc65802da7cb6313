import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Acr, Session } from '../identity.contracts.js';

export type EndReason = 'signed_out' | 'ended_by_owner' | 'password_changed' | 'blocked' | 'refresh_reused' | 'factor_changed' | 'factors_reset' | 'frozen' | 'closed';
/** Trust in devices ends with their sessions for any other reason: a password that leaked may have made it. */
const KEEPS_TRUST: ReadonlySet<EndReason> = new Set<EndReason>(['signed_out', 'ended_by_owner', 'factor_changed']);

/** A refresh token with its session, both locked. */
export interface HeldToken {
  readonly sessionId: string;
  readonly personId: string;
  readonly assignmentId: string | null;
  readonly acr: Acr;
  readonly strongAt: Date | null;
  readonly generation: number;
  readonly rotatedAt: Date | null;
  readonly salt: Buffer | null;
  /** Session and account live. */
  readonly live: boolean;
  /** The generation given out last. */
  readonly newest: number;
  /** How long the session lives without use. */
  readonly idleSeconds: number;
}

const COLUMNS = `id, person_id AS "personId", assignment_id AS "assignmentId", acr, strong_at AS "strongAt", created_at AS "createdAt", last_used_at AS "lastUsedAt",
  host(ip) AS ip, user_agent AS "userAgent", device_name AS "deviceName", device_id AS "deviceId"`;

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Db) {}

  async insert(s: Omit<Session, 'lastUsedAt' | 'strongAt'>, idleSeconds: number): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.sessions (id, person_id, assignment_id, acr, strong_at, created_at, last_used_at, idle_until, ip, user_agent, device_name, device_id, idle_seconds)
       VALUES ($1, $2, $3, $4, CASE WHEN $4 = 'second_factor' THEN $5::timestamptz END, $5, $5, $5::timestamptz + make_interval(secs => $6), $7, $8, $9, $10, $6)`,
      [s.id, s.personId, s.assignmentId, s.acr, s.createdAt, idleSeconds, s.ip, s.userAgent, s.deviceName, s.deviceId]);
  }

  async live(personId: string, now: Date): Promise<Session[]> {
    return this.db.query<Session>(
      `SELECT ${COLUMNS} FROM identity.sessions WHERE person_id = $1 AND ended_at IS NULL AND idle_until > $2 ORDER BY created_at DESC, id DESC`, [personId, now]);
  }

  find(id: string): Promise<Session | null> {
    return this.db.one<Session>(`SELECT ${COLUMNS} FROM identity.sessions WHERE id = $1`, [id]);
  }

  /** True when it was live. */
  async end(id: string, personId: string, reason: EndReason, at: Date): Promise<boolean> {
    return await this.db.affected(
      'UPDATE identity.sessions SET ended_at = $3, end_reason = $4 WHERE id = $1 AND person_id = $2 AND ended_at IS NULL', [id, personId, at, reason]) > 0;
  }

  /** Ends every session of a person but one, and the trust in other devices where the reason asks for it; how many sessions. */
  async endOthers(personId: string, keep: string | null, reason: EndReason, at: Date): Promise<number> {
    if (!KEEPS_TRUST.has(reason)) {
      await this.db.query(
        `DELETE FROM identity.devices WHERE person_id = $1 AND id IS DISTINCT FROM (SELECT device_id FROM identity.sessions WHERE id = $2)`, [personId, keep]);
    }
    return this.db.affected(
      `UPDATE identity.sessions SET ended_at = $3, end_reason = $4 WHERE person_id = $1 AND id IS DISTINCT FROM $2::uuid AND ended_at IS NULL`,
      [personId, keep, at, reason]);
  }

  endOfDevice(deviceId: string, personId: string, reason: EndReason, at: Date): Promise<number> {
    return this.db.affected(
      'UPDATE identity.sessions SET ended_at = $3, end_reason = $4 WHERE device_id = $1 AND person_id = $2 AND ended_at IS NULL', [deviceId, personId, at, reason]);
  }

  async actIn(id: string, assignmentId: string): Promise<void> {
    await this.db.query('UPDATE identity.sessions SET assignment_id = $2 WHERE id = $1', [id, assignmentId]);
  }

  async strengthen(id: string, at: Date): Promise<void> {
    await this.db.query(`UPDATE identity.sessions SET acr = 'second_factor', strong_at = $2 WHERE id = $1`, [id, at]);
  }

  async insertToken(hash: Buffer, sessionId: string, generation: number, at: Date): Promise<void> {
    await this.db.query('INSERT INTO identity.refresh_tokens (hash, session_id, generation, issued_at) VALUES ($1, $2, $3, $4)', [hash, sessionId, generation, at]);
  }

  /** Locks the token's session to the end of the transaction: refreshes of one family come one after another. */
  async hold(hash: Buffer, now: Date): Promise<HeldToken | null> {
    const session = await this.db.one('SELECT 1 FROM identity.sessions WHERE id = (SELECT session_id FROM identity.refresh_tokens WHERE hash = $1) FOR UPDATE', [hash]);
    if (session === null) return null;
    return this.db.one<HeldToken>(
      `SELECT s.id AS "sessionId", s.person_id AS "personId", s.assignment_id AS "assignmentId", s.acr, s.strong_at AS "strongAt", t.generation, t.rotated_at AS "rotatedAt", t.salt,
         s.ended_at IS NULL AND s.idle_until > $2 AND a.status = 'active' AS live, s.idle_seconds AS "idleSeconds",
         (SELECT max(generation) FROM identity.refresh_tokens n WHERE n.session_id = s.id) AS newest
       FROM identity.refresh_tokens t JOIN identity.sessions s ON s.id = t.session_id JOIN identity.accounts a ON a.person_id = s.person_id
       WHERE t.hash = $1`, [hash, now]);
  }

  async rotate(hash: Buffer, salt: Buffer, sessionId: string, at: Date): Promise<void> {
    await this.db.query('UPDATE identity.refresh_tokens SET rotated_at = $2, salt = $3 WHERE hash = $1', [hash, at, salt]);
    await this.db.query('UPDATE identity.sessions SET last_used_at = $2, idle_until = $2::timestamptz + make_interval(secs => idle_seconds) WHERE id = $1', [sessionId, at]);
  }

  /** Drops refresh tokens of sessions that ended, or fell idle, before an instant; the sessions stay in the owner's history. */
  forgetTokens(before: Date): Promise<number> {
    return this.db.affected(
      `DELETE FROM identity.refresh_tokens t USING identity.sessions s WHERE s.id = t.session_id AND (s.ended_at < $1 OR s.idle_until < $1)`, [before]);
  }
}
