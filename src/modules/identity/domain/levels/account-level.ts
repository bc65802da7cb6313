import { asksForConfirmed, OWN_ACCOUNT_AGE } from '../../../../shared/age.js';

/** упрощённая, стандартная, подтверждённая (ID-8). */
export const ACCOUNT_LEVELS = ['simplified', 'standard', 'confirmed'] as const;
export type AccountLevel = (typeof ACCOUNT_LEVELS)[number];

/** What makes an account standard: data a level can be checked against. */
export const STANDARD_FIELDS = ['birthDate', 'snils', 'document'] as const;
export type StandardField = (typeof STANDARD_FIELDS)[number];

/** What a level is told from. */
export interface LevelFacts {
  /** A confirmation stands. */
  readonly confirmed: boolean;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly hasSnils: boolean;
  /** A passport is on file. */
  readonly hasDocument: boolean;
}

/** Fields that are not filled in. */
export function missingFields({ birthDate, hasSnils, hasDocument }: LevelFacts): StandardField[] {
  const known: Readonly<Record<StandardField, boolean>> = { birthDate: birthDate !== null, snils: hasSnils, document: hasDocument };
  return STANDARD_FIELDS.filter((field) => !known[field]);
}

export function levelOf(facts: LevelFacts): AccountLevel {
  if (facts.confirmed) return 'confirmed';
  return missingFields(facts).length === 0 ? 'standard' : 'simplified';
}

/** What an account of this level cannot do on a day: the diary, from the age of 14. */
export function closedTo({ confirmed, birthDate }: LevelFacts, today: string): 'diary'[] {
  return !confirmed && asksForConfirmed(birthDate, today) ? ['diary'] : [];
}

/** From which day the diary will need a confirmed account; null where it does already, or never will for want of it. */
export function neededFrom({ confirmed, birthDate }: LevelFacts, today: string): string | null {
  if (confirmed || birthDate === null || asksForConfirmed(birthDate, today)) return null;
  const day = `${Number(birthDate.slice(0, 4)) + OWN_ACCOUNT_AGE}${birthDate.slice(4)}`;
  // Born on 29 February: 1 March of a common year.
  return new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10);
}
