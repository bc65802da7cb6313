import { parseEmail, parsePhone } from '../../../shared/identifiers/index.js';
import type { Checking } from './checking.js';
import type { Asking, FormSettings } from './form-settings.js';
import { checkIdentityDocument } from './identity-document-check.js';

const PASSPORT = '/applicantDetails/passport';
const PASSPORT_FIELDS = ['kind', 'series', 'number', 'issuedBy', 'issuedOn'];

/** What the applicant says of themself: passport and address where the school asks, and contacts. */
export function checkApplicantDetails(check: Checking, { settings, applicant, today }: {
  readonly settings: FormSettings; readonly applicant: { readonly birthDate: string | null }; readonly today: string;
}): void {
  const typed = PASSPORT_FIELDS.some((field) => check.text(`${PASSPORT}/${field}`) !== '');
  if (asked(check, PASSPORT, settings.applicantPassport, typed)) {
    // A passport unless said otherwise.
    const kind = check.text(`${PASSPORT}/kind`) === '' ? 'passport' : check.oneOf(`${PASSPORT}/kind`, ['passport', 'foreign']);
    checkIdentityDocument(check, PASSPORT, { kind, birthDate: applicant.birthDate, today });
    check.required(`${PASSPORT}/issuedBy`);
  }
  checkRegistrationAddress(check, '/applicantDetails/registrationAddress', settings);
  checkContacts(check, '/applicantDetails/contacts');
}

export function checkRegistrationAddress(check: Checking, pointer: string, { addresses }: FormSettings): void {
  const typed = check.text(pointer);
  if (asked(check, pointer, addresses, typed !== '') && check.required(pointer) !== '' && !/\p{L}.*\d|\d.*\p{L}/u.test(typed)) check.wrong(pointer, 'enrollment.address');
}

export function checkContacts(check: Checking, at: string): void {
  const [phone, email] = [check.text(`${at}/phone`), check.text(`${at}/email`)];
  if (phone !== '' && parsePhone(phone) === null) check.wrong(`${at}/phone`, 'enrollment.phone');
  if (email !== '' && parseEmail(email) === null) check.wrong(`${at}/email`, 'enrollment.email');
}

/** Whether there is anything to check: required, or typed though optional. What the school does not ask for has to go. */
function asked(check: Checking, pointer: string, asking: Asking, typed: boolean): boolean {
  if (asking === 'not_asked') {
    if (typed) check.wrong(pointer, 'enrollment.not_asked');
    return false;
  }
  return asking === 'required' || typed;
}
