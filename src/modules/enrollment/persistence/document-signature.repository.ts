import { Injectable } from '@nestjs/common';
import { Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import type { DocumentSignature, DocumentSignatures } from '../signatures.contracts.js';

/** Signatures of the documents of requests; whose request it is, the caller has asked (SC-3). */
@Injectable()
export class DocumentSignatureRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  of(requestId: string): Promise<DocumentSignatures[]> {
    return this.db.query<DocumentSignatures & Record<string, unknown>>(
      'SELECT file_id AS "fileId", embedded, detached FROM enrollment.document_signatures WHERE request_id = $1', [requestId]);
  }

  /** The signature beside a document, in the place of the one before. */
  async putDetached(requestId: string, fileId: string, cms: Buffer, signature: DocumentSignature): Promise<void> {
    const sealed = this.envelope.seal(cms.toString('base64'), { table: 'enrollment.document_signatures', column: 'cms_sealed', row: `${requestId}/${fileId}` });
    await this.db.query(
      `INSERT INTO enrollment.document_signatures (request_id, file_id, cms_sealed, detached) VALUES ($1, $2, $3, $4)
       ON CONFLICT (request_id, file_id) DO UPDATE SET cms_sealed = excluded.cms_sealed, detached = excluded.detached`,
      [requestId, fileId, sealed, JSON.stringify(signature)]);
  }

  /** What was found in a document itself, in the place of what was found before. */
  async putEmbedded(requestId: string, fileId: string, signatures: readonly DocumentSignature[]): Promise<void> {
    await this.db.query(
      `INSERT INTO enrollment.document_signatures (request_id, file_id, embedded) VALUES ($1, $2, $3)
       ON CONFLICT (request_id, file_id) DO UPDATE SET embedded = excluded.embedded`,
      [requestId, fileId, JSON.stringify(signatures)]);
  }
}
