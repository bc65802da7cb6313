import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../../platform/crypto/index.js';
import { Db, HotDb, type Statement } from '../../../../platform/database/index.js';
import { newId } from '../../../../shared/ids.js';

const USE: Statement = { name: 'identity-use-recovery-code', text: `
  UPDATE identity.recovery_codes SET used_at = $3 WHERE person_id = $1 AND hash = $2 AND used_at IS NULL RETURNING id` };

/**
 * One-time recovery codes, as keyed hashes of person and code. A slow hash would add nothing: a code has 50 random bits, and
 * the key is not in the database.
 */
@Injectable()
export class RecoveryCodesRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly blind: BlindIndex) {}

  /** Takes the place of the former ones. */
  async replace(personId: string, codes: readonly string[], at: Date): Promise<void> {
    await this.remove(personId);
    await this.db.query(
      'INSERT INTO identity.recovery_codes (id, person_id, hash, created_at) SELECT row.id, $1, row.hash, $4 FROM unnest($2::uuid[], $3::text[]) AS row (id, hash)',
      [personId, codes.map(() => newId()), codes.map((code) => this.hash(personId, code)), at]);
  }

  async remove(personId: string): Promise<boolean> {
    return await this.db.affected('DELETE FROM identity.recovery_codes WHERE person_id = $1', [personId]) > 0;
  }

  /** Committed at once: whatever becomes of the request, the code does not work again. In parallel one wins. */
  async use(personId: string, code: string, at: Date): Promise<boolean> {
    return (await this.hot.apart(USE, [personId, this.hash(personId, code), at])).length > 0;
  }

  /** The code was one of theirs, and is used. */
  async wasUsed(personId: string, code: string): Promise<boolean> {
    return await this.db.one('SELECT 1 FROM identity.recovery_codes WHERE person_id = $1 AND hash = $2 AND used_at IS NOT NULL', [personId, this.hash(personId, code)]) !== null;
  }

  private hash(personId: string, code: string): string {
    return this.blind.of('recovery_code', `${personId}/${code}`);
  }
}
