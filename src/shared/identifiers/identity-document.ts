import { parseBirthCertificateNumber, parseBirthCertificateSeries } from './birth-certificate.js';

/** By which a child is identified. */
export const CHILD_DOCUMENT_KINDS = ['birth_certificate', 'passport', 'foreign'] as const;
export type ChildDocumentKind = (typeof CHILD_DOCUMENT_KINDS)[number];

/** A child's identity document as it is kept and compared. */
export interface ChildDocument {
  readonly kind: ChildDocumentKind;
  /** `IV-АН` or four digits; null where a foreign document has none. */
  readonly series: string | null;
  readonly number: string;
  /** `YYYY-MM-DD`; null when it is not known. */
  readonly issuedOn: string | null;
}

/** What is wrong with a document, by its part. */
export interface DocumentFault {
  readonly part: 'series' | 'number';
  /** `document.…`, with words of its own. */
  readonly code: string;
}

/**
 * Series and number as printed, by the rules of the kind (domain rules, Identifiers): `4-AH` is `IV-АН`, `45 09` is `4509`; a foreign
 * number is kept in capitals. With a fault the part stays as typed.
 */
export function readChildDocument(kind: ChildDocumentKind, typedSeries: string, typedNumber: string): { series: string | null; number: string; faults: DocumentFault[] } {
  const [series, number] = [typedSeries.trim(), typedNumber.trim()];
  const faults: DocumentFault[] = [];
  const kept = (part: DocumentFault['part'], read: string | null, typed: string, code: string): string => {
    if (read === null) faults.push({ part, code });
    return read ?? typed;
  };
  if (kind === 'birth_certificate') {
    return {
      series: kept('series', parseBirthCertificateSeries(series), series, 'document.certificate_series'),
      number: kept('number', parseBirthCertificateNumber(number), number, 'document.certificate_number'), faults,
    };
  }
  if (kind === 'passport') {
    return {
      series: kept('series', matching(/^\d{4}$/, series.replace(/\s/g, '')), series, 'document.passport_series'),
      number: kept('number', matching(/^\d{6}$/, number.replace(/[\s№]/g, '')), number, 'document.passport_number'), faults,
    };
  }
  const foreign = number.toUpperCase().replace(/\s+/g, ' ');
  return { series: series === '' ? null : series.toUpperCase(), number: kept('number', matching(/^[\p{L}\d][\p{L}\d\s/.-]{0,29}$/u, foreign), number, 'document.foreign_number'), faults };
}

/** What two documents are told apart by. */
export function childDocumentKey({ kind, series, number }: Omit<ChildDocument, 'issuedOn'>): string {
  return `${kind}|${(series ?? '').toUpperCase()}|${number.toUpperCase()}`;
}

const matching = (pattern: RegExp, text: string): string | null => (pattern.test(text) ? text : null);
