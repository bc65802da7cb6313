import type { FieldError } from '../../../shared/domain-error.js';
import type { PersonName } from '../../../shared/identifiers/index.js';

export type PolicyName = 'strict' | 'nist';

/** Longer ones are refused: nobody types them, and hashing takes memory. NIST asks for at least 64. */
export const LONGEST = 256;
/** How many former passwords may not come again (ID-3: at least 5). */
export const REMEMBERED = 5;

export interface PasswordFacts {
  /** The account has a second factor. */
  readonly secondFactor: boolean;
  /** Names, login, contacts, birth date: what the password must not be made of. */
  readonly own: readonly string[];
  /** Whether a form of the password is on the list of known weak ones. */
  isWeak(form: string): boolean;
}

type Problem = Omit<FieldError, 'pointer'>;

export interface OwnData {
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly login: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** What a password must not be made of: names, login, the part of the address before the @, the number, forms of the birth date. */
export function ownData({ name, birthDate, login, email, phone }: OwnData): string[] {
  return [name.family, name.given, name.patronymic ?? '', login ?? '', email?.split('@')[0] ?? '', phone?.slice(2) ?? '',
    ...(birthDate === null ? [] : dateForms(birthDate))];
}

/** What is wrong with a new password by a preset of ID-3, all of it at once; former passwords are asked elsewhere. */
export function passwordProblems(policy: PolicyName, password: string, facts: PasswordFacts): Problem[] {
  const problems: Problem[] = [];
  const length = [...password].length;
  const least = policy === 'strict' ? 12 : facts.secondFactor ? 8 : 15;
  if (length < least) problems.push({ code: 'password.too_short', params: { limit: least } });
  if (length > LONGEST) problems.push({ code: 'password.too_long', params: { limit: LONGEST } });
  if (policy === 'strict') {
    if (/\s/u.test(password)) problems.push({ code: 'password.spaces' });
    const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{N}\s]/u];
    if (!kinds.every((kind) => kind.test(password))) problems.push({ code: 'password.composition' });
  }
  if (length <= LONGEST) {
    if (weakForms(password).some((form) => facts.isWeak(form))) problems.push({ code: 'password.weak' });
    if (isPersonal(password, facts.own)) problems.push({ code: 'password.personal' });
  }
  return problems;
}

const LEET: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', '$': 's', '5': 's', '7': 't' };
const RUSSIAN_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

/** A password as the list may have it: lower case, without the digits and signs put around a word, with look-alike signs read as letters, as typed on the Latin keyboard. */
export function weakForms(password: string): string[] {
  const lower = password.toLowerCase();
  const forms = new Set<string>();
  for (const layout of [lower, [...lower].map((c) => LATIN_KEYS[RUSSIAN_KEYS.indexOf(c)] ?? c).join('')]) {
    const core = layout.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
    for (const form of [layout, core, layout.replace(/[^\p{L}\p{N}]+$/gu, '')]) {
      forms.add(form);
      forms.add([...form].map((c) => LEET[c] ?? c).join(''));
    }
  }
  // A short core would condemn any password that has a common short word in it.
  return [...forms].filter((form) => form.length >= 6 || form === lower);
}

/** True when hardly anything is left of the password without the person's own data, in Cyrillic or spelt in Latin. */
export function isPersonal(password: string, own: readonly string[]): boolean {
  const parts = [...new Set(own.flatMap((text) => [plain(text), ...SPELLINGS.map((spelling) => plain(latin(text, spelling)))]))]
    .filter((part) => part.length >= 3).sort((a, b) => b.length - a.length);
  const before = plain(password);
  let rest = before;
  for (const part of parts) rest = rest.replaceAll(part, '');
  return rest !== before && rest.length < 6;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/[^\p{L}\p{N}]/gu, '');
}

const PASSPORT: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't',
  у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia',
};
/** As in passports, and as people write by ear. */
const SPELLINGS = [PASSPORT, { ...PASSPORT, ё: 'yo', й: 'y', х: 'h', ю: 'yu', я: 'ya', щ: 'sch' }];

function latin(text: string, spelling: Readonly<Record<string, string>>): string {
  return [...text.toLowerCase()].map((c) => spelling[c] ?? c).join('');
}

/** A birth date `YYYY-MM-DD` in the ways people type it. */
export function dateForms(date: string): string[] {
  const [year = '', month = '', day = ''] = date.split('-');
  return [day + month + year, year + month + day, day + month + year.slice(2), year];
}
