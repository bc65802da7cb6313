import type { FieldError } from '../../../shared/domain-error.js';
import { ATTACHMENT_TYPES } from './attachments.js';
import { checkFiles, type OwnFiles } from './attachments-check.js';
import { Checking } from './checking.js';
import type { TypedForm } from './form.js';
import { parseTypedDate } from './typed-date.js';

export interface AppealFacts {
  /** At the school. */
  readonly today: string;
  readonly school: { readonly id: string; readonly open: boolean } | null;
  /** School of the pupil named, null when none of the applicant's was. */
  readonly pupilSchoolId: string | null;
  readonly files: OwnFiles;
}

/** Everything wrong with an appeal to a school. */
export function checkAppeal(form: TypedForm, { today, school, pupilSchoolId, files }: AppealFacts): FieldError[] {
  const check = new Checking(form);
  const namesPupil = check.text('/pupilId') !== '';
  if (namesPupil) check.ownPupil(pupilSchoolId !== null);
  if (!namesPupil) check.required('/schoolId');
  if (check.text('/schoolId') !== '' && school === null) check.wrong('/schoolId', 'enrollment.school_unknown');
  if (school !== null && pupilSchoolId !== null && school.id !== pupilSchoolId) check.wrong('/schoolId', 'enrollment.pupil_elsewhere');
  if (school !== null && !school.open) check.wrong('/schoolId', 'enrollment.school_not_open');
  check.required('/topic');
  check.required('/text');
  const expected = check.text('/answerExpectedOn');
  const date = parseTypedDate(expected);
  if (expected !== '' && date === null) check.wrong('/answerExpectedOn', 'enrollment.date');
  else if (date !== null && date < today) check.wrong('/answerExpectedOn', 'enrollment.date_in_past');
  checkFiles(check, files, ATTACHMENT_TYPES);
  return check.errors;
}
