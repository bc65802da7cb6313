import type { PdfContent, PdfDocument } from '../../../../platform/pdf/index.js';
import { attachedDocuments, attachmentWords } from '../../domain/attachments.js';
import { valueAt, type TypedForm } from '../../domain/form.js';
import type { Words } from '../../domain/reasons.js';
import type { OnPaper, PrintedLine } from '../../kinds/kind.js';

type Locale = keyof Words;

/** What a printed form says; without `filled` it is a blank one. */
export interface PrintedForm {
  readonly title: Words;
  readonly paper: OnPaper;
  /** To whose director, by name where it is known. Null: to be written by hand. */
  readonly school: string | null;
  readonly at: Date;
  readonly filled: { readonly applicant: string; readonly form: TypedForm; readonly number: string | null; readonly code: string | null } | null;
}

const WORDS = {
  to: { ru: 'Директору', en: 'To the director of' },
  from: { ru: 'от', en: 'from' },
  contacts: { ru: 'телефон, e-mail', en: 'telephone, e-mail' },
  request: { ru: 'Заявление', en: 'Application' },
  ask: { ru: 'Прошу', en: 'I ask you' },
  documents: { ru: 'Приложенные документы', en: 'Documents attached' },
  consent: { ru: 'Согласие на обработку персональных данных ребёнка', en: "Consent to the processing of the child's personal data" },
  given: { ru: 'дано', en: 'given' },
  date: { ru: 'Дата', en: 'Date' },
  signature: { ru: 'Подпись', en: 'Signature' },
  draft: { ru: 'Черновик: заявление ещё не отправлено, номера нет.', en: 'A draft: it was not sent yet and has no number.' },
  bring: { ru: 'Школа принимает заявление по этому номеру или QR-коду.', en: 'The school accepts the request by this number or QR code.' },
} as const satisfies Record<string, Words>;

const BY_HAND = '_'.repeat(32);

/** A request on paper, addressed to the director (EN-14). */
export function requestFormDocument({ title, paper, school, at, filled }: PrintedForm, locale: Locale): PdfDocument {
  const word = (key: keyof typeof WORDS): string => WORDS[key][locale];
  const documents = filled === null ? [] : attachedDocuments(filled.form).map(({ type }) => attachmentWords(type)[locale]);
  const lines = paper.lines.map((line) => [line.label[locale], filled === null ? '' : printed(line, filled.form, locale)] as const);
  const consent = filled !== null && valueAt(filled.form, '/consent/given') === true ? word('given') : '';
  return {
    title: `${word('request')}: ${title[locale]}${filled?.number == null ? '' : ` ${filled.number}`}`, at, language: locale, footer: filled?.number ?? undefined,
    content: [
      { margin: [220, 0, 0, 12], stack: [
        `${word('to')} ${school ?? BY_HAND}`, `${word('from')} ${filled?.applicant ?? BY_HAND}`,
        ...(filled === null ? [`${word('contacts')}: ${BY_HAND}`] : []),
      ] },
      { text: word('request'), style: 'title', alignment: 'center' },
      { text: title[locale], alignment: 'center', margin: [0, 0, 0, 8] },
      `${word('ask')} ${paper.asks[locale]}`,
      table([...lines, ...(paper.consent === true ? [[word('consent'), consent] as const] : [])]),
      ...(documents.length === 0 ? [] : [{ text: word('documents'), style: 'heading' }, { ol: documents }]),
      { margin: [0, 20, 0, 12], columns: [`${word('date')} ${'_'.repeat(16)}`, `${word('signature')} ${'_'.repeat(16)}`] },
      ...(filled === null ? [] : below(filled, word)),
    ],
  };
}

function below({ number, code }: NonNullable<PrintedForm['filled']>, word: (key: 'draft' | 'bring') => string): PdfContent[] {
  if (number === null || code === null) return [{ text: word('draft'), style: 'note' }];
  return [{ columns: [
    { width: 80, qr: `${number} ${code}`, fit: 72 },
    { width: '*', stack: [{ text: number, fontSize: 14, bold: true }, { text: word('bring'), style: 'note' }] },
  ] }];
}

/** As typed: codes of choices in words. */
function printed({ pointer, choices }: PrintedLine, form: TypedForm, locale: Locale): string {
  const value = valueAt(form, pointer);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return choices !== undefined && Object.hasOwn(choices, text) ? choices[text]![locale] : text;
}

function table(rows: readonly (readonly [string, string])[]): PdfContent {
  return { table: { widths: [190, '*'], body: rows.map(([name, value]) => [{ text: name, color: '#555555' }, value === '' ? ' ' : value]) }, layout: 'lightHorizontalLines', margin: [0, 6, 0, 6] };
}
