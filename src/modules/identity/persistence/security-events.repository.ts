import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { SecurityEvent, SecurityEventKind } from '../identity.contracts.js';

export interface NewSecurityEvent {
  readonly kind: SecurityEventKind;
  readonly personId: string | null;
  readonly ip: string | null;
  /** The same occasion is raised once. */
  readonly occasion: string;
}

@Injectable()
export class SecurityEventsRepository {
  constructor(private readonly db: Db) {}

  /** The id, or null when the occasion has been raised. */
  async insert({ kind, personId, ip, occasion }: NewSecurityEvent, at: Date): Promise<string | null> {
    const row = await this.db.one<{ id: string }>(
      `INSERT INTO identity.security_events (id, at, kind, person_id, ip, occasion) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (occasion) DO NOTHING RETURNING id`, [newId(at), at, kind, personId, ip, `${kind}:${occasion}`]);
    return row?.id ?? null;
  }

  find(id: string): Promise<SecurityEvent | null> {
    return this.db.one<SecurityEvent & Record<string, unknown>>(
      `SELECT id, at, kind, person_id AS "personId", host(ip) AS ip FROM identity.security_events WHERE id = $1`, [id]);
  }

  async count(personId: string, kind: SecurityEventKind, after: Date): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      'SELECT count(*)::int AS count FROM identity.security_events WHERE person_id = $1 AND kind = $2 AND at > $3', [personId, kind, after]);
    return row!.count;
  }

  /** Whether the address was caught trying many accounts. */
  async isSuspect(addresses: string, after: Date): Promise<boolean> {
    return await this.db.one(
      `SELECT 1 FROM identity.security_events WHERE kind = 'many_accounts' AND at > $2 AND ip <<= $1::cidr LIMIT 1`, [addresses, after]) !== null;
  }

  /** Accounts that failed to be entered from these addresses; each try at an identifier nobody has counts as one. */
  async accountsTried(addresses: string, nobody: string, after: Date): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      `SELECT (count(DISTINCT person_id) FILTER (WHERE person_id <> $2) + count(*) FILTER (WHERE person_id = $2))::int AS count
       FROM identity.sign_ins WHERE created_at > $3 AND outcome = 'failure' AND ip <<= $1::cidr`, [addresses, nobody, after]);
    return row!.count;
  }
}
