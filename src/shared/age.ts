/** From this age people answer for their own account (ID-2, ID-14), and the diary asks for a confirmed one (ID-8). */
export const OWN_ACCOUNT_AGE = 14;

/**
 * Whether somebody has reached an age on a day. Born on 29 February, one is a year older on 1 March of a common year.
 * Both days are `YYYY-MM-DD` of one calendar.
 */
export function hasReached(age: number, birthDate: string, today: string): boolean {
  const year = String(Number(today.slice(0, 4)) - age).padStart(4, '0');
  return birthDate <= `${year}${today.slice(4)}`;
}

/** From the 14th birthday on the diary needs a confirmed account; somebody whose birth date is not known counts as older. */
export function asksForConfirmed(birthDate: string | null, today: string): boolean {
  return birthDate === null || hasReached(OWN_ACCOUNT_AGE, birthDate, today);
}
