import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';

/** What somebody is to sign to confirm their account: one at a time, used up by the first answer. */
@Injectable()
export class LevelChallengesRepository {
  constructor(private readonly db: Db) {}

  async put(personId: string, nonce: string, expiresAt: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.level_challenges (person_id, nonce, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (person_id) DO UPDATE SET nonce = excluded.nonce, expires_at = excluded.expires_at`, [personId, nonce, expiresAt]);
  }

  /** Null when there is none, or it is too old. */
  async take(personId: string, now: Date): Promise<string | null> {
    const row = await this.db.one<{ nonce: string; expiresAt: Date }>(
      'DELETE FROM identity.level_challenges WHERE person_id = $1 RETURNING nonce, expires_at AS "expiresAt"', [personId]);
    return row === null || row.expiresAt <= now ? null : row.nonce;
  }

  forget(now: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.level_challenges WHERE expires_at <= $1', [now]);
  }
}
