import { DateTime } from 'luxon';

/** Whole years on the day it is in Moscow: where no school says what day it is. @param birthDate `YYYY-MM-DD` */
export function ageAt(birthDate: string, now: Date): number {
  const today = DateTime.fromJSDate(now, { zone: 'Europe/Moscow' }).startOf('day');
  return Math.floor(today.diff(DateTime.fromISO(birthDate, { zone: 'Europe/Moscow' }), 'years').years);
}
