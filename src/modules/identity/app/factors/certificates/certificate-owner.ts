import type { Certificate, RelativeDistinguishedNames } from 'pkijs';

const COMMON_NAME = '2.5.4.3';
const SURNAME = '2.5.4.4';
const GIVEN_NAME = '2.5.4.42';
const SNILS = '1.2.643.100.3';

/** Whom a certificate is made out to. */
export interface CertificateOwner {
  /** Common name, or the whole subject's first part. */
  readonly subject: string;
  /** Family name, given name and patronymic as one text; null where it names no person. */
  readonly fullName: string | null;
  /** 11 digits, of a qualified certificate; null for another. */
  readonly snils: string | null;
}

/** By the subject's attributes: surname and given name with patronymic, else the common name (order № 795 of the Federal Security Service). */
export function ownerOf({ subject }: Certificate): CertificateOwner {
  const texts = textsOf(subject);
  const common = texts.get(COMMON_NAME) ?? '';
  const [surname, given] = [texts.get(SURNAME), texts.get(GIVEN_NAME)];
  const snils = (texts.get(SNILS) ?? '').replace(/\D/g, '');
  return {
    subject: common !== '' ? common : [...texts.values()][0] ?? '',
    fullName: surname !== undefined && given !== undefined ? `${surname} ${given}` : /\s/.test(common) ? common : null,
    snils: snils.length === 11 ? snils : null,
  };
}

/** Common name, or the first part there is. */
export function commonNameOf(name: RelativeDistinguishedNames): string {
  const texts = textsOf(name);
  return texts.get(COMMON_NAME) ?? [...texts.values()][0] ?? '';
}

function textsOf(name: RelativeDistinguishedNames): ReadonlyMap<string, string> {
  return new Map(name.typesAndValues.map(({ type, value }) => [String(type), String((value as { valueBlock?: { value?: unknown } }).valueBlock?.value ?? '').trim()]));
}
