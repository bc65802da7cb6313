import { displayName } from '../../../shared/identifiers/index.js';
import type { PdfContent, PdfDocument } from '../../../platform/pdf/index.js';
import type { Pupil, School } from '../../schools/index.js';
import { DOCUMENT_WORDS, type DocumentType } from '../domain/document-check.js';
import { russianDate } from '../domain/words.js';

/** Everything a plain document says. */
export interface DocumentFacts {
  readonly type: DocumentType;
  readonly number: string;
  /** When it was approved, and that day at the school. */
  readonly at: Date;
  readonly on: string;
  readonly school: School;
  readonly pupil: Pupil;
  readonly purpose: string;
  readonly text: string | null;
  readonly signedBy: string;
  readonly code: string;
}

/** A plain document of a school: the official ones of RE-6 take its place when they exist. In Russian, as it is shown in Russia. */
export function documentPdf({ type, number, at, on, school, pupil, purpose, text, signedBy, code }: DocumentFacts): PdfDocument {
  const title = DOCUMENT_WORDS[type].ru;
  const about = `${displayName(pupil.name)}, дата рождения ${russianDate(pupil.birthDate)}`;
  const inClass = pupil.schoolClass === null ? '' : `, ${pupil.schoolClass.name} класс`;
  const body: PdfContent[] = type === 'study_certificate'
    ? [`Дана в том, что ${about}, обучается: ${school.name}${inClass}.`]
    : [`${about}; ${school.name}${inClass}.`];
  return {
    title: `${title} ${number}`, at, language: 'ru', footer: number,
    content: [
      { text: school.name, style: 'heading' },
      { text: title, style: 'title' },
      { text: `№ ${number} от ${russianDate(on)}`, style: 'note' },
      ...body,
      ...(text === null ? [] : text.split('\n').map((line) => ({ text: line }))),
      { text: `Выдан(а) для предъявления: ${purpose}.` },
      { text: `Подписал(а): ${signedBy}`, style: 'heading' },
      { columns: [
        { width: 80, qr: `${number} ${code}`, fit: 72 },
        { width: '*', stack: [{ text: code, fontSize: 14, bold: true }, { text: 'По номеру и коду проверки можно убедиться, что документ выдан школой.', style: 'note' }] },
      ] },
    ],
  };
}
