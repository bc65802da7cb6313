/** Latin letters of the same look as the Cyrillic ones a class can be named by. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У',
};

export interface ClassName {
  readonly gradeLevel: number;
  /** Upper-case Cyrillic, possibly empty or with digits. */
  readonly letter: string;
}

/**
 * The grade level and letter of a class as people write it: `5А`, `5 «а»`, `5-A` (Latin), `11`, `10 А1`.
 * Null when it is no class name.
 */
export function parseClassName(typed: string): ClassName | null {
  const compact = typed.normalize('NFC').toUpperCase().replace(/КЛАСС$|КЛ\.?$/u, '').replace(/[\s\u00a0"'«»“”„.\-‐-―]/gu, '');
  const parts = /^(1[01]|[1-9])(.*)$/u.exec(compact);
  if (parts === null) return null;
  const letter = parseLetter(parts[2]!);
  return letter === null || /^[0-9]/.test(letter) ? null : { gradeLevel: Number(parts[1]), letter };
}

/** A class letter with look-alikes understood; null when it cannot be one. */
export function parseLetter(typed: string): string | null {
  const letter = [...typed.normalize('NFC').toUpperCase().replace(/[\s\u00a0"'«»“”„]/gu, '')].map((c) => LOOK_ALIKES[c] ?? c).join('');
  return /^[А-ЯЁ0-9]{0,4}$/u.test(letter) ? letter : null;
}
