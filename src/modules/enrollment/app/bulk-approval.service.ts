import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError } from '../../../shared/domain-error.js';
import type { BulkResult } from '../enrollment.contracts.js';
import { Kinds } from '../kinds/kinds.js';
import { StaffSteps } from './staff-steps.service.js';
import { Steps } from './steps.service.js';

/** Approves several at once, each in a transaction of its own; one that needs a look does not stop the others (EN-9). */
@Injectable()
export class BulkApproval {
  constructor(private readonly staff: StaffSteps, private readonly steps: Steps, private readonly kinds: Kinds, private readonly db: Db) {}

  async approve(actor: Actor, ids: readonly string[]): Promise<BulkResult[]> {
    const results: BulkResult[] = [];
    for (const id of ids) results.push(await this.one(actor, id));
    return results;
  }

  private async one(actor: Actor, id: string): Promise<BulkResult> {
    try {
      await this.db.outside(() => this.approveObvious(actor, id));
      return { id, approved: true };
    } catch (error) {
      // A refusal of one is an answer about it; its own transaction was rolled back. Anything else is a fault.
      if (error instanceof DomainError) return { id, approved: false, problem: error };
      throw error;
    }
  }

  private async approveObvious(actor: Actor, id: string): Promise<void> {
    const request = await this.steps.visible(actor, id);
    await this.staff.approve(actor, id, await this.kinds.of(request.kind).bulkTarget(request));
  }
}
