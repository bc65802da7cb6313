import type { FieldError } from '../../../shared/domain-error.js';
import { isOrganisationInn } from '../../../shared/identifiers/index.js';
import { checkAppointee } from './appointee-check.js';
import { checkFiles, type OwnFiles, requireOneOf } from './attachments-check.js';
import { Checking } from './checking.js';
import type { TypedForm } from './form.js';
import { parseTypedDate } from './typed-date.js';

/** What the world says about a form for the connection of a region. */
export interface RegionConnectionFacts {
  /** Null: there is no such region. */
  readonly region: { readonly connected: boolean } | null;
  /** In the region's zone. */
  readonly today: string;
  readonly contacts: readonly FieldError[];
  readonly files: OwnFiles;
}

/** Everything wrong with a form for the connection of a region, each field once (EN-1). */
export function checkRegionConnection(form: TypedForm, { region, today, contacts, files }: RegionConnectionFacts): FieldError[] {
  const check = new Checking(form);
  if (check.required('/regionCode') !== '') {
    if (region === null) check.wrong('/regionCode', 'enrollment.region_unknown');
    else if (region.connected) check.wrong('/regionCode', 'enrollment.region_connected');
  }
  check.required('/authority/name');
  const inn = check.text('/authority/inn');
  if (inn !== '' && !isOrganisationInn(inn)) check.wrong('/authority/inn', 'inn.checksum');
  checkAppointee(check, '/coordinator', contacts);
  const typed = check.text('/connectOn');
  const on = typed === '' ? null : parseTypedDate(typed);
  if (typed !== '' && on === null) check.wrong('/connectOn', 'enrollment.date');
  else if (on !== null && on < today) check.wrong('/connectOn', 'enrollment.date_passed');
  checkFiles(check, files, ['official_letter', 'other']);
  requireOneOf(check, ['official_letter'], 'enrollment.letter_required');
  return check.errors;
}
