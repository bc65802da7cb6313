import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import type { JournalReader } from '../journal.contracts.js';

/** Who reads as whom, as the school has set it (SC-12); what of it they reach is the statement's matter. */
@Injectable()
export class JournalReaders {
  constructor(private readonly access: SchoolAccess, private readonly clock: Clock) {}

  /** Null for somebody who acts in no school. */
  async of(actor: Actor): Promise<JournalReader | null> {
    const { schoolId, personId } = actor;
    if (schoolId === null) return null;
    const readsClass = await this.access.allows({ role: 'homeroom_teacher', schoolId }, 'journal.read_own_class');
    return { schoolId, personId, readsAll: await this.access.allows(actor, 'journal.read_all'), leaderId: readsClass ? personId : null, now: this.clock.now() };
  }
}
