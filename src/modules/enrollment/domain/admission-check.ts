import type { FieldError } from '../../../shared/domain-error.js';
import { checkApplicantDetails } from './applicant-details-check.js';
import { ATTACHMENT_TYPES } from './attachments.js';
import { checkFiles, type OwnFiles } from './attachments-check.js';
import { Checking } from './checking.js';
import { checkChild, checkChildDocumentAttached, checkConsent, RELATIONSHIPS } from './diary-access-check.js';
import { valueAt, type TypedForm } from './form.js';
import type { FormSettings } from './form-settings.js';

/** Why a child is admitted before others: a brother or sister at the school, an address nearby, a right by law. */
export const PRIORITY_GROUNDS = ['none', 'sibling', 'address', 'by_law'] as const;

export interface AdmissionFacts {
  /** At the school. */
  readonly today: string;
  /** The present school year. */
  readonly schoolYear: number;
  readonly school: { readonly open: boolean } | null;
  readonly settings: FormSettings;
  readonly applicant: { readonly birthDate: string | null };
  readonly files: OwnFiles;
  readonly consentVersion: number;
}

/** Everything wrong with a request for a place in a grade. */
export function checkAdmission(form: TypedForm, facts: AdmissionFacts): FieldError[] {
  const check = new Checking(form);
  if (check.required('/schoolId') !== '') {
    if (facts.school === null) check.wrong('/schoolId', 'enrollment.school_unknown');
    else if (!facts.school.open) check.wrong('/schoolId', 'enrollment.school_not_open');
  }
  number(check, '/schoolYear', { from: facts.schoolYear, to: facts.schoolYear + 1 }, 'enrollment.school_year');
  number(check, '/gradeLevel', { from: 1, to: 11 }, 'enrollment.grade_level');
  check.oneOf('/relationship', RELATIONSHIPS);
  if (check.text('/priorityGround') !== '') check.oneOf('/priorityGround', PRIORITY_GROUNDS);
  checkChild(check, facts);
  checkApplicantDetails(check, facts);
  checkConsent(check, facts);
  checkFiles(check, facts.files, ATTACHMENT_TYPES);
  checkChildDocumentAttached(check);
  return check.errors;
}

function number(check: Checking, pointer: string, { from, to }: { readonly from: number; readonly to: number }, code: string): void {
  const value = valueAt(check.form, pointer);
  if (value === undefined) check.wrong(pointer, 'input.required');
  else if (typeof value !== 'number' || value < from || value > to) check.wrong(pointer, code, { from, to });
}

/** The grade and school year a form that passed the check asks for. */
export function gradeIn(form: TypedForm): { readonly schoolYear: number; readonly gradeLevel: number } {
  return { schoolYear: Number(valueAt(form, '/schoolYear')), gradeLevel: Number(valueAt(form, '/gradeLevel')) };
}
