import { Injectable } from '@nestjs/common';
import { Db, HotDb, type Statement } from '../../../../platform/database/index.js';

const TAKE: Statement = { name: 'identity-take-challenge-step', text: `
  DELETE FROM identity.challenge_steps WHERE challenge_id = $1 AND method = $2 RETURNING nonce` };

/** What is to be signed to answer a challenge by a method: it is good for one answer. */
@Injectable()
export class ChallengeStepsRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb) {}

  /** Takes the place of the one asked for before. */
  async put(challengeId: string, method: string, nonce: string, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.challenge_steps (challenge_id, method, nonce, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (challenge_id, method) DO UPDATE SET nonce = excluded.nonce, created_at = excluded.created_at`, [challengeId, method, nonce, at]);
  }

  /** Uses it up, committed at once; null when nothing was asked for, or somebody else was first. */
  async take(challengeId: string, method: string): Promise<string | null> {
    return (await this.hot.apart<{ nonce: string }>(TAKE, [challengeId, method]))[0]?.nonce ?? null;
  }
}
