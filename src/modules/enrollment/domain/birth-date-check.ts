import type { Checking } from './checking.js';
import { yearsBetween } from './typed-date.js';

const PUPIL_AGES = { from: 5, to: 21 };

/** The birth date of somebody of school age. @param ages full years, both included */
export function checkBirthDate(check: Checking, pointer: string, today: string, ages: { readonly from: number; readonly to: number } = PUPIL_AGES): void {
  const born = check.pastDate(pointer, today);
  const age = born === null ? null : yearsBetween(born, today);
  if (age !== null && (age < ages.from || age > ages.to)) check.wrong(pointer, 'enrollment.birth_date_out_of_range', ages);
}
