import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { DocumentCallMoments } from '../app/calls/document-call-moments.service.js';
import { CALL_OVER, CALL_REMINDER } from '../app/calls/document-calls.service.js';

/** The moments of a call for documents (EN-16). One that has lost its sense is recorded as missed. */
@Injectable()
export class DocumentCallHandler {
  constructor(private readonly moments: DocumentCallMoments) {}

  /** Families learn that the day is near. */
  @OnDue(CALL_REMINDER)
  async remind({ key, schoolId }: DueItem): Promise<void | 'missed'> {
    if (!(await this.moments.tell(schoolId!, key, 'reminder'))) return 'missed';
  }

  /** The office learns who is missing. */
  @OnDue(CALL_OVER)
  async over({ key, schoolId }: DueItem): Promise<void | 'missed'> {
    if (!(await this.moments.tell(schoolId!, key, 'over'))) return 'missed';
  }
}
