import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** `proof`: of identity, due after a lock, before any second factor (ID-9). */
export type ChallengeKind = 'sign_in' | 'step_up' | 'proof';

/** A second factor or a proof that is due. */
export interface Challenge {
  readonly id: string;
  readonly kind: ChallengeKind;
  readonly personId: string;
  /** The session to strengthen, for a step-up. */
  readonly sessionId: string | null;
  readonly attemptKey: string | null;
  readonly deviceName: string | null;
  /** The trusted device it was asked for on. */
  readonly deviceId: string | null;
  /** The device is to be trusted once the challenge is passed. */
  readonly trustDevice: boolean;
}

@Injectable()
export class ChallengesRepository {
  constructor(private readonly db: Db) {}

  async insert(c: Challenge, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.challenges (id, kind, person_id, session_id, attempt_key, device_name, device_id, trust_device, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [c.id, c.kind, c.personId, c.sessionId, c.attemptKey, c.deviceName, c.deviceId, c.trustDevice, at, expiresAt]);
  }

  /** One that can still be answered. */
  open(id: string, now: Date): Promise<(Challenge & { readonly expiresAt: Date }) | null> {
    return this.db.one(
      `SELECT id, kind, person_id AS "personId", session_id AS "sessionId", attempt_key AS "attemptKey", device_name AS "deviceName", expires_at AS "expiresAt",
         device_id AS "deviceId", trust_device AS "trustDevice"
       FROM identity.challenges WHERE id = $1 AND used_at IS NULL AND expires_at > $2`, [id, now]);
  }

  /** False when it was used already. */
  async use(id: string, at: Date): Promise<boolean> {
    return await this.db.affected('UPDATE identity.challenges SET used_at = $2 WHERE id = $1 AND used_at IS NULL', [id, at]) > 0;
  }

  forget(now: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.challenges WHERE expires_at <= $1', [now]);
  }
}
