import { DateTime } from 'luxon';

const MAJORITY = 18;

/** When the 18th birthday begins in a zone. Born on 29 February, one is a year older on 1 March of a common year. */
export function majority(birthDate: string, zone: string): Date {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number];
  const birthday = DateTime.fromObject({ year: year + MAJORITY, month, day }, { zone });
  return (birthday.isValid ? birthday : DateTime.fromObject({ year: year + MAJORITY, month: 3, day: 1 }, { zone })).toJSDate();
}
