import { isPersonInn, nameKey, parseBirthCertificateNumber, parseBirthCertificateSeries, parseSnils, type PersonName } from '../../../shared/identifiers/index.js';
import type { FieldError } from '../../../shared/domain-error.js';
import type { ChildData, DocumentKind } from './child.js';
import { isAtLeast, MAJORITY, OWN_ACCOUNT_AGE } from './majority.js';

/** A child's data as a parent types them. */
export interface TypedChild {
  readonly name: PersonName;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly document: { readonly kind: DocumentKind; readonly series?: string | null; readonly number: string };
  readonly snils?: string | null;
  readonly inn?: string | null;
}

/** Reads what was typed; every wrong field is named. @param today of the school */
export function readChild(typed: TypedChild, today: string): { child: ChildData; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const wrong = (pointer: string, code: string) => errors.push({ pointer, code });
  const text = (value: string | null | undefined) => (value === undefined || value === null || value.trim() === '' ? null : value.trim());
  for (const part of ['family', 'given'] as const) if (nameKey(typed.name[part]) === '') wrong(`/name/${part}`, 'input.required');
  if (typed.birthDate > today) wrong('/birthDate', 'family.birth_date_in_future');
  else if (isAtLeast(MAJORITY, typed.birthDate, today)) wrong('/birthDate', 'family.child_of_age');

  const snils = text(typed.snils) === null ? null : parseSnils(typed.snils!);
  if (text(typed.snils) !== null && snils === null) wrong('/snils', 'snils.checksum');
  const inn = text(typed.inn)?.replace(/\s/g, '') ?? null;
  if (inn !== null && !isPersonInn(inn)) wrong('/inn', 'family.inn');
  const name = { family: typed.name.family.trim(), given: typed.name.given.trim(), patronymic: text(typed.name.patronymic) };
  return { child: { name, birthDate: typed.birthDate, sex: typed.sex, document: readDocument(typed, today, wrong), snils, inn }, errors };
}

function readDocument({ document: { kind, series: typedSeries, number: typedNumber }, birthDate }: TypedChild, today: string, wrong: (pointer: string, code: string) => void): ChildData['document'] {
  const series = (typedSeries ?? '').trim();
  const number = typedNumber.trim();
  if (kind === 'birth_certificate') {
    const read = { kind, series: parseBirthCertificateSeries(series), number: parseBirthCertificateNumber(number) };
    if (read.series === null) wrong('/document/series', 'family.certificate_series');
    if (read.number === null) wrong('/document/number', 'family.certificate_number');
    return { ...read, number: read.number ?? number };
  }
  if (kind === 'passport') {
    const read = { kind, series: series.replace(/\s/g, ''), number: number.replace(/[\s№]/g, '') };
    if (!/^\d{4}$/.test(read.series)) wrong('/document/series', 'family.passport_series');
    if (!/^\d{6}$/.test(read.number)) wrong('/document/number', 'family.passport_number');
    if (birthDate <= today && !isAtLeast(OWN_ACCOUNT_AGE, birthDate, today)) wrong('/document/kind', 'family.passport_from_14');
    return read;
  }
  if (number === '') wrong('/document/number', 'input.required');
  return { kind, series: series === '' ? null : series, number };
}
