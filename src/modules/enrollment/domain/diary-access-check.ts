import type { FieldError } from '../../../shared/domain-error.js';
import { CHILD_DOCUMENT_KINDS, type ChildDocument, type ChildDocumentKind, nameKey, parsePersonInn, parseSnils, readChildDocument, sameName, type PersonName } from '../../../shared/identifiers/index.js';
import { checkApplicantDetails, checkContacts, checkRegistrationAddress } from './applicant-details-check.js';
import { attachedDocuments, ATTACHMENT_TYPES } from './attachments.js';
import { checkFiles, type OwnFiles } from './attachments-check.js';
import { Checking } from './checking.js';
import { isCitizenship } from './citizenship.js';
import type { TypedForm } from './form.js';
import { valueAt } from './form.js';
import type { FormSettings } from './form-settings.js';
import { checkIdentityDocument } from './identity-document-check.js';
import { checkBirthDate } from './birth-date-check.js';
import { checkName } from './name-check.js';
import { parseTypedDate, yearsBetween } from './typed-date.js';

/** What the world says about the ids and names in a form for access to the diary. */
export interface DiaryAccessFacts {
  /** In the school's zone. */
  readonly today: string;
  readonly school: { readonly id: string; readonly open: boolean; readonly regionCode: string; readonly settlementId: string } | null;
  /** The school whose public code was typed: its id, null for a code of none; undefined when none was typed. */
  readonly schoolByCode?: string | null;
  /** What the school asks for beyond the usual. */
  readonly settings: FormSettings;
  /** Null: no class was named, or the school is not known. */
  readonly classExists: boolean | null;
  readonly applicant: { readonly name: PersonName; readonly birthDate: string | null };
  /** The applicant's own files by id. */
  readonly files: OwnFiles;
  readonly consentVersion: number;
}

const APPLICANT_KINDS = ['parent', 'pupil'];
export const RELATIONSHIPS = ['mother', 'father', 'guardian', 'other'];
const CHILD_DOCUMENTS: readonly string[] = ['birth_certificate', 'identity_document', 'other'];

/** Everything wrong with a form for access to the diary, each field once, with pointers into the draft (EN-2, EN-3). */
export function checkDiaryAccess(form: TypedForm, facts: DiaryAccessFacts): FieldError[] {
  const check = new Checking(form);
  checkApplicant(check, facts);
  checkSchool(check, facts);
  checkChild(check, facts);
  checkApplicantDetails(check, facts);
  checkConsent(check, facts);
  checkAttachments(check, facts);
  return check.errors;
}

/** The child's birth date when it is one. */
function birthDate(check: Checking): string | null {
  return parseTypedDate(check.text('/child/birthDate'));
}

function checkApplicant(check: Checking, { applicant, today }: DiaryAccessFacts): void {
  const kind = check.oneOf('/applicantKind', APPLICANT_KINDS);
  if (kind === 'parent') check.oneOf('/relationship', RELATIONSHIPS);
  if (kind !== 'pupil') return;
  if (applicant.birthDate === null || yearsBetween(applicant.birthDate, today) < 14) check.wrong('/applicantKind', 'enrollment.applicant_from_14');
  const born = birthDate(check);
  if (born !== null && born !== applicant.birthDate) check.wrong('/child/birthDate', 'enrollment.not_your_data');
  const name = { family: check.text('/child/name/family'), given: check.text('/child/name/given'), patronymic: check.text('/child/name/patronymic') };
  if (sameName(name, applicant.name)) return;
  const differing = (['family', 'given', 'patronymic'] as const).find((part) => nameKey(name[part]) !== nameKey(applicant.name[part] ?? ''));
  if (name.family !== '' && name.given !== '') check.wrong(`/child/name/${differing ?? 'family'}`, 'enrollment.not_your_data');
}

