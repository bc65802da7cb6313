import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { FilesFacade } from '../../../files/index.js';
import { IdentityFacade, type SignatureCheck } from '../../../identity/index.js';
import { attachedDocuments } from '../../domain/attachments.js';
import { derOfSignatureFile } from '../../domain/detached-signature.js';
import { pdfSignatures, type PdfSignature } from '../../domain/pdf-signatures.js';
import type { EnrollmentRequest } from '../../enrollment.contracts.js';
import { DocumentSignatureRepository } from '../../persistence/document-signature.repository.js';
import { RequestRepository } from '../../persistence/request.repository.js';
import type { DocumentSignature, DocumentSignatures } from '../../signatures.contracts.js';
import { Steps } from '../steps.service.js';
import { shownSigner } from './shown-signer.js';

/** Signatures of the documents of a request, in a PDF or in a file beside it: shown to whoever decides and to the applicant (SC-3). */
@Injectable()
export class DocumentSignaturesService {
  constructor(
    private readonly steps: Steps,
    private readonly requests: RequestRepository,
    private readonly rows: DocumentSignatureRepository,
    private readonly identity: IdentityFacade,
    private readonly files: FilesFacade,
    private readonly clock: Clock,
  ) {}

  /** By file; who may see them, the caller has asked. */
  async of(requestId: string): Promise<ReadonlyMap<string, DocumentSignatures>> {
    return new Map((await this.rows.of(requestId)).map((row) => [row.fileId, row]));
  }

  /**
   * Puts a detached CMS beside a document. One that cannot be verified is kept and says so; one of other bytes is not.
   * @param file the signature as it was made: DER, base64 or PEM
   * @throws InvalidInput enrollment.document_signature_wrong; DomainError object.not_found, enrollment.transition_not_allowed, object.stale
   */
  async attach(actor: Actor, id: string, fileId: string, file: Buffer): Promise<DocumentSignature> {
    const request = await this.steps.mayTake(actor, id, 'patch');
    const bytes = await this.documentBytes(request, fileId);
    const cms = derOfSignatureFile(file);
    // Before the transaction: it may ask another program.
    const check = await this.identity.checkSignature(cms, bytes);
    if (check.outcome === 'wrong') throw new InvalidInput([{ pointer: '/signature', code: 'enrollment.document_signature_wrong' }]);
    const signature = this.recorded('detached', check);
    await this.keep(actor, request, fileId, cms, signature);
    return signature;
  }

  /** Looks for signatures in the documents of a request that was sent. Again is fine. */
  async check(requestId: string): Promise<void> {
    const request = await this.requests.byId(requestId);
    if (request === null) return;
    for (const file of await this.files.describe(attachedDocuments(request.form).map(({ fileId }) => fileId))) {
      const bytes = file.mediaType === 'application/pdf' ? await this.files.bytes(file.id) : null;
      const signatures: DocumentSignature[] = [];
      for (const signature of bytes === null ? [] : pdfSignatures(bytes)) signatures.push(this.recorded('embedded', await this.checkOf(signature)));
      await this.rows.putEmbedded(requestId, file.id, signatures);
    }
  }

  private async documentBytes(request: EnrollmentRequest, fileId: string): Promise<Buffer> {
    const [file] = attachedDocuments(request.form).some((document) => document.fileId === fileId) ? await this.files.describe([fileId]) : [];
    const bytes = file?.attachedTo?.objectId === request.id ? await this.files.bytes(fileId) : null;
    if (bytes === null) throw notFound();
    return bytes;
  }

  private async checkOf({ cms, data, coversAll, isDetachedCms }: PdfSignature): Promise<SignatureCheck> {
    if (!isDetachedCms) return { outcome: 'not_verified', qualified: false, problem: 'unsupported', signer: null, signedAt: null };
    const check = await this.identity.checkSignature(cms, data);
    // A good signature of an earlier version says nothing of the document as it stands.
    return check.outcome === 'verified' && !coversAll ? { ...check, outcome: 'not_verified', qualified: false, problem: 'changed_after' } : check;
  }

  private recorded(origin: DocumentSignature['origin'], { outcome, qualified, problem, signer, signedAt }: SignatureCheck): DocumentSignature {
    return {
      origin, outcome, qualified, problem, signer: signer === null ? null : shownSigner(signer),
      signedAt: signedAt?.toISOString() ?? null, checkedAt: this.clock.now().toISOString(),
    };
  }

  @Transactional()
  protected async keep(actor: Actor, { id, version }: EnrollmentRequest, fileId: string, cms: Buffer, signature: DocumentSignature): Promise<void> {
    await this.steps.take(actor, id, 'patch', (request) => {
      if (request.version !== version) throw new DomainError('object.stale');
      return { change: {} };
    });
    await this.rows.putDetached(id, fileId, cms, signature);
  }
}
