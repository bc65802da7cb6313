import type { FieldError } from '../../../shared/domain-error.js';
import { ATTACHMENT_TYPES } from './attachments.js';
import { checkFiles, type OwnFiles } from './attachments-check.js';
import { Checking } from './checking.js';
import { valueAt, type TypedForm } from './form.js';
import type { Words } from './reasons.js';

/** Documents a school gives out on request. */
export const DOCUMENT_WORDS = {
  study_certificate: { ru: 'Справка об обучении', en: 'Certificate of study' },
  report_card: { ru: 'Табель успеваемости', en: 'Report card' },
  extract: { ru: 'Выписка из личного дела', en: 'Extract from the personal file' },
} as const satisfies Record<string, Words>;
export type DocumentType = keyof typeof DOCUMENT_WORDS;
export const DOCUMENT_TYPES = Object.keys(DOCUMENT_WORDS) as DocumentType[];

const MOST_COPIES = 5;

/** The type of a form that passed the check. */
export function documentTypeOf(form: TypedForm): DocumentType {
  return String(valueAt(form, '/documentType')).trim() as DocumentType;
}

/** Everything wrong with an order of a document. @param facts.ownPupil whether the pupil is one the applicant may ask for */
export function checkDocument(form: TypedForm, facts: { readonly ownPupil: boolean; readonly files: OwnFiles }): FieldError[] {
  const check = new Checking(form);
  check.ownPupil(facts.ownPupil);
  check.oneOf('/documentType', DOCUMENT_TYPES);
  check.required('/purpose');
  const copies = valueAt(form, '/copies');
  if (copies !== undefined && (typeof copies !== 'number' || copies < 1 || copies > MOST_COPIES)) check.wrong('/copies', 'enrollment.copies', { most: MOST_COPIES });
  checkFiles(check, facts.files, ATTACHMENT_TYPES);
  return check.errors;
}
