import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { renderPdf } from '../../../platform/pdf/index.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import { displayName } from '../../../shared/identifiers/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import { checkDocument, DOCUMENT_WORDS, documentTypeOf } from '../domain/document-check.js';
import { valueAt, type TypedForm } from '../domain/form.js';
import { receiptCode } from '../domain/receipt-code.js';
import { defineRejectReasons } from '../domain/reasons.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import { DECIDERS } from '../enrollment.permissions.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { AskedAbout } from './asked-about.service.js';
import { DocumentApproval, DocumentFields, DocumentForm } from './document-form.dto.js';
import { documentPdf } from './document-pdf.js';
import { type Approval, type Checked, type Effect, type IssuedDocument, type KindDeclaration, RequestKind, schoolOf, type SummaryLine } from './kind.js';

const REASONS = defineRejectReasons({
  no_such_document: {
    ru: 'Школа таких документов не выдаёт или у неё нет этих сведений. Выберите другой документ или уточните у школы.',
    en: 'The school gives out no such documents or has no such data. Choose another document, or ask the school.',
  },
  given_lately: {
    ru: 'Такой документ вам уже выдан и действует. Он хранится в вашем прежнем заявлении.',
    en: 'You have such a document already and it is still good. It is kept with your earlier request.',
  },
});

/** A document of the school: a certificate of study, a report card, an extract; made as a plain PDF on approval (EN-1). */
@Injectable()
export class Document extends RequestKind<DocumentApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'document',
    title: { ru: 'Заказ документа', en: 'Order of a document' },
    form: DocumentForm, fields: DocumentFields, approval: DocumentApproval,
    term: { workingDays: 3, extendedTo: 10, bySchool: true },
    route: ['school'], deciders: { school: DECIDERS },
    paper: {
      asks: { ru: 'выдать документ о моём ребёнке.', en: 'to issue a document about my child.' },
      begin: () => ({}),
      lines: [
        { pointer: '/documentType', label: { ru: 'Документ', en: 'Document' }, choices: DOCUMENT_WORDS }, { pointer: '/purpose', label: { ru: 'Для предъявления', en: 'To be shown' } },
        { pointer: '/copies', label: { ru: 'Экземпляров', en: 'Copies' } },
      ],
    },
    sensitive: [],
    rejectReasons: [...REASONS, 'documents_missing', 'document_unreadable', 'other'],
    approved: ({ result }) => (result?.['fileId'] === undefined
      ? { ru: 'Документ готовится, мы сообщим, когда его можно скачать.', en: 'The document is being made; you will be told when it can be downloaded.' }
      : { ru: 'Скачайте его в заявлении.', en: 'Download it from the request.' }),
  };

  readonly declaration = Document.declaration;

  constructor(
    private readonly about: AskedAbout,
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly requests: RequestRepository,
  ) {
    super();
  }

  async check(applicantId: string, form: TypedForm, paperAt: string | null): Promise<Checked> {
    const own = await this.about.pupil(applicantId, form, paperAt);
    const errors = checkDocument(form, { ownPupil: own !== null, files: await this.about.ownFiles(applicantId, form) });
    const school = own === null ? null : await this.schools.school(own.pupil.schoolId);
    if (errors.length > 0 || own === null || school === null) return { errors, subject: null };
    const { pupil } = own;
    return {
      errors: [],
      subject: {
        schoolId: school.id, place: school, identity: `${pupil.id}|${documentTypeOf(form)}`,
        title: displayName(pupil.name), className: pupil.schoolClass?.name ?? null,
      },
    };
  }

  /** A report card and an extract state what the office writes; a certificate of study says it all itself. */
  carryOut({ request, target: { text } }: Approval<DocumentApproval>): Promise<Effect> {
    const said = text?.trim() ?? '';
    if (said === '' && documentTypeOf(request.form) !== 'study_certificate') throw new InvalidInput([{ pointer: '/text', code: 'enrollment.document_text' }]);
    return Promise.resolve({ pupilId: String(valueAt(request.form, '/pupilId')), ...(said === '' ? {} : { result: { text: said } }) });
  }

  override async issue(request: EnrollmentRequest): Promise<IssuedDocument | null> {
    const { number, decision, zone, form, pupilId } = request;
    const school = await this.schools.school(schoolOf(request));
    if (number === null || decision?.decidedBy == null || zone === null || school === null || pupilId === null) throw new Error(`Request ${request.id} is not approved`);
    const on = DateTime.fromJSDate(decision.at, { zone }).toISODate()!;
    const pupil = await this.schools.pupil(school.id, pupilId, on);
    const signer = await this.identity.person(decision.decidedBy);
    if (pupil === null || signer === null) throw new Error(`Request ${request.id} names a pupil or a signer who is gone`);
    const bytes = await renderPdf(documentPdf({
      type: documentTypeOf(form), number, at: decision.at, on, school, pupil, purpose: String(valueAt(form, '/purpose')), text: request.result?.['text'] ?? null,
      signedBy: displayName(signer.name), code: receiptCode(this.requests.receiptDigest(request.id, number)),
    }));
    return { name: `${DOCUMENT_WORDS[documentTypeOf(form)].ru} ${number}.pdf`, bytes };
  }

  /** A certificate of study needs nobody to write it. */
  override bulkTarget(request: EnrollmentRequest): Promise<DocumentApproval> {
    return documentTypeOf(request.form) === 'study_certificate' ? Promise.resolve({}) : super.bulkTarget(request);
  }

  summary(form: TypedForm): SummaryLine[] {
    return [
      { label: { ru: 'Документ', en: 'Document' }, value: DOCUMENT_WORDS[documentTypeOf(form)] },
      { label: { ru: 'Для предъявления', en: 'To be shown' }, value: String(valueAt(form, '/purpose')) },
      { label: { ru: 'Экземпляров', en: 'Copies' }, value: String(valueAt(form, '/copies') ?? 1) },
    ];
  }
}
