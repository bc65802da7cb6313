import { nameKey, parsePersonInn, parseSnils, type PersonName, readChildDocument } from '../../../shared/identifiers/index.js';
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
  const inn = text(typed.inn) === null ? null : parsePersonInn(typed.inn!);
  if (text(typed.inn) !== null && inn === null) wrong('/inn', 'family.inn');
  const name = { family: typed.name.family.trim(), given: typed.name.given.trim(), patronymic: text(typed.name.patronymic) };
  return { child: { name, birthDate: typed.birthDate, sex: typed.sex, document: readDocument(typed, today, wrong), snils, inn }, errors };
}

function readDocument({ document: { kind, series: typedSeries, number: typedNumber }, birthDate }: TypedChild, today: string, wrong: (pointer: string, code: string) => void): ChildData['document'] {
  const { series, number, faults } = readChildDocument(kind, typedSeries ?? '', typedNumber);
  for (const { part, code } of faults) wrong(`/document/${part}`, code);
  if (kind === 'passport' && birthDate <= today && !isAtLeast(OWN_ACCOUNT_AGE, birthDate, today)) wrong('/document/kind', 'family.passport_from_14');
  return { kind, series, number };
}
