import type { FieldError } from '../../../shared/domain-error.js';
import type { AttachmentType } from './attachments.js';
import { checkFiles, type OwnFiles, requireOneOf } from './attachments-check.js';
import { Checking } from './checking.js';
import type { TypedForm } from './form.js';
import { parseTypedDate } from './typed-date.js';

/** What the world says about a form of somebody who asks to be bound to a school. */
export interface StaffBindingFacts {
  readonly school: { readonly id: string; readonly closed: boolean } | null;
  /** The school whose public code was typed: its id, null for a code of none; undefined when none was typed. */
  readonly schoolByCode: string | null | undefined;
  readonly roles: readonly string[];
  /** The applicant has this role in the school already, under the same title. */
  readonly held: boolean;
  /** Of the classes that were named, those the school has not. */
  readonly unknownClasses: readonly number[];
  /** The class to lead was named, and the school has it not. */
  readonly unknownHomeroom: boolean;
  readonly files: OwnFiles;
}

const POWERS: readonly AttachmentType[] = ['appointment_order', 'powers_certificate'];

/** Everything wrong with a form of somebody who asks to be bound to a school, each field once (SC-5). */
export function checkStaffBinding(form: TypedForm, { school, schoolByCode, roles, held, unknownClasses, unknownHomeroom, files }: StaffBindingFacts): FieldError[] {
  const check = new Checking(form);
  if (check.required('/schoolId') !== '') {
    if (school === null) check.wrong('/schoolId', 'enrollment.school_unknown');
    else if (school.closed) check.wrong('/schoolId', 'enrollment.school_not_open');
  }
  if (schoolByCode === null) check.wrong('/schoolCode', 'enrollment.school_code_unknown');
  else if (schoolByCode !== undefined && school !== null && schoolByCode !== school.id) check.wrong('/schoolCode', 'enrollment.school_code_other');
  check.oneOf('/role', roles);
  check.required('/position');
  if (held) check.wrong('/position', 'enrollment.position_held');
  for (const i of unknownClasses) check.wrong(`/classes/${i}`, 'enrollment.class_unknown', { name: classesOf(form)[i]! });
  if (unknownHomeroom) check.wrong('/homeroomClass', 'enrollment.class_unknown', { name: check.text('/homeroomClass') });
  const startsOn = check.text('/startsOn');
  if (startsOn !== '' && parseTypedDate(startsOn) === null) check.wrong('/startsOn', 'enrollment.date');
  checkFiles(check, files, [...POWERS, 'other']);
  requireOneOf(check, POWERS, 'enrollment.powers_required');
  return check.errors;
}

/** Names of subjects as they were typed. */
export function subjectsOf(form: TypedForm): string[] {
  const subjects = form['subjects'];
  return Array.isArray(subjects) ? subjects.map(String) : [];
}

/** Names of classes as they were typed. */
export function classesOf(form: TypedForm): string[] {
  const classes = form['classes'];
  return Array.isArray(classes) ? classes.map(String) : [];
}
