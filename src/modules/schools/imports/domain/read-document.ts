import { type ChildDocument, type ChildDocumentKind, parseBirthCertificateSeries, readChildDocument } from '../../../../shared/identifiers/index.js';
import { parseDate } from './cells.js';
import type { Say } from './import-error.js';

const KINDS: readonly (readonly [ChildDocumentKind, RegExp])[] = [
  ['birth_certificate', /^(свид|св-во|св\.|birth)/], ['passport', /^(паспорт|passport)/], ['foreign', /^(иностр|foreign)/],
];

/** The identity document of a row, from up to four cells; null when they are all empty. A kind that is not typed is told by the series. */
export function readDocument(cell: (key: string) => string, say: Say): ChildDocument | null {
  const [kindTyped, series, number, issued] = ['documentKind', 'documentSeries', 'documentNumber', 'documentIssuedOn'].map(cell) as [string, string, string, string];
  if (series === '' && number === '') {
    if (issued !== '') say('documentNumber', 'input.required');
    return null; // the kind alone says nothing: files have it in every row
  }
  const kind = kindTyped === '' ? kindBySeries(series) : KINDS.find(([, words]) => words.test(kindTyped.toLowerCase()))?.[0] ?? null;
  if (kind === null) say('documentKind', 'imports.document_kind');
  const issuedOn = issued === '' ? null : parseDate(issued);
  if (issued !== '' && issuedOn === null) say('documentIssuedOn', 'imports.date');
  if (kind === null) return null;
  const { faults, ...read } = readChildDocument(kind, series, number);
  for (const { part, code } of faults) say(part === 'series' ? 'documentSeries' : 'documentNumber', code);
  return { kind, ...read, issuedOn };
}

function kindBySeries(series: string): ChildDocumentKind | null {
  if (parseBirthCertificateSeries(series) !== null) return 'birth_certificate';
  return /^\d{2}\s?\d{2}$/.test(series) ? 'passport' : null;
}
