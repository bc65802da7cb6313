import { DateTime } from 'luxon';
import type { PdfContent, PdfDocument } from '../../../../platform/pdf/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import { attachedDocuments, attachmentWords } from '../../domain/attachments.js';
import { applicantName } from '../../domain/paper.js';
import { reasonWords, type Words } from '../../domain/reasons.js';
import { russianDate, STATUS_WORDS } from '../../domain/words.js';
import type { SummaryLine } from '../../kinds/kind.js';
import type { ShownRequest } from '../requests.query.js';

type Locale = keyof Words;

/** Everything a receipt says (EN-4). */
export interface ReceiptFacts {
  readonly shown: ShownRequest;
  readonly number: string;
  readonly submittedAt: Date;
  readonly title: Words;
  /** What the request is about, as its kind says it. */
  readonly summary: readonly SummaryLine[];
  readonly zone: string;
  readonly school: string | null;
  readonly code: string;
}

const WORDS = {
  title: { ru: 'Расписка в получении заявления', en: 'Receipt of a request' },
  number: { ru: 'Номер', en: 'Number' },
  kind: { ru: 'Вид заявления', en: 'Kind' },
  submitted: { ru: 'Получено', en: 'Received' },
  again: { ru: 'подано повторно, раз', en: 'sent again, time no.' },
  school: { ru: 'Школа', en: 'School' },
  applicant: { ru: 'Заявитель', en: 'Applicant' },
  schoolClass: { ru: 'Класс', en: 'Class' },
  due: { ru: 'Ответ до (включительно)', en: 'Answer due on' },
  provisional: { ru: 'предварительно: календарь года ещё не утверждён', en: 'provisional: the working calendar of that year is not settled' },
  status: { ru: 'Состояние', en: 'Status' },
  documents: { ru: 'Приложенные документы', en: 'Documents attached' },
  none: { ru: 'Документы не приложены.', en: 'No documents.' },
  decision: { ru: 'Решение', en: 'Decision' },
  decided: { ru: 'Принято', en: 'Decided' },
  decidedBy: { ru: 'Кто решил', en: 'Decided by' },
  reason: { ru: 'Основание', en: 'Ground' },
  message: { ru: 'Сообщение школы', en: "School's message" },
  system: { ru: 'система, по истечении срока', en: 'the system, when the term ended' },
  code: { ru: 'Код проверки', en: 'Verification code' },
  check: {
    ru: 'По номеру и коду проверки любой может узнать состояние заявления и время; других сведений проверка не открывает.',
    en: 'With the number and the verification code anybody can learn the status and its time, and nothing else.',
  },
} as const satisfies Record<string, Words>;

/** The receipt as a document: the same request in the same state gives the same bytes. */
export function receiptDocument({ shown, number, submittedAt, title, summary, zone, school, code }: ReceiptFacts, locale: Locale): PdfDocument {
  const { request, line, files, decidedBy } = shown;
  const word = (key: keyof typeof WORDS): string => WORDS[key][locale];
  const at = (instant: Date): string => moment(instant, zone, locale);
  const { decision, round } = request;
  const documents = attachedDocuments(request.form).map(({ type, fileId }) => ({ type: attachmentWords(type)[locale], file: files.get(fileId) }));

  const about: [string, string][] = [
    [word('number'), number],
    [word('kind'), title[locale]],
    [word('submitted'), round > 1 ? `${at(submittedAt)} (${word('again')} ${round})` : at(submittedAt)],
    ...(school === null ? [] : [[word('school'), school] satisfies [string, string]]),
    [word('applicant'), displayName(applicantName(line))],
    ...summary.map(({ label, value }) => [label[locale], typeof value === 'string' ? value : value[locale]] satisfies [string, string]),
    ...(line.className === null ? [] : [[word('schoolClass'), line.className] satisfies [string, string]]),
    [word('status'), STATUS_WORDS[request.status][locale]],
    ...(request.dueOn === null ? [] : [[word('due'), request.dueProvisional ? `${day(request.dueOn, locale)} (${word('provisional')})` : day(request.dueOn, locale)] satisfies [string, string]]),
  ];
  const ground = decision === null || decision.reasonCode === null ? null : reasonWords(decision.reasonCode)?.[locale] ?? decision.reasonCode;
  const decided: [string, string][] = decision === null ? [] : [
    [word('decision'), STATUS_WORDS[request.status][locale]],
    [word('decided'), at(decision.at)],
    [word('decidedBy'), decidedBy === null ? word('system') : displayName(decidedBy.name)],
    ...(ground === null ? [] : [[word('reason'), ground] satisfies [string, string]]),
    ...(decision.message === null ? [] : [[word('message'), decision.message] satisfies [string, string]]),
  ];

  return {
    title: `${word('title')} ${number}`,
    at: decision?.at ?? submittedAt,
    language: locale,
    footer: number,
    content: [
      { text: word('title'), style: 'title' },
      table(about),
      { text: word('documents'), style: 'heading' },
      documents.length === 0 ? word('none') : { ol: documents.map(({ type, file }) => (file === undefined ? type : `${type}: ${file.name}, ${size(file.size, locale)}`)) },
      ...(decided.length === 0 ? [] : [{ text: word('decision'), style: 'heading' }, table(decided)]),
      { text: word('code'), style: 'heading' },
      { columns: [
        { width: 80, qr: `${number} ${code}`, fit: 72 },
        { width: '*', stack: [{ text: code, fontSize: 14, bold: true }, { text: word('check'), style: 'note' }] },
      ] },
    ],
  };
}

function table(rows: readonly (readonly [string, string])[]): PdfContent {
  return { table: { widths: [150, '*'], body: rows.map(([name, value]) => [{ text: name, color: '#555555' }, value]) }, layout: 'lightHorizontalLines', margin: [0, 4, 0, 4] };
}

/** `22.11.2026 11:30 (UTC+03:00)`: the time at the school. */
function moment(instant: Date, zone: string, locale: Locale): string {
  const local = DateTime.fromJSDate(instant, { zone });
  return `${local.toFormat(locale === 'ru' ? 'dd.MM.yyyy HH:mm' : 'yyyy-MM-dd HH:mm')} (UTC${local.toFormat('ZZ')})`;
}

function day(date: string, locale: Locale): string {
  return locale === 'ru' ? russianDate(date) : date;
}

function size(bytes: number, locale: Locale): string {
  if (bytes < 1024) return `${bytes} ${{ ru: 'Б', en: 'B' }[locale]}`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, { ru: 'КБ', en: 'KB' }] : [bytes / (1024 * 1024), { ru: 'МБ', en: 'MB' }];
  return `${(Math.round(value * 10) / 10).toLocaleString(locale)} ${unit[locale]}`;
}
