import { sameName, type PersonName } from '../../../../shared/identifiers/index.js';

/** What is known of a child somebody asks about, and of a pupil on the roll. */
export interface Likeness {
  readonly name: PersonName;
  readonly birthDate: string;
  /** Blind index of the SNILS, null when not known. */
  readonly snilsIndex: string | null;
}

export interface Found {
  /** `same`: full name and birth date agree, or the SNILS; `likely`: some of them do. */
  readonly likeness: 'same' | 'likely';
  readonly matches: { readonly name: boolean; readonly birthDate: boolean; readonly snils: boolean };
}

/**
 * How alike a pupil is to what was asked; null when not worth showing. Different SNILS part even full namesakes born on
 * one day; a birth date alone says nothing (domain rules, Identifiers).
 */
export function likeness(asked: Likeness, pupil: Likeness): Found | null {
  const bothSnils = asked.snilsIndex !== null && pupil.snilsIndex !== null;
  const matches = {
    name: sameName(asked.name, pupil.name),
    birthDate: asked.birthDate === pupil.birthDate,
    snils: bothSnils && asked.snilsIndex === pupil.snilsIndex,
  };
  if (matches.snils) return { likeness: 'same', matches };
  if (matches.name && matches.birthDate) return { likeness: bothSnils ? 'likely' : 'same', matches };
  if (bothSnils) return null;
  const close = sameName({ ...asked.name, patronymic: null }, { ...pupil.name, patronymic: null });
  return matches.name || (matches.birthDate && (close || sharesTwoParts(asked.name, pupil.name))) ? { likeness: 'likely', matches } : null;
}

/** Two of the three parts agree: a family name changed, a given name misspelt. */
function sharesTwoParts(a: PersonName, b: PersonName): boolean {
  const same = (x: string | null | undefined, y: string | null | undefined) =>
    Boolean(x) && Boolean(y) && sameName({ family: x!, given: '' }, { family: y!, given: '' });
  return [same(a.family, b.family), same(a.given, b.given), same(a.patronymic, b.patronymic)].filter(Boolean).length >= 2;
}
