import type { FieldError } from '../../../shared/domain-error.js';
import { isPersonInn, nameKey, parseSnils, type PersonName } from '../../../shared/identifiers/index.js';
import type { Passport } from './registration.js';

/** What an account says of its owner. */
export interface PersonalData {
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  /** 11 digits. */
  readonly snils: string | null;
  readonly inn: string | null;
  readonly citizenship: string | null;
  readonly birthPlace: string | null;
  readonly passport: Passport | null;
}

/** What identifies somebody to others: where an account is confirmed, or known to a school, others have a say. */
export const IDENTIFYING = ['name', 'birthDate', 'snils'] as const;
export type IdentifyingField = (typeof IDENTIFYING)[number];
export type Identifying = Partial<Pick<PersonalData, IdentifyingField>>;
export type Descriptive = Partial<Omit<PersonalData, IdentifyingField>>;

/** What was typed, checked and normalised, with everything that is wrong. @param today `YYYY-MM-DD` */
export function readChanges(typed: Partial<PersonalData>, today: string): { identifying: Identifying; descriptive: Descriptive; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const wrong = (pointer: string, code: string): void => { errors.push({ pointer, code }); };
  const { name, birthDate, snils: typedSnils, inn: typedInn, citizenship, birthPlace, passport: typedPassport } = typed;
  if (name !== undefined && name.family.trim() === '') wrong('/name/family', 'identity.name');
  if (name !== undefined && name.given.trim() === '') wrong('/name/given', 'identity.name');
  if (birthDate != null && (birthDate > today || birthDate < `${Number(today.slice(0, 4)) - 120}`)) wrong('/birthDate', 'identity.birth_date');
  const snils = typedSnils == null ? typedSnils : parseSnils(typedSnils);
  if (typedSnils != null && snils === null) wrong('/snils', 'identity.snils');
  const inn = typedInn == null ? typedInn : digits(typedInn);
  if (inn != null && !isPersonInn(inn)) wrong('/inn', 'registration.inn');
  const passport = typedPassport == null ? typedPassport : { ...typedPassport, series: digits(typedPassport.series), number: digits(typedPassport.number) };
  if (passport != null) {
    if (!/^\d{4}$/.test(passport.series)) wrong('/passport/series', 'registration.passport');
    if (!/^\d{6}$/.test(passport.number)) wrong('/passport/number', 'registration.passport');
    if (passport.issuedOn > today) wrong('/passport/issuedOn', 'registration.passport');
  }
  return {
    identifying: given({ name: name === undefined ? undefined : { family: name.family.trim(), given: name.given.trim(), patronymic: name.patronymic?.trim() || null }, birthDate, snils }),
    descriptive: given({ inn, citizenship: text(citizenship), birthPlace: text(birthPlace), passport }), errors,
  };
}

/** Of the changes, those that change anything; what only writes a name in another case is a change all the same. */
export function realChanges(changes: Identifying, present: PersonalData): Identifying {
  const sameName = (a: PersonName, b: PersonName): boolean => a.family === b.family && a.given === b.given && nameKey(a.patronymic ?? '') === nameKey(b.patronymic ?? '');
  const { name, birthDate, snils } = changes;
  return given({
    name: name === undefined || sameName(name, present.name) ? undefined : name,
    birthDate: birthDate === present.birthDate ? undefined : birthDate, snils: snils === present.snils ? undefined : snils,
  });
}

function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function text(typed: string | null | undefined): string | null | undefined {
  return typed == null ? typed : typed.trim() || null;
}

function digits(typed: string): string {
  return typed.replace(/\s/g, '');
}
