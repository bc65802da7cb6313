import { Injectable } from '@nestjs/common';
import { FilesFacade } from '../../files/index.js';
import { Kinds } from '../kinds/kinds.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { Steps } from './steps.service.js';

/** A document an approval asked for, kept but not given yet. */
export interface KeptDocument {
  readonly requestId: string;
  readonly fileId: string;
  /** The person the file belongs to until then. */
  readonly madeFor: string;
}

/** Documents made after an approval, outside its transaction (EN-1). */
@Injectable()
export class IssueDocument {
  constructor(private readonly requests: RequestRepository, private readonly kinds: Kinds, private readonly files: FilesFacade, private readonly steps: Steps) {}

  /** Makes and keeps it; null when the request asked for none, or has it. Of a file kept twice one is given, and the other vanishes. */
  async make(requestId: string): Promise<KeptDocument | null> {
    const request = await this.requests.byId(requestId);
    const madeFor = request?.decision?.decidedBy;
    if (request === null || madeFor == null || request.result?.['fileId'] !== undefined) return null;
    const document = await this.kinds.of(request.kind).issue(request);
    return document === null ? null : { requestId, madeFor, fileId: await this.files.make({ ...document, mediaType: 'application/pdf', madeFor }) };
  }

  /** Gives it to the applicant, in the caller's transaction. */
  async give({ requestId, fileId, madeFor }: KeptDocument): Promise<void> {
    await this.files.attach({ personId: madeFor }, [fileId], { objectType: 'enrollment.request', objectId: requestId });
    await this.steps.takeAsSystem(requestId, 'deliver', ({ result }) => ({ change: { result: { ...result, fileId } } }));
  }
}
