import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';

export interface Approval {
  readonly id: string;
  readonly challengeId: string;
  readonly personId: string;
  readonly number: string;
  readonly state: 'pending' | 'approved' | 'declined';
  readonly ip: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const COLUMNS = `a.id, a.challenge_id AS "challengeId", a.person_id AS "personId", a.number, a.state, host(a.ip) AS ip, a.user_agent AS "userAgent",
  a.created_at AS "createdAt", a.expires_at AS "expiresAt"`;
/** Of the person $1, pending at $2, and not asked for by the session $3 itself. */
const OPEN = `FROM identity.approvals a JOIN identity.challenges c ON c.id = a.challenge_id
  WHERE a.person_id = $1 AND a.state = 'pending' AND a.expires_at > $2 AND c.used_at IS NULL AND c.session_id IS DISTINCT FROM $3::uuid`;

/** Confirmations asked of a person's other devices. */
@Injectable()
export class ApprovalsRepository {
  constructor(private readonly db: Db) {}

  async insert(a: Omit<Approval, 'state'>): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.approvals (id, challenge_id, person_id, number, ip, user_agent, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [a.id, a.challengeId, a.personId, a.number, a.ip, a.userAgent, a.createdAt, a.expiresAt]);
  }

  ofChallenge(challengeId: string): Promise<Approval | null> {
    return this.db.one<Approval>(`SELECT ${COLUMNS} FROM identity.approvals a WHERE a.challenge_id = $1`, [challengeId]);
  }

  find(id: string): Promise<Approval | null> {
    return this.db.one<Approval>(`SELECT ${COLUMNS} FROM identity.approvals a WHERE a.id = $1`, [id]);
  }

  /** When the person's devices were asked since an instant, oldest first. */
  async askedSince(personId: string, since: Date): Promise<Date[]> {
    const rows = await this.db.query<{ at: Date }>('SELECT created_at AS at FROM identity.approvals WHERE person_id = $1 AND created_at > $2 ORDER BY created_at', [personId, since]);
    return rows.map((row) => row.at);
  }

  open(personId: string, sessionId: string, now: Date): Promise<Approval[]> {
    return this.db.query<Approval>(`SELECT ${COLUMNS} ${OPEN} ORDER BY a.created_at, a.id`, [personId, now, sessionId]);
  }

  /** Held to the end of the transaction. */
  hold(id: string, personId: string, sessionId: string, now: Date): Promise<Approval | null> {
    return this.db.one<Approval>(`SELECT ${COLUMNS} ${OPEN} AND a.id = $4 FOR UPDATE OF a`, [personId, now, sessionId, id]);
  }

  async decide(id: string, state: 'approved' | 'declined', sessionId: string, at: Date): Promise<void> {
    await this.db.query('UPDATE identity.approvals SET state = $2, decided_session = $3, decided_at = $4 WHERE id = $1', [id, state, sessionId, at]);
  }
}
