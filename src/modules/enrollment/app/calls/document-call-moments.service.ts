import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../platform/outbox/index.js';
import { Clock } from '../../../../shared/clock.js';
import { DocumentCallMoment } from '../../document-calls.events.js';
import { DocumentCallRepository } from '../../persistence/document-call.repository.js';

/** What happens when a moment of a call has come, also when nobody was there then: the present state decides (EN-16). */
@Injectable()
export class DocumentCallMoments {
  constructor(private readonly rows: DocumentCallRepository, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /**
   * In the transaction of the due row. A reminder is for before the end, either only while somebody is missing.
   * @returns false when it has lost its sense
   */
  async tell(schoolId: string, callId: string, moment: 'reminder' | 'over'): Promise<boolean> {
    const call = await this.rows.read(schoolId, callId);
    if (call === null || call.cancelledAt !== null || call.counts.waiting + call.counts.returned === 0) return false;
    if (moment === 'reminder' && call.dueAt <= this.clock.now()) return false;
    await this.outbox.publish(DocumentCallMoment, { callId, schoolId, moment }, { schoolId });
    return true;
  }
}
