import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { CalendarModule } from '../calendar/index.js';
import { ConsentsModule } from '../consents/index.js';
import { FamilyModule } from '../family/index.js';
import { FilesModule } from '../files/index.js';
import { IdentityModule } from '../identity/index.js';
import { SchoolsModule } from '../schools/index.js';
import { ApplicantSteps } from './app/applicant-steps.service.js';
import { BulkApproval } from './app/bulk-approval.service.js';
import { FormSettingsService } from './app/form-settings.service.js';
import { IssueDocument } from './app/issue-document.service.js';
import { KindTerms } from './app/kind-terms.service.js';
import { RecountTerms } from './app/recount-terms.service.js';
import { ReceiptCheck } from './app/receipt/receipt-check.service.js';
import { Receipts } from './app/receipt/receipts.service.js';
import { RequestStatistics } from './app/request-statistics.query.js';
import { RequestsQuery } from './app/requests.query.js';
import { Places } from './app/places.service.js';
import { Responsible } from './app/responsible.query.js';
import { StaffSteps } from './app/staff-steps.service.js';
import { Steps } from './app/steps.service.js';
import { TermMoments } from './app/term-moments.service.js';
import { Terms } from './app/terms.service.js';
import { DOCUMENT_CALL_CONTROLLERS, DOCUMENT_CALL_PROVIDERS } from './document-calls.providers.js';
import { DeskNotices } from './desk.notices.js';
import './enrollment.acts.js';
import './enrollment.errors.js';
import { RequestNotices } from './enrollment.notices.js';
import './enrollment.permissions.js';
import { EnrollmentRegistrations } from './enrollment-registrations.js';
import { ApplicantActsController } from './http/applicant-acts.controller.js';
import { AdmissionController } from './http/admission.controller.js';
import { BulkController } from './http/bulk.controller.js';
import { BodiesByKind } from './http/bodies-by-kind.js';
import { FormSettingsController } from './http/form-settings.controller.js';
import { KindTermsController } from './http/kind-terms.controller.js';
import { ReceiptsController } from './http/receipts.controller.js';
import { RequestStatisticsController } from './http/request-statistics.controller.js';
import { RequestsController } from './http/requests.controller.js';
import { StaffActsController } from './http/staff-acts.controller.js';
import { CalendarChangedHandler } from './jobs/calendar-changed.handler.js';
import { IssueDocumentHandler } from './jobs/issue-document.handler.js';
import { TermHandler } from './jobs/term.handler.js';
import { Appointees } from './kinds/appointees.js';
import { AskedAbout } from './kinds/asked-about.service.js';
import { ChildRoll } from './kinds/child-roll.service.js';
import { Kinds, KINDS } from './kinds/kinds.js';
import { PAPER_CONTROLLERS, PAPER_PROVIDERS } from './papers.providers.js';
import { AdmissionRepository } from './persistence/admission.repository.js';
import { FormSettingsRepository } from './persistence/form-settings.repository.js';
import { KindTermsRepository } from './persistence/kind-terms.repository.js';
import { HistoryRepository } from './persistence/history.repository.js';
import { PupilAccountQuery } from './persistence/pupil-account.query.js';
import { QueueQuery } from './persistence/queue.query.js';
import { RequestCountsQuery } from './persistence/request-counts.query.js';
import { RequestRepository } from './persistence/request.repository.js';
import { StaffQuery } from './persistence/staff.query.js';
import { SIGNATURE_CONTROLLERS, SIGNATURE_PROVIDERS } from './signatures.providers.js';

@Module({
  imports: [AuditModule, CalendarModule, ConsentsModule, FamilyModule, FilesModule, IdentityModule, SchoolsModule],
  controllers: [...DOCUMENT_CALL_CONTROLLERS, ...SIGNATURE_CONTROLLERS, ...PAPER_CONTROLLERS, AdmissionController, BulkController, FormSettingsController, KindTermsController, ReceiptsController, RequestStatisticsController, RequestsController, ApplicantActsController, StaffActsController],
  providers: [
    ...KINDS, Kinds, Appointees, ChildRoll, Places, AdmissionRepository, BodiesByKind, IssueDocument, KindTerms, KindTermsRepository, Steps, Terms, ApplicantSteps, StaffSteps, BulkApproval, RecountTerms, TermMoments, RequestStatistics, RequestCountsQuery, RequestsQuery, Receipts, ReceiptCheck, FormSettingsService, FormSettingsRepository,
    EnrollmentRegistrations, Responsible, RequestNotices, DeskNotices, TermHandler, CalendarChangedHandler, IssueDocumentHandler, AskedAbout,
    ...DOCUMENT_CALL_PROVIDERS, ...SIGNATURE_PROVIDERS, ...PAPER_PROVIDERS, RequestRepository, HistoryRepository, QueueQuery, StaffQuery, PupilAccountQuery,
  ],
})
export class EnrollmentModule {}
