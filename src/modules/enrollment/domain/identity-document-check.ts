import { parseBirthCertificateNumber, parseBirthCertificateSeries } from '../../../shared/identifiers/index.js';
import type { Checking } from './checking.js';
import { yearsBetween } from './typed-date.js';

/** Whose document it is, and which it may be. */
export interface DocumentHolder {
  readonly kind: string;
  /** Null when it is not known. */
  readonly birthDate: string | null;
  readonly today: string;
}

/** Series, number and date of a birth certificate, a passport or a foreign document, by the rules of its kind (EN-2). */
export function checkIdentityDocument(check: Checking, at: string, { kind, birthDate: born, today }: DocumentHolder): void {
  const series = kind === 'foreign' ? check.text(`${at}/series`) : check.required(`${at}/series`);
  const number = check.required(`${at}/number`);
  if (kind === 'birth_certificate') {
    if (series !== '' && parseBirthCertificateSeries(series) === null) check.wrong(`${at}/series`, 'enrollment.certificate_series');
    if (number !== '' && parseBirthCertificateNumber(number) === null) check.wrong(`${at}/number`, 'enrollment.certificate_number');
  }
  if (kind === 'passport') {
    if (series !== '' && !/^\d{4}$/.test(series.replace(/\s/g, ''))) check.wrong(`${at}/series`, 'enrollment.passport_series');
    if (number !== '' && !/^\d{6}$/.test(number.replace(/[\s№]/g, ''))) check.wrong(`${at}/number`, 'enrollment.passport_number');
    if (born !== null && yearsBetween(born, today) < 14) check.wrong(`${at}/kind`, 'enrollment.passport_from_14');
  }
  if (kind === 'foreign' && number !== '' && !/^[\p{L}\d][\p{L}\d\s/.-]{0,29}$/u.test(number)) check.wrong(`${at}/number`, 'enrollment.document_number');
  const issued = check.pastDate(`${at}/issuedOn`, today);
  if (issued !== null && born !== null && issued < born) check.wrong(`${at}/issuedOn`, 'enrollment.issued_before_birth');
  else if (issued !== null && born !== null && kind === 'passport' && yearsBetween(born, today) >= 14 && yearsBetween(born, issued) < 14) check.wrong(`${at}/issuedOn`, 'enrollment.passport_issued_before_14');
}
