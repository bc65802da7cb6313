import { reasonWords, type Words } from './reasons.js';
import type { Act, RequestStatus } from './workflow.js';

type Locale = keyof Words;

/** What an act adds to its line of the history. */
export interface HistoryDetails {
  readonly reasonCode?: string;
  readonly message?: string | null;
  readonly missing?: readonly string[];
  /** Who it was handed to. */
  readonly assigneeName?: string;
  /** Staff did it for the applicant, from paper. */
  readonly onPaper?: true;
  /** The due date the act gave, `YYYY-MM-DD`. */
  readonly dueOn?: string;
}

/** Names of the statuses (EN-5). */
export const STATUS_WORDS: Readonly<Record<RequestStatus, Words>> = {
  draft: { ru: 'черновик', en: 'draft' },
  submitted: { ru: 'отправлено', en: 'submitted' },
  accepted: { ru: 'принято', en: 'accepted' },
  in_review: { ru: 'на проверке', en: 'in review' },
  awaiting_applicant: { ru: 'нужно уточнение', en: 'waiting for the applicant' },
  approved: { ru: 'одобрено', en: 'approved' },
  rejected: { ru: 'отклонено', en: 'rejected' },
  withdrawn: { ru: 'отозвано', en: 'withdrawn' },
};

const ACT_WORDS: Readonly<Record<Act, Words>> = {
  'patch': { ru: 'Заявление исправлено', en: 'The request was changed' },
  'submit': { ru: 'Заявление отправлено', en: 'The request was sent' },
  'accept': { ru: 'Заявление принято', en: 'The request was accepted' },
  'receive': { ru: 'Заявление принесено лично и принято', en: 'The request was brought in person and accepted' },
  'start-review': { ru: 'Начата проверка', en: 'The review began' },
  'ask-applicant': { ru: 'Запрошено уточнение', en: 'More was asked for' },
  'reply': { ru: 'Заявитель ответил', en: 'The applicant replied' },
  'extend': { ru: 'Срок продлён', en: 'The term was extended' },
  'endorse': { ru: 'Заявление согласовано и передано на подтверждение', en: 'The request was endorsed and passed on to be confirmed' },
  'approve': { ru: 'Заявление одобрено', en: 'The request was approved' },
  'reject': { ru: 'Заявление отклонено', en: 'The request was rejected' },
  'withdraw': { ru: 'Заявление отозвано', en: 'The request was withdrawn' },
  'resubmit': { ru: 'Заявление отправлено снова', en: 'The request was sent again' },
  'assign': { ru: 'Назначен ответственный', en: 'Somebody was made responsible' },
  'expire': { ru: 'Заявление закрыто', en: 'The request was closed' },
  'give-place': { ru: 'Место предоставлено', en: 'A place was given' },
  'release': { ru: 'Школа освободила место', en: 'The school freed the place' },
  'give-up': { ru: 'Заявитель отказался от места', en: 'The applicant gave the place up' },
  'ask-support': { ru: 'Заявитель попросил поддержку разобраться', en: 'The applicant asked support to look into it' },
  'mend-contact': { ru: 'Исправлены контакты заявителя', en: "The applicant's contacts were mended" },
  'hand-over': { ru: 'Вручено заявителю на бумаге', en: 'Handed over to the applicant on paper' },
  'deliver': { ru: 'Документ готов', en: 'The document is ready' },
  'recount': { ru: 'Срок пересчитан по рабочему календарю', en: 'The term was counted again by the working calendar' },
};

const POSITION_WORDS: Readonly<Record<string, Words>> = {
  applicant: { ru: 'заявитель', en: 'applicant' },
  system: { ru: 'система', en: 'system' },
  secretary: { ru: 'секретарь', en: 'secretary' },
  school_admin: { ru: 'администратор школы', en: 'school administrator' },
  director: { ru: 'директор', en: 'director' },
  regional_coordinator: { ru: 'региональный координатор', en: 'regional coordinator' },
  support_agent: { ru: 'сотрудник поддержки', en: 'support agent' },
  system_admin: { ru: 'администратор системы', en: 'system administrator' },
};

export function positionWords(position: string, locale: Locale): string {
  return POSITION_WORDS[position]?.[locale] ?? position;
}

/** One line of the history (EN-7). */
export function describe(act: Act, details: HistoryDetails, locale: Locale): string {
  const due = details.dueOn === undefined ? null : { ru: `срок до ${russianDate(details.dueOn)}`, en: `due on ${details.dueOn}` }[locale];
  const parts = [
    details.onPaper === undefined ? null : { ru: 'внесено сотрудником с бумажного заявления', en: 'entered by staff from a paper application' }[locale],
    details.assigneeName,
    details.reasonCode === undefined ? null : trimStop(reasonWords(details.reasonCode)?.[locale] ?? details.reasonCode),
    details.missing === undefined || details.missing.length === 0 ? null : details.missing.join(', '),
    details.message,
    due,
  ].filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.length === 0 ? ACT_WORDS[act][locale] : `${ACT_WORDS[act][locale]}: ${parts.join('; ')}`;
}

/** `2026-11-22` → `22.11.2026`. */
export function russianDate(date: string): string {
  return date.split('-').reverse().join('.');
}

function trimStop(text: string): string {
  return text.replace(/\.$/, '');
}
