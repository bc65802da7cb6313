import { Injectable } from '@nestjs/common';
import { OnEvent, type Delivered } from '../../../platform/outbox/index.js';
import { DocumentSignaturesService } from '../app/signatures/document-signatures.service.js';
import { DocumentsSent } from '../enrollment.events.js';

/** Signatures inside documents are looked for once a request is sent, apart from its sending: another program may be asked (SC-3). */
@Injectable()
export class DocumentsSentHandler {
  constructor(private readonly signatures: DocumentSignaturesService) {}

  @OnEvent(DocumentsSent, 'enrollment.check-document-signatures')
  async check({ payload }: Delivered<{ requestId: string }>): Promise<void> {
    await this.signatures.check(payload.requestId);
  }
}
