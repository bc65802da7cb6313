import type { FieldError } from '../../../shared/domain-error.js';
import { isOkpo, isOrganisationInn } from '../../../shared/identifiers/index.js';
import { checkAppointee } from './appointee-check.js';
import type { AttachmentType } from './attachments.js';
import { checkFiles, type OwnFiles, requireOneOf } from './attachments-check.js';
import { Checking } from './checking.js';
import { isForm, valueAt, type TypedForm } from './form.js';

/** What the world says about the ids and numbers in a form for the connection of a school. */
export interface SchoolConnectionFacts {
  /** The school of the directory that was named; null: none, or unknown. */
  readonly school: { readonly name: string; readonly connected: boolean; readonly inn: string | null } | null;
  readonly regionKnown: boolean;
  /** Whether the region has the settlement that was named. */
  readonly settlementKnown: boolean;
  /** Schools of the directory that are the same one as the form says, the one named left out. */
  readonly same: readonly { readonly name: string; readonly connected: boolean; readonly matches: { readonly inn: boolean; readonly okpo: boolean } }[];
  readonly types: readonly string[];
  readonly settlementTypes: readonly string[];
  readonly contacts: readonly FieldError[];
  readonly files: OwnFiles;
}

const POWERS: readonly AttachmentType[] = ['appointment_order', 'powers_certificate', 'service_contract'];

/** Everything wrong with a form for the connection of a school, each field once (SC-3). */
export function checkSchoolConnection(form: TypedForm, facts: SchoolConnectionFacts): FieldError[] {
  const check = new Checking(form);
  const [inn, okpo] = [check.required('/inn'), check.required('/okpo')];
  if (inn !== '' && !isOrganisationInn(inn)) check.wrong('/inn', 'inn.checksum');
  if (okpo !== '' && !isOkpo(okpo)) check.wrong('/okpo', 'okpo.checksum');
  if (isNewSchool(form)) checkNewSchool(check, facts);
  else checkListed(check, facts, inn);
  for (const { name, connected, matches } of facts.same) {
    const pointer = matches.inn ? '/inn' : matches.okpo ? '/okpo' : isNewSchool(form) ? '/newSchool/name' : '/schoolId';
    check.wrong(pointer, connected ? 'enrollment.school_connected' : 'enrollment.school_in_directory', { name });
  }
  checkAppointee(check, '/administrator', facts.contacts);
  check.required('/powers');
  checkFiles(check, facts.files, [...POWERS, 'other']);
  requireOneOf(check, POWERS, 'enrollment.powers_required');
  return check.errors;
}

/** A school the directory does not have. */
export function isNewSchool(form: TypedForm): boolean {
  return isForm(form['newSchool']);
}

function checkListed(check: Checking, { school }: SchoolConnectionFacts, inn: string): void {
  if (check.required('/schoolId') === '') return;
  if (school === null) check.wrong('/schoolId', 'enrollment.school_unknown');
  else if (school.connected) check.wrong('/schoolId', 'enrollment.school_connected', { name: school.name });
  else if (school.inn !== null && inn !== '' && school.inn !== inn) check.wrong('/inn', 'enrollment.inn_of_another_school');
}

function checkNewSchool(check: Checking, { regionKnown, settlementKnown, types, settlementTypes }: SchoolConnectionFacts): void {
  if (check.text('/schoolId') !== '') check.wrong('/schoolId', 'enrollment.school_or_new');
  for (const field of ['name', 'shortName', 'address']) check.required(`/newSchool/${field}`);
  check.oneOf('/newSchool/type', types);
  if (check.required('/regionCode') !== '' && !regionKnown) check.wrong('/regionCode', 'enrollment.region_unknown');
  if (isForm(valueAt(check.form, '/newSchool/settlement'))) {
    check.required('/newSchool/settlement/name');
    check.oneOf('/newSchool/settlement/type', settlementTypes);
    if (check.text('/settlementId') !== '') check.wrong('/settlementId', 'enrollment.settlement_or_new');
  } else if (check.required('/settlementId') !== '' && regionKnown && !settlementKnown) {
    check.wrong('/settlementId', 'enrollment.settlement_unknown');
  }
}
