import { RequestSignatures } from './app/signatures/request-signatures.service.js';
import { SignatureRules } from './app/signatures/signature-rules.service.js';
import { SignaturesController } from './http/signatures/signatures.controller.js';
import { SignatureRepository } from './persistence/signature.repository.js';
import './signatures.errors.js';

/** Electronic signatures of requests (EN-15). */
export const SIGNATURE_CONTROLLERS = [SignaturesController];

export const SIGNATURE_PROVIDERS = [SignatureRepository, RequestSignatures, SignatureRules];
