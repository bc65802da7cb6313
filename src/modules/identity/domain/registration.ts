import { type FieldError } from '../../../shared/domain-error.js';
import { isPersonInn, parseEmail, parsePhone, parseSnils, type PersonName } from '../../../shared/identifiers/index.js';

export interface Passport {
  readonly series: string;
  readonly number: string;
  readonly issuedBy: string;
  /** `YYYY-MM-DD`. */
  readonly issuedOn: string;
}

/** What somebody who registers has filled in, as typed. */
export interface RegistrationForm {
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly phone: string;
  readonly email: string;
  readonly password: string;
  readonly snils?: string;
  readonly inn?: string;
  readonly passport?: Passport;
  readonly citizenship?: string;
  readonly birthPlace?: string;
  /** Versions of the texts agreed to. */
  readonly consents: { readonly terms: number; readonly personalData: number };
  readonly locale: 'ru' | 'en';
}

/** The form, checked and normalised, while it waits for the phone. */
export interface Registration {
  readonly name: PersonName;
  readonly birthDate: string;
  readonly phone: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly snils: string | null;
  readonly inn: string | null;
  readonly passport: Passport | null;
  readonly citizenship: string | null;
  readonly birthPlace: string | null;
  readonly consents: RegistrationForm['consents'];
  readonly locale: 'ru' | 'en';
}

/** From this age people register themselves; accounts of younger pupils are made by a parent (ID-14). */
export const OWN_ACCOUNT_AGE = 14;

/** The form in the shape it is kept in, without the password, with everything that is wrong. @param today `YYYY-MM-DD` */
export function readRegistration(form: RegistrationForm, today: string): { values: Omit<Registration, 'passwordHash'>; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const read = (field: string, typed: string | undefined, code: string, parser: (text: string) => string | null): string | null => {
    if (typed === undefined || typed.trim() === '') return null;
    const value = parser(typed);
    if (value === null) errors.push({ pointer: `/${field}`, code });
    return value;
  };
  const { name, birthDate, consents, locale, passport } = form;
  if (name.family.trim() === '') errors.push({ pointer: '/name/family', code: 'identity.name' });
  if (name.given.trim() === '') errors.push({ pointer: '/name/given', code: 'identity.name' });
  const age = ageOn(birthDate, today);
  if (age < 0 || age > 120) errors.push({ pointer: '/birthDate', code: 'identity.birth_date' });
  else if (age < OWN_ACCOUNT_AGE) errors.push({ pointer: '/birthDate', code: 'registration.too_young' });
  if (passport !== undefined && !/^\d{4}$/.test(digits(passport.series))) errors.push({ pointer: '/passport/series', code: 'registration.passport' });
  if (passport !== undefined && !/^\d{6}$/.test(digits(passport.number))) errors.push({ pointer: '/passport/number', code: 'registration.passport' });
  if (passport !== undefined && passport.issuedOn > today) errors.push({ pointer: '/passport/issuedOn', code: 'registration.passport' });
  return {
    values: {
      name, birthDate, consents, locale,
      phone: read('phone', form.phone, 'identity.phone', parsePhone) ?? '', email: read('email', form.email, 'identity.email', parseEmail) ?? '',
      snils: read('snils', form.snils, 'identity.snils', parseSnils),
      inn: read('inn', form.inn, 'registration.inn', (typed) => (isPersonInn(digits(typed)) ? digits(typed) : null)),
      passport: passport === undefined ? null : { ...passport, series: digits(passport.series), number: digits(passport.number) },
      citizenship: form.citizenship?.trim() || null, birthPlace: form.birthPlace?.trim() || null,
    },
    errors,
  };
}

function digits(text: string): string {
  return text.replace(/\s/g, '');
}

/** Full years on a day. Both `YYYY-MM-DD`. */
function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
