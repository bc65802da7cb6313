import { nameKey, type PersonName } from '../../../../shared/identifiers/index.js';

/** What an account and a portal can be compared by. */
export interface Comparable {
  readonly name: PersonName | null;
  readonly birthDate: string | null;
  readonly snils: string | null;
}

export type DifferingField = 'family' | 'given' | 'patronymic' | 'birthDate' | 'snils';

/** For people who are told what differs. */
export const FIELD_WORDS: Readonly<Record<DifferingField | 'name', { readonly ru: string; readonly en: string }>> = {
  name: { ru: 'фамилия, имя и отчество', en: 'full name' },
  family: { ru: 'фамилия', en: 'family name' },
  given: { ru: 'имя', en: 'given name' },
  patronymic: { ru: 'отчество', en: 'patronymic' },
  birthDate: { ru: 'дата рождения', en: 'birth date' },
  snils: { ru: 'СНИЛС', en: 'SNILS' },
};

/** Fields known on both sides that differ; a patronymic missing on one side parts nobody (domain rules, Identifiers). */
export function differences(own: Comparable, portal: Comparable): DifferingField[] {
  const fields: DifferingField[] = [];
  if (own.name !== null && portal.name !== null) {
    if (nameKey(own.name.family) !== nameKey(portal.name.family)) fields.push('family');
    if (nameKey(own.name.given) !== nameKey(portal.name.given)) fields.push('given');
    const patronymics = [nameKey(own.name.patronymic ?? ''), nameKey(portal.name.patronymic ?? '')];
    if (patronymics[0] !== patronymics[1] && !patronymics.includes('')) fields.push('patronymic');
  }
  if (own.birthDate !== null && portal.birthDate !== null && own.birthDate !== portal.birthDate) fields.push('birthDate');
  if (own.snils !== null && portal.snils !== null && own.snils !== portal.snils) fields.push('snils');
  return fields;
}

/** Enough to say that both are one person, once nothing differs: the name, and the SNILS or the birth date. */
export function identifies(own: Comparable, portal: Comparable): boolean {
  const known = (field: keyof Comparable): boolean => own[field] !== null && portal[field] !== null;
  return known('name') && (known('snils') || known('birthDate')) && differences(own, portal).length === 0;
}

/** Full name and SNILS are known on both sides and equal, and the birth date where both know it: a link may be proposed (ID-7). */
export function matchesExactly(own: Comparable, portal: Comparable): boolean {
  return own.name !== null && portal.name !== null && own.snils !== null && portal.snils !== null && differences(own, portal).length === 0;
}
