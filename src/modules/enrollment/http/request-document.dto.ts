import { ApiProperty } from '@nestjs/swagger';
import type { Locale } from '../../../platform/i18n/index.js';
import type { ShownRequest } from '../app/requests.query.js';
import { attachedDocuments } from '../domain/attachments.js';
import { DocumentSignatureDto, toDocumentSignatureDto } from './signatures/signature.dto.js';

export class RequestDocumentDto {
  /** @example "birth_certificate" */
  type: string;
  /** For `/files/{id}`. @example "019b0000-0000-7000-8000-000000000050" */
  fileId: string;
  @ApiProperty({ type: String, nullable: true, example: 'свидетельство.pdf' })
  name: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'application/pdf' })
  mediaType: string | null;
  @ApiProperty({ type: 'integer', nullable: true, example: 48213 })
  size: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'clean' })
  state: string | null;
  /** False until signatures inside it were looked for, soon after the request is sent. @example true */
  signaturesChecked: boolean;
  /** Electronic signatures of the document: those in the PDF, and the file beside it (SC-3). */
  signatures: DocumentSignatureDto[];
}

/** The documents of a request, as far as the reader sees them. */
export function toRequestDocumentDtos({ request, files, signatures }: ShownRequest, locale: Locale): RequestDocumentDto[] {
  return attachedDocuments(request.form).map(({ type, fileId }) => {
    const { name = null, mediaType = null, size = null, state = null } = files.get(fileId) ?? {};
    const { embedded = null, detached = null } = signatures.get(fileId) ?? {};
    return {
      type, fileId, name, mediaType, size, state, signaturesChecked: embedded !== null,
      signatures: [...(embedded ?? []), ...(detached === null ? [] : [detached])].map((signature) => toDocumentSignatureDto(signature, locale)),
    };
  });
}
