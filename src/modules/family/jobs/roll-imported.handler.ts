import { Injectable } from '@nestjs/common';
import { type Delivered, Inbox, OnEvent } from '../../../platform/outbox/index.js';
import { RollImported } from '../../schools/index.js';
import { CheckClaim } from '../app/check-claim.service.js';

const SUBSCRIBER = 'family.check-claims';

/** A school has taken in its register: children that wait are checked again (FA-5). */
@Injectable()
export class RollImportedHandler {
  constructor(private readonly inbox: Inbox, private readonly checking: CheckClaim) {}

  @OnEvent(RollImported, SUBSCRIBER)
  async imported({ id, payload: { schoolId } }: Delivered<{ schoolId: string }>): Promise<void> {
    await this.inbox.once(id, SUBSCRIBER, () => this.checking.all(schoolId));
  }
}