function checkSchool(check: Checking, { school, schoolByCode, classExists }: DiaryAccessFacts): void {
  if (check.required('/schoolId') !== '') {
    if (school === null) check.wrong('/schoolId', 'enrollment.school_unknown');
    else if (!school.open) check.wrong('/schoolId', 'enrollment.school_not_open');
  }
  const [region, settlement] = [check.text('/regionCode'), check.text('/settlementId')];
  if (school !== null && region !== '' && region !== school.regionCode) check.wrong('/regionCode', 'enrollment.school_elsewhere');
  if (school !== null && settlement !== '' && settlement.toLowerCase() !== school.settlementId) check.wrong('/settlementId', 'enrollment.school_elsewhere');
  if (schoolByCode === null) check.wrong('/schoolCode', 'enrollment.school_code_unknown');
  else if (schoolByCode !== undefined && school !== null && schoolByCode !== school.id) check.wrong('/schoolCode', 'enrollment.school_code_other');
  if (classExists === false) check.wrong('/className', 'enrollment.class_unknown', { name: check.text('/className') });
}

export function checkChild(check: Checking, { today, settings }: { readonly today: string; readonly settings: FormSettings }): void {
  checkName(check, '/child/name');
  checkBirthDate(check, '/child/birthDate', today);
  check.oneOf('/child/sex', ['m', 'f']);
  const snils = check.text('/child/snils');
  if (snils !== '' && parseSnils(snils) === null) check.wrong('/child/snils', 'enrollment.snils');
  const inn = check.text('/child/inn');
  if (inn !== '' && parsePersonInn(inn) === null) check.wrong('/child/inn', 'inn.person_checksum');
  const citizenship = check.text('/child/citizenship');
  if (citizenship !== '' && !isCitizenship(citizenship)) check.wrong('/child/citizenship', 'enrollment.citizenship');
  checkIdentityDocument(check, '/child/document', {
    kind: check.oneOf('/child/document/kind', CHILD_DOCUMENT_KINDS), birthDate: birthDate(check), today,
  });
  checkRegistrationAddress(check, '/child/registrationAddress', settings);
  checkContacts(check, '/child/contacts');
}

export function checkConsent(check: Checking, { consentVersion }: { readonly consentVersion: number }): void {
  if (valueAt(check.form, '/consent/given') !== true) check.wrong('/consent/given', 'enrollment.consent_required');
  else if (valueAt(check.form, '/consent/version') !== consentVersion) check.wrong('/consent/version', 'enrollment.consent_outdated', { version: consentVersion });
}

/** A copy of the child's document is among the files. */
export function checkChildDocumentAttached(check: Checking): void {
  if (!attachedDocuments(check.form).some(({ type }) => CHILD_DOCUMENTS.includes(type))) check.wrong('/documents', 'enrollment.document_required');
}

function checkAttachments(check: Checking, { files, applicant, today }: DiaryAccessFacts): void {
  const documents = attachedDocuments(check.form);
  checkFiles(check, files, ATTACHMENT_TYPES);
  checkChildDocumentAttached(check);
  const minor = check.text('/applicantKind') === 'pupil' && applicant.birthDate !== null && yearsBetween(applicant.birthDate, today) < 18;
  if (minor && !documents.some(({ type }) => type === 'consent')) check.wrong('/documents', 'enrollment.parent_consent_required');
}

/** A child as a form names them, in the form schools keep. */
export interface FormChild {
  readonly name: PersonName;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly snils: string | null;
  readonly inn: string | null;
  readonly document: ChildDocument | null;
}

/** The child of a form that passed the checks. */
export function childOf(form: TypedForm): FormChild {
  const text = (pointer: string) => String(valueAt(form, pointer) ?? '').trim();
  const patronymic = text('/child/name/patronymic');
  return {
    name: { family: text('/child/name/family'), given: text('/child/name/given'), patronymic: patronymic === '' ? null : patronymic },
    birthDate: parseTypedDate(text('/child/birthDate')) ?? '',
    sex: text('/child/sex') as 'm' | 'f',
    snils: parseSnils(text('/child/snils')),
    inn: parsePersonInn(text('/child/inn')),
    document: documentOf(form, '/child/document'),
  };
}

/** The identity document of a form that passed the checks; null when there is none. @param at its pointer */
export function documentOf(form: TypedForm, at: string): ChildDocument | null {
  const text = (part: string) => String(valueAt(form, `${at}/${part}`) ?? '').trim();
  const kind = text('kind') as ChildDocumentKind;
  if (!CHILD_DOCUMENT_KINDS.includes(kind) || text('number') === '') return null;
  const { series, number } = readChildDocument(kind, text('series'), text('number'));
  return { kind, series, number, issuedOn: parseTypedDate(text('issuedOn')) };
}
