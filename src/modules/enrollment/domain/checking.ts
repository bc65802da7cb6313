import type { FieldError, Params } from '../../../shared/domain-error.js';
import type { TypedForm } from './form.js';
import { textAt } from './form.js';
import { parseTypedDate } from './typed-date.js';

/** Reads fields as text and collects what is wrong, at most one error a field. */
export class Checking {
  readonly errors: FieldError[] = [];

  constructor(readonly form: TypedForm) {}

  /** What was typed, trimmed; empty counts as missing. */
  text(pointer: string): string {
    return textAt(this.form, pointer);
  }

  wrong(pointer: string, code: string, params: Params = {}): void {
    if (!this.errors.some((error) => error.pointer === pointer)) this.errors.push({ pointer, code, params });
  }

  required(pointer: string): string {
    const value = this.text(pointer);
    if (value === '') this.wrong(pointer, 'input.required');
    return value;
  }

  oneOf(pointer: string, allowed: readonly string[]): string {
    const value = this.required(pointer);
    if (value !== '' && !allowed.includes(value)) this.wrong(pointer, 'enrollment.choice', { allowed });
    return value;
  }

  /** `/pupilId` names one the applicant may ask for; the same words whether there is such a pupil. */
  ownPupil(own: boolean): void {
    if (this.required('/pupilId') !== '' && !own) this.wrong('/pupilId', 'enrollment.pupil_not_yours');
  }

  /** A date that has come; null when it is missing or wrong, which is noted. */
  pastDate(pointer: string, today: string): string | null {
    const typed = this.required(pointer);
    if (typed === '') return null;
    const date = parseTypedDate(typed);
    if (date === null) this.wrong(pointer, 'enrollment.date');
    else if (date > today) this.wrong(pointer, 'enrollment.date_in_future');
    else return date;
    return null;
  }
}
