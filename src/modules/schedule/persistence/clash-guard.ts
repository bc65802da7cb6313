import { Injectable } from '@nestjs/common';
import { Db, exclusionViolation } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared/domain-error.js';
import type { Clash } from '../schedule.contracts.js';

type ReadClashes = () => Promise<readonly Clash[]>;

/**
 * The occupancy constraints refuse, also what two people write at the same moment; this names what stood in the way. It is
 * read afresh in a transaction of its own, because the refused one is lost.
 */
@Injectable()
export class ClashGuard {
  constructor(private readonly db: Db) {}

  /**
   * Runs `act` in a transaction.
   * @param act calls `remember` with how to read the clashes, before it writes
   * @throws DomainError `schedule.clash` with `clashes`, in place of an exclusion violation
   */
  async run<T>(act: (remember: (read: ReadClashes) => void) => Promise<T>): Promise<T> {
    let read: ReadClashes = async () => [];
    try {
      return await this.db.transaction(() => act((how) => { read = how; }));
    } catch (error) {
      if (exclusionViolation(error) === null) throw error;
      // Empty when the other lesson is gone again meanwhile: then the same request will pass.
      throw new DomainError('schedule.clash', {}, { clashes: await this.db.outside(read) });
    }
  }
}
