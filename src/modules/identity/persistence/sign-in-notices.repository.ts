import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** What of the own sign-ins a person wants to be told of, beside new devices (ID-12). */
export interface SignInNotices {
  readonly everySignIn: boolean;
  readonly failedTries: boolean;
  /** 0 until the person has chosen. */
  readonly version: number;
}

const BY_DEFAULT: SignInNotices = { everySignIn: false, failedTries: false, version: 0 };

@Injectable()
export class SignInNoticesRepository {
  constructor(private readonly db: Db) {}

  async of(personId: string): Promise<SignInNotices> {
    return await this.db.one<SignInNotices & Record<string, unknown>>(
      'SELECT every_sign_in AS "everySignIn", failed_tries AS "failedTries", version FROM identity.sign_in_notices WHERE person_id = $1', [personId]) ?? BY_DEFAULT;
  }

  /** False when the version named is not the present one. */
  async replace(personId: string, { everySignIn, failedTries, version }: SignInNotices): Promise<boolean> {
    return await this.db.one(
      version === 0
        ? 'INSERT INTO identity.sign_in_notices (person_id, every_sign_in, failed_tries, version) VALUES ($1, $2, $3, $4 + 1) ON CONFLICT DO NOTHING RETURNING version'
        : 'UPDATE identity.sign_in_notices SET every_sign_in = $2, failed_tries = $3, version = $4 + 1 WHERE person_id = $1 AND version = $4 RETURNING version',
      [personId, everySignIn, failedTries, version]) !== null;
  }
}
