import type { FieldError } from '../../../shared/domain-error.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import { attachedDocuments } from './attachments.js';
import { textAt, type TypedForm } from './form.js';

/** What a paper application needs beside its kind's checks: a scan of the paper, and a parent who asks (EN-14). */
export function wrongOnPaper(form: TypedForm): FieldError[] {
  const errors: FieldError[] = [];
  // A pupil's own request is compared with their account, of which staff learn nothing.
  if (textAt(form, '/applicantKind') === 'pupil') errors.push({ pointer: '/applicantKind', code: 'enrollment.parent_on_paper' });
  if (!attachedDocuments(form).some(({ type }) => type === 'application')) errors.push({ pointer: '/documents', code: 'enrollment.scan_required' });
  return errors;
}

/** The applicant as others read of them: by the name on the paper where there is one. */
export function applicantName({ paper, applicant }: { readonly paper: { readonly applicantName: PersonName } | null; readonly applicant: { readonly name: PersonName } }): PersonName {
  return paper?.applicantName ?? applicant.name;
}
