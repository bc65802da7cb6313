import { DocumentSignaturesService } from './app/signatures/document-signatures.service.js';
import { RequestSignatures } from './app/signatures/request-signatures.service.js';
import { SignatureRules } from './app/signatures/signature-rules.service.js';
import { SignaturesController } from './http/signatures/signatures.controller.js';
import { DocumentsSentHandler } from './jobs/documents-sent.handler.js';
import { DocumentSignatureRepository } from './persistence/document-signature.repository.js';
import { SignatureRepository } from './persistence/signature.repository.js';
import './signatures.errors.js';

/** Electronic signatures of requests (EN-15) and of their documents (SC-3). */
export const SIGNATURE_CONTROLLERS = [SignaturesController];

export const SIGNATURE_PROVIDERS = [SignatureRepository, RequestSignatures, SignatureRules, DocumentSignatureRepository, DocumentSignaturesService, DocumentsSentHandler];
