import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { CALL_OVER, CALL_REMINDER } from '../app/calls/document-calls.service.js';
import { DocumentCallMoment } from '../document-calls.events.js';
import { DocumentCallRepository } from '../persistence/document-call.repository.js';

/** The moments of a call for documents (EN-16). One that has lost its sense is recorded as missed. */
@Injectable()
export class DocumentCallHandler {
  constructor(private readonly rows: DocumentCallRepository, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /** Before the end, while somebody is missing. */
  @OnDue(CALL_REMINDER)
  remind(item: DueItem): Promise<void | 'missed'> {
    return this.tell(item, 'reminder');
  }

  /** After it: the office learns who is missing. */
  @OnDue(CALL_OVER)
  over(item: DueItem): Promise<void | 'missed'> {
    return this.tell(item, 'over');
  }

  private async tell({ key: callId, schoolId }: DueItem, moment: 'reminder' | 'over'): Promise<void | 'missed'> {
    const call = schoolId === null ? null : await this.rows.read(schoolId, callId);
    if (call === null || call.cancelledAt !== null || call.counts.waiting + call.counts.returned === 0) return 'missed';
    if (moment === 'reminder' && call.dueAt <= this.clock.now()) return 'missed';
    await this.outbox.publish(DocumentCallMoment, { callId, schoolId: call.schoolId, moment }, { schoolId: call.schoolId });
  }
}
