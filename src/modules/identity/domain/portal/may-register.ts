import type { PersonName } from '../../../../shared/identifiers/index.js';
import { ageAt } from '../age.js';

/** Accounts of pupils below this age are made by a parent (ID-14); from it on the diary needs a confirmed account (ID-8). */
export const OWN_ACCOUNT_AGE = 14;

/** Why no account can be made of what a portal tells; null when it can. */
export function mayRegister(person: { name: PersonName | null; birthDate: string | null; assurance: string }, now: Date): 'no_data' | 'child' | null {
  if (person.name === null || person.birthDate === null) return 'no_data';
  return person.assurance === 'child' || ageAt(person.birthDate, now) < OWN_ACCOUNT_AGE ? 'child' : null;
}
