import type { FieldError } from '../../../shared/domain-error.js';
import { CHILD_DOCUMENT_KINDS, type ChildDocument, parsePersonInn, parseSnils, sameName, type PersonName } from '../../../shared/identifiers/index.js';
import { attachedDocuments, ATTACHMENT_TYPES } from './attachments.js';
import { checkFiles, type OwnFiles } from './attachments-check.js';
import { Checking } from './checking.js';
import { documentOf } from './diary-access-check.js';
import { isForm, valueAt, type TypedForm } from './form.js';
import { checkBirthDate } from './birth-date-check.js';
import { checkIdentityDocument } from './identity-document-check.js';
import { checkName } from './name-check.js';
import { parseTypedDate } from './typed-date.js';

/** A pupil's data on file. Numbers are compared by whoever keeps them. */
export interface DataOnFile {
  readonly name: PersonName;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
}

/** What should change, as schools keep it. */
export interface Correction {
  readonly name?: PersonName;
  readonly birthDate?: string;
  readonly sex?: 'm' | 'f';
  readonly snils?: string;
  readonly inn?: string;
  readonly document?: ChildDocument;
}

/** Everything wrong with a request to correct a pupil's data. @param facts.onFile null when the pupil is none of the applicant's */
export function checkDataCorrection(form: TypedForm, { today, onFile, files }: { readonly today: string; readonly onFile: DataOnFile | null; readonly files: OwnFiles }): FieldError[] {
  const check = new Checking(form);
  check.ownPupil(onFile !== null);
  if (isForm(valueAt(form, '/changes/name'))) checkName(check, '/changes/name');
  if (check.text('/changes/birthDate') !== '') checkBirthDate(check, '/changes/birthDate', today);
  if (check.text('/changes/sex') !== '') check.oneOf('/changes/sex', ['m', 'f']);
  const snils = check.text('/changes/snils');
  if (snils !== '' && parseSnils(snils) === null) check.wrong('/changes/snils', 'enrollment.snils');
  const inn = check.text('/changes/inn');
  if (inn !== '' && parsePersonInn(inn) === null) check.wrong('/changes/inn', 'inn.person_checksum');
  if (isForm(valueAt(form, '/changes/document'))) {
    const born = parseTypedDate(check.text('/changes/birthDate')) ?? onFile?.birthDate ?? null;
    checkIdentityDocument(check, '/changes/document', { kind: check.oneOf('/changes/document/kind', CHILD_DOCUMENT_KINDS), birthDate: born, today });
  }
  if (check.errors.length === 0 && onFile !== null && Object.keys(correctionOf(form, onFile)).length === 0) check.wrong('/changes', 'enrollment.nothing_to_change');
  checkFiles(check, files, ATTACHMENT_TYPES);
  if (attachedDocuments(form).length === 0) check.wrong('/documents', 'enrollment.proof_required');
  return check.errors;
}

/** What a form that passed its checks changes: fields that are as on file already are left out. */
export function correctionOf(form: TypedForm, onFile: DataOnFile): Correction {
  const text = (pointer: string): string => String(valueAt(form, pointer) ?? '').trim();
  const name = isForm(valueAt(form, '/changes/name'))
    ? { family: text('/changes/name/family'), given: text('/changes/name/given'), patronymic: text('/changes/name/patronymic') || null } : null;
  const birthDate = parseTypedDate(text('/changes/birthDate'));
  const sex = text('/changes/sex');
  const snils = parseSnils(text('/changes/snils'));
  const inn = parsePersonInn(text('/changes/inn'));
  const document = documentOf(form, '/changes/document');
  return {
    ...(name !== null && !sameLetters(name, onFile.name) ? { name } : {}),
    ...(birthDate !== null && birthDate !== onFile.birthDate ? { birthDate } : {}),
    ...((sex === 'm' || sex === 'f') && sex !== onFile.sex ? { sex } : {}),
    ...(snils === null ? {} : { snils }),
    ...(inn === null ? {} : { inn }),
    ...(document === null ? {} : { document }),
  };
}

/** «Ё» for «Е» is a correction too, though names are compared as one elsewhere. */
function sameLetters(a: PersonName, b: PersonName): boolean {
  return sameName(a, b) && a.family === b.family && a.given === b.given && (a.patronymic ?? '') === (b.patronymic ?? '');
}
