import type { Checking } from './checking.js';

/** A full name in parts: letters, dash, space, apostrophe; a missing patronymic is normal. */
export function checkName(check: Checking, at: string): void {
  for (const part of ['family', 'given'] as const) check.required(`${at}/${part}`);
  for (const part of ['family', 'given', 'patronymic'] as const) {
    const value = check.text(`${at}/${part}`);
    if (value !== '' && !/^\p{L}[\p{L}\p{M}\s'’.‐-―-]*$/u.test(value)) check.wrong(`${at}/${part}`, 'enrollment.name');
  }
}
