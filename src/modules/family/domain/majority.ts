import { DateTime } from 'luxon';

/** From this age on one is an adult. */
export const MAJORITY = 18;

/** From this age on a pupil makes or takes over their own account (ID-14). */
export const OWN_ACCOUNT_AGE = 14;

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

/** Whether somebody is so old on a day. Born on 29 February, one is a year older on 1 March of a common year. */
export function isAtLeast(age: number, birthDate: string, on: string): boolean {
  return birthDate <= DateTime.fromISO(on, { zone: 'utc' }).minus({ years: age }).toISODate()!;
}
