import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { ConfirmationMethod } from '../../../../shared/confirmation-method.js';

export interface WithdrawnMethod {
  readonly method: ConfirmationMethod;
  /** Empty: the method whole. */
  readonly provider: string;
  readonly withdrawnAt: Date;
  readonly reason: string;
}

/** Methods an operator has withdrawn while the program runs. */
@Injectable()
export class WithdrawnMethodsRepository {
  constructor(private readonly db: Db) {}

  all(): Promise<WithdrawnMethod[]> {
    return this.db.query<WithdrawnMethod & Record<string, unknown>>(
      'SELECT method, provider, withdrawn_at AS "withdrawnAt", reason FROM identity.withdrawn_methods ORDER BY method, provider');
  }

  /** False when it was withdrawn before. */
  async insert({ method, provider, withdrawnAt, reason }: WithdrawnMethod, by: string): Promise<boolean> {
    return await this.db.one(
      `INSERT INTO identity.withdrawn_methods (method, provider, withdrawn_at, withdrawn_by, reason) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING method`, [method, provider, withdrawnAt, by, reason]) !== null;
  }

  /** False when it was not withdrawn. */
  async remove(method: ConfirmationMethod, provider: string): Promise<boolean> {
    return await this.db.affected('DELETE FROM identity.withdrawn_methods WHERE method = $1 AND provider = $2', [method, provider]) > 0;
  }
}
