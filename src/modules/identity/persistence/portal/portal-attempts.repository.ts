import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Envelope } from '../../../../platform/crypto/index.js';
import { Db } from '../../../../platform/database/index.js';

export interface NewPortalAttempt {
  readonly id: string;
  readonly provider: string;
  readonly purpose: 'sign_in' | 'link' | 'step_up' | 'confirm';
  readonly state: string;
  /** The browser's cookie. */
  readonly browser: string;
  readonly returnTo: string;
  readonly personId: string | null;
  readonly sessionId: string | null;
}

export interface PortalAttempt extends Omit<NewPortalAttempt, 'state' | 'browser'> {
  readonly createdAt: Date;
  readonly content: string;
}

interface Row extends Omit<PortalAttempt, 'content'> {
  readonly sealed: string;
}

export type TicketKind = 'exchange' | 'unlinked' | 'confirm';

const COLUMNS = 'id, provider, purpose, return_to AS "returnTo", person_id AS "personId", session_id AS "sessionId", created_at AS "createdAt", sealed';

/** Attempts to come in through a portal. State, cookie and tickets are kept as hashes, the rest of the secrets sealed. */
@Injectable()
export class PortalAttemptsRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  async insert(a: NewPortalAttempt, content: string, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.portal_attempts (id, provider, purpose, state_hash, browser_hash, sealed, return_to, person_id, session_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [a.id, a.provider, a.purpose, hash(a.state), hash(a.browser), this.envelope.seal(content, placeOf(a.id)), a.returnTo, a.personId, a.sessionId, at, expiresAt]);
  }

  /** Uses the attempt up: null for a foreign state, another provider, another browser, one answered before or too old. */
  async answer(provider: string, state: string, browser: string, now: Date): Promise<PortalAttempt | null> {
    return this.open(await this.db.one<Row>(
      `UPDATE identity.portal_attempts SET answered_at = $4
       WHERE state_hash = $2 AND provider = $1 AND browser_hash = $3 AND answered_at IS NULL AND expires_at > $4 RETURNING ${COLUMNS}`,
      [provider, hash(state), hash(browser), now]));
  }

  /** Keeps who came, under a ticket. */
  async keep(id: string, content: string, kind: TicketKind, ticket: string, until: Date): Promise<void> {
    await this.db.query(
      'UPDATE identity.portal_attempts SET sealed = $2, ticket_kind = $3, ticket_hash = $4, expires_at = $5 WHERE id = $1',
      [id, this.envelope.seal(content, placeOf(id)), kind, hash(ticket), until]);
  }

  /** Uses the ticket up: null for one unknown, used, too old, or of another browser. */
  async take(kind: TicketKind, ticket: string, browser: string, now: Date): Promise<PortalAttempt | null> {
    return this.open(await this.db.one<Row>(
      `UPDATE identity.portal_attempts SET ticket_kind = NULL, ticket_hash = NULL
       WHERE ticket_hash = $2 AND ticket_kind = $1 AND browser_hash = $3 AND expires_at > $4 RETURNING ${COLUMNS}`,
      [kind, hash(ticket), hash(browser), now]));
  }

  /** Reads what is under a ticket without using it up. */
  async look(kind: TicketKind, ticket: string, browser: string, now: Date): Promise<PortalAttempt | null> {
    return this.open(await this.db.one<Row>(
      `SELECT ${COLUMNS} FROM identity.portal_attempts WHERE ticket_hash = $2 AND ticket_kind = $1 AND browser_hash = $3 AND expires_at > $4`,
      [kind, hash(ticket), hash(browser), now]));
  }

  /** The contact named by whoever shows the ticket, and whose account it is. */
  async putClaim(id: string, key: string, personId: string | null): Promise<void> {
    await this.db.query('UPDATE identity.portal_attempts SET claimed_key = $2, claimed_person_id = $3 WHERE id = $1', [id, key, personId]);
  }

  async claim(id: string): Promise<{ key: string | null; personId: string | null }> {
    return (await this.db.one('SELECT claimed_key AS key, claimed_person_id AS "personId" FROM identity.portal_attempts WHERE id = $1', [id]))!;
  }

  forget(now: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.portal_attempts WHERE expires_at <= $1', [now]);
  }

  private open(row: Row | null): PortalAttempt | null {
    if (row === null) return null;
    const { sealed, ...attempt } = row;
    return { ...attempt, content: this.envelope.open(sealed, placeOf(row.id)) };
  }
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function placeOf(id: string): { table: string; column: string; row: string } {
  return { table: 'identity.portal_attempts', column: 'sealed', row: id };
}
