import { DateTime } from 'luxon';

export { hasReached as isAtLeast, OWN_ACCOUNT_AGE } from '../../../shared/age.js';

/** From this age on one is an adult. */
export const MAJORITY = 18;

/** When the 18th birthday begins in a zone. Born on 29 February, one is a year older on 1 March of a common year. */
export function majority(birthDate: string, zone: string): Date {
  return birthday(birthDate, MAJORITY, zone);
}

/** When a birthday begins in a zone. @param age which one */
export function birthday(birthDate: string, age: number, zone: string): Date {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number];
  const birthday = DateTime.fromObject({ year: year + age, month, day }, { zone });
  return (birthday.isValid ? birthday : DateTime.fromObject({ year: year + age, month: 3, day: 1 }, { zone })).toJSDate();
}
