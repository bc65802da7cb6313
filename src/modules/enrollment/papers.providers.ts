import { Addressee } from './app/papers/addressee.query.js';
import { LoginSlips } from './app/papers/login-slips.service.js';
import { PaperApplicants } from './app/papers/paper-applicants.service.js';
import { PaperRequests } from './app/papers/paper-requests.service.js';
import { ReceiveRequest } from './app/papers/receive-request.service.js';
import { RequestForms } from './app/papers/request-forms.service.js';
import { PapersController } from './http/papers/papers.controller.js';
import { RequestFormsController } from './http/papers/request-forms.controller.js';
import './papers.errors.js';
import { PaperApplicantsRepository } from './persistence/paper-applicants.repository.js';

/** Paper applications, requests brought in person, and printed forms (EN-14). */
export const PAPER_PROVIDERS = [PaperApplicants, PaperRequests, LoginSlips, Addressee, ReceiveRequest, RequestForms, PaperApplicantsRepository];
export const PAPER_CONTROLLERS = [PapersController, RequestFormsController];
