import { Injectable } from '@nestjs/common';
import { Inbox, OnEvent, type Delivered } from '../../../platform/outbox/index.js';
import { IssueDocument } from '../app/issue-document.service.js';
import { RequestStatusChanged, type RequestMoved } from '../enrollment.events.js';

const SUBSCRIBER = 'enrollment.issue-document';

/** An approval that asked for a document: it is made here and given to the applicant (EN-1). */
@Injectable()
export class IssueDocumentHandler {
  constructor(private readonly inbox: Inbox, private readonly documents: IssueDocument) {}

  @OnEvent(RequestStatusChanged, SUBSCRIBER)
  async onMoved({ id: eventId, payload }: Delivered<RequestMoved>): Promise<void> {
    const kept = payload.act === 'approve' ? await this.documents.make(payload.requestId) : null;
    if (kept !== null) await this.inbox.once(eventId, SUBSCRIBER, () => this.documents.give(kept));
  }
}
