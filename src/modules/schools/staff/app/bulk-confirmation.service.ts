import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import type { Position } from '../staff.model.js';
import { StaffConfirmations } from './staff-confirmations.service.js';

export type ConfirmationResult =
  | { readonly id: string; readonly position: Position }
  | { readonly id: string; readonly position: null; readonly problem: DomainError };

/** Confirms several at once, each in a transaction of its own; one that cannot be confirmed does not stop the others (SC-5). */
@Injectable()
export class BulkConfirmation {
  constructor(private readonly confirmations: StaffConfirmations, private readonly db: Db) {}

  async confirm(actor: Actor, ids: readonly string[]): Promise<ConfirmationResult[]> {
    const results: ConfirmationResult[] = [];
    for (const id of ids) results.push(await this.one(actor, id));
    return results;
  }

  private async one(actor: Actor, id: string): Promise<ConfirmationResult> {
    try {
      return { id, position: await sayingClashes(() => this.db.outside(() => this.confirmations.confirm(actor, id))) };
    } catch (error) {
      // A refusal of one is an answer about it; its own transaction was rolled back. Anything else is a fault.
      if (error instanceof DomainError) return { id, position: null, problem: error };
      throw error;
    }
  }
}
