import { DocumentAnswers } from './app/calls/document-answers.service.js';
import { DocumentCallMoments } from './app/calls/document-call-moments.service.js';
import { DocumentCallsQuery } from './app/calls/document-calls.query.js';
import { DocumentCalls } from './app/calls/document-calls.service.js';
import './document-calls.errors.js';
import { DocumentCallNotices } from './document-calls.notices.js';
import { AskedDocumentsController } from './http/calls/asked-documents.controller.js';
import { DocumentCallsController } from './http/calls/document-calls.controller.js';
import { DocumentCallHandler } from './jobs/document-call.handler.js';
import { DocumentCallRepository } from './persistence/document-call.repository.js';

/** Documents a school asks families for (EN-16). */
export const DOCUMENT_CALL_CONTROLLERS = [DocumentCallsController, AskedDocumentsController];

export const DOCUMENT_CALL_PROVIDERS = [DocumentCallRepository, DocumentCalls, DocumentAnswers, DocumentCallsQuery, DocumentCallMoments, DocumentCallNotices, DocumentCallHandler];
