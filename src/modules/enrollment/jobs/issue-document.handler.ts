import { Injectable } from '@nestjs/common';
import { Inbox, OnEvent, type Delivered } from '../../../platform/outbox/index.js';
import { FilesFacade } from '../../files/index.js';
import { Steps } from '../app/steps.service.js';
import { RequestStatusChanged, type RequestMoved } from '../enrollment.events.js';
import { Kinds } from '../kinds/kinds.js';
import { RequestRepository } from '../persistence/request.repository.js';

const SUBSCRIBER = 'enrollment.issue-document';

/** An approval that asked for a document: it is made here, outside the approval's transaction, and given to the applicant (EN-1). */
@Injectable()
export class IssueDocumentHandler {
  constructor(
    private readonly inbox: Inbox,
    private readonly requests: RequestRepository,
    private readonly kinds: Kinds,
    private readonly files: FilesFacade,
    private readonly steps: Steps,
  ) {}

  @OnEvent(RequestStatusChanged, SUBSCRIBER)
  async onMoved({ id: eventId, payload }: Delivered<RequestMoved>): Promise<void> {
    if (payload.act !== 'approve') return;
    const request = await this.requests.byId(payload.requestId);
    const madeFor = request?.decision?.decidedBy;
    if (request === null || madeFor == null || request.result?.['fileId'] !== undefined) return;
    const document = await this.kinds.of(request.kind).issue(request);
    if (document === null) return;
    // Of a file made twice after a crash one is attached, and the other vanishes.
    const fileId = await this.files.make({ ...document, mediaType: 'application/pdf', madeFor });
    await this.inbox.once(eventId, SUBSCRIBER, async () => {
      await this.files.attach({ personId: madeFor }, [fileId], { objectType: 'enrollment.request', objectId: request.id });
      await this.steps.takeAsSystem(request.id, 'deliver', ({ result }) => ({ change: { result: { ...result, fileId } } }));
    });
  }
}
