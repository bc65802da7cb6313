/** A person's name as it was typed; a missing patronymic is normal. */
export interface PersonName {
  readonly family: string;
  readonly given: string;
  readonly patronymic?: string | null;
}

/**
 * What two spellings of one name part have in common: case folded, ё = е, all dashes and spaces as one separator
 * (domain rules, Identifiers). For comparing and searching only: what was typed is kept and shown.
 */
export function nameKey(part: string): string {
  return part.normalize('NFC').toLowerCase().replaceAll('ё', 'е')
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[\s\u00a0\-‐-―−]+/g, ' ')
    .trim();
}

/** Key of a full name, parts separated so that they cannot run into each other. */
export function fullNameKey(name: PersonName): string {
  return [name.family, name.given, name.patronymic ?? ''].map(nameKey).join('|');
}

/** Whether both are spellings of one full name; a patronymic known on one side only does not part them. */
export function sameName(a: PersonName, b: PersonName): boolean {
  const patronymics = [nameKey(a.patronymic ?? ''), nameKey(b.patronymic ?? '')];
  return nameKey(a.family) === nameKey(b.family) && nameKey(a.given) === nameKey(b.given)
    && (patronymics[0] === patronymics[1] || patronymics.includes(''));
}

/** `Иванов Иван Иванович`. */
export function displayName(name: PersonName): string {
  return [name.family, name.given, name.patronymic].filter((part) => part !== null && part !== undefined && part !== '').join(' ');
}

/** `Иванов И. И.`: as a paper is addressed. */
export function briefName({ family, given, patronymic }: PersonName): string {
  return [family, ...[given, patronymic ?? ''].filter((part) => part.trim() !== '').map((part) => `${[...part.trim()][0]!.toUpperCase()}.`)].join(' ');
}
