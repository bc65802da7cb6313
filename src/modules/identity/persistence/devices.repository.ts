import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Device } from '../identity.contracts.js';

export interface NewDevice extends Omit<Device, 'lastUsedAt'> {
  readonly personId: string;
  readonly tokenHash: Buffer;
}

@Injectable()
export class DevicesRepository {
  constructor(private readonly db: Db) {}

  async insert(d: NewDevice): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.devices (id, person_id, token_hash, name, user_agent, ip, created_at, last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [d.id, d.personId, d.tokenHash, d.name, d.userAgent, d.ip, d.createdAt]);
  }

  /**
   * The device a token stands for, if the account it belongs to is the one an identifier means.
   * @param aliases what the identifier can mean, the likelier first
   */
  ofToken(tokenHash: Buffer, aliases: readonly string[], usedAfter: Date): Promise<{ id: string; personId: string } | null> {
    return this.db.one<{ id: string; personId: string }>(
      `SELECT id, person_id AS "personId" FROM identity.devices WHERE token_hash = $1 AND last_used_at > $3
         AND person_id = (SELECT l.person_id FROM identity.aliases l WHERE l.key = ANY($2::text[]) ORDER BY array_position($2::text[], l.key) LIMIT 1)`,
      [tokenHash, aliases, usedAfter]);
  }

  /** False when it is not trusted any more. */
  async used(id: string, personId: string, origin: { ip: string; userAgent: string | null }, at: Date): Promise<boolean> {
    return await this.db.affected(
      'UPDATE identity.devices SET last_used_at = $5, ip = $3, user_agent = $4 WHERE id = $1 AND person_id = $2', [id, personId, origin.ip, origin.userAgent, at]) > 0;
  }

  list(personId: string, usedAfter: Date): Promise<Device[]> {
    return this.db.query<Device & Record<string, unknown>>(
      `SELECT id, name, user_agent AS "userAgent", host(ip) AS ip, created_at AS "createdAt", last_used_at AS "lastUsedAt"
       FROM identity.devices WHERE person_id = $1 AND last_used_at > $2 ORDER BY last_used_at DESC, id`, [personId, usedAfter]);
  }

  async remove(id: string, personId: string): Promise<boolean> {
    return await this.db.affected('DELETE FROM identity.devices WHERE id = $1 AND person_id = $2', [id, personId]) > 0;
  }

  forget(usedBefore: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.devices WHERE last_used_at <= $1', [usedBefore]);
  }
}
