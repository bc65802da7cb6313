import type { FieldError } from '../../../../shared/domain-error.js';
import { type ChildDocument, type ChildDocumentKind, parsePersonInn, parseSnils, readChildDocument } from '../../../../shared/identifiers/index.js';

/** A pupil's numbers as they are typed: null takes one away, a missing one stays as it is. */
export interface TypedPapers {
  readonly snils?: string | null;
  readonly inn?: string | null;
  readonly document?: { readonly kind: ChildDocumentKind; readonly series?: string | null; readonly number: string; readonly issuedOn?: string | null } | null;
}

/** The same, checked. All of them are kept sealed and never shown again. */
export interface Papers {
  /** 11 digits. */
  readonly snils?: string | null;
  /** 12 digits. */
  readonly inn?: string | null;
  readonly document?: ChildDocument | null;
}

/** Reads what was typed, naming every wrong field. @param today of the school */
export function readPapers({ snils, inn, document }: TypedPapers, birthDate: string, today: string): { papers: Papers; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const wrong = (pointer: string, code: string) => errors.push({ pointer, code });
  const papers = {
    ...(snils === undefined ? {} : { snils: snils === null ? null : parseSnils(snils) ?? wrongNumber(() => wrong('/snils', 'snils.checksum')) }),
    ...(inn === undefined ? {} : { inn: inn === null ? null : parsePersonInn(inn) ?? wrongNumber(() => wrong('/inn', 'inn.person_checksum')) }),
    ...(document === undefined ? {} : { document: document === null ? null : readDocument(document, birthDate, today, wrong) }),
  };
  return { papers, errors };
}

function readDocument({ kind, series: typedSeries, number: typedNumber, issuedOn = null }: NonNullable<TypedPapers['document']>, birthDate: string, today: string, wrong: (pointer: string, code: string) => void): ChildDocument {
  const { series, number, faults } = readChildDocument(kind, typedSeries ?? '', typedNumber);
  for (const { part, code } of faults) wrong(`/document/${part}`, code);
  if (issuedOn !== null && (issuedOn < birthDate || issuedOn > today)) wrong('/document/issuedOn', 'document.issued_on');
  return { kind, series, number, issuedOn };
}

function wrongNumber(say: () => void): null {
  say();
  return null;
}
