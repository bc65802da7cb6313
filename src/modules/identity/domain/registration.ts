import { hasReached, OWN_ACCOUNT_AGE } from '../../../shared/age.js';
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
  /** May be missing where a portal signs in. */
  readonly password?: string;
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
  readonly passwordHash: string | null;
  readonly snils: string | null;
  readonly inn: string | null;
  readonly passport: Passport | null;
  readonly citizenship: string | null;
  readonly birthPlace: string | null;
  readonly consents: RegistrationForm['consents'];
  readonly locale: 'ru' | 'en';
  /** Whose account of a portal it begins with; null for a form filled in by hand. */
  readonly portal: PortalPart | null;
}

/** An account of a portal that is to be linked with the new one. */
export interface PortalPart {
  readonly provider: string;
  readonly subject: string;
  /** The portal has proved who it is. */
  readonly confirmed: boolean;
}

/** The form in the shape it is kept in, without the password, with everything that is wrong. @param today `YYYY-MM-DD` */
export function readRegistration(form: RegistrationForm, today: string): { values: Omit<Registration, 'passwordHash' | 'portal'>; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const read = (field: string, typed: string | undefined, code: string, parser: (text: string) => string | null): string | null => {
    if (typed === undefined || typed.trim() === '') return null;
    return needed(field, typed, code, parser);
  };
  const needed = (field: string, typed: string, code: string, parser: (text: string) => string | null): string | null => {
    const value = parser(typed);
    if (value === null) errors.push({ pointer: `/${field}`, code });
    return value;
  };
  const { name, birthDate, consents, locale, passport } = form;
  if (name.family.trim() === '') errors.push({ pointer: '/name/family', code: 'identity.name' });
  if (name.given.trim() === '') errors.push({ pointer: '/name/given', code: 'identity.name' });
  if (birthDate > today || hasReached(121, birthDate, today)) errors.push({ pointer: '/birthDate', code: 'identity.birth_date' });
  else if (!hasReached(OWN_ACCOUNT_AGE, birthDate, today)) errors.push({ pointer: '/birthDate', code: 'registration.too_young' });
  if (passport !== undefined && !/^\d{4}$/.test(digits(passport.series))) errors.push({ pointer: '/passport/series', code: 'registration.passport' });
  if (passport !== undefined && !/^\d{6}$/.test(digits(passport.number))) errors.push({ pointer: '/passport/number', code: 'registration.passport' });
  if (passport !== undefined && passport.issuedOn > today) errors.push({ pointer: '/passport/issuedOn', code: 'registration.passport' });
  return {
    values: {
      name, birthDate, consents, locale,
      phone: needed('phone', form.phone, 'identity.phone', parsePhone) ?? '', email: needed('email', form.email, 'identity.email', parseEmail) ?? '',
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
