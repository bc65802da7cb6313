import type { FieldError } from '../../../shared/domain-error.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import type { Checking } from './checking.js';
import { textAt, valueAt, type TypedForm } from './form.js';
import { checkName } from './name-check.js';

/** Somebody who is to get an account and a role. @param contacts what is wrong with the contacts, as identity says it */
export function checkAppointee(check: Checking, at: string, contacts: readonly FieldError[]): void {
  if (isSelf(check.form, at)) return;
  checkName(check, `${at}/name`);
  for (const { pointer, code, params } of contacts) check.wrong(pointer!, code, params);
}

/** It is the applicant. */
export function isSelf(form: TypedForm, at: string): boolean {
  return valueAt(form, `${at}/self`) === true;
}

/** The appointee of a form that passed the checks. */
export function appointeeOf(form: TypedForm, at: string): { name: PersonName; email: string | null; phone: string | null } {
  const text = (pointer: string) => textAt(form, `${at}${pointer}`);
  const orNull = (value: string) => (value === '' ? null : value);
  return {
    name: { family: text('/name/family'), given: text('/name/given'), patronymic: orNull(text('/name/patronymic')) },
    email: orNull(text('/email')), phone: orNull(text('/phone')),
  };
}
