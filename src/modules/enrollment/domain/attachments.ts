import { isForm, type TypedForm } from './form.js';
import type { Words } from './reasons.js';

const OF_A_PUPIL = {
  birth_certificate: { ru: 'Свидетельство о рождении', en: 'Birth certificate' },
  identity_document: { ru: 'Документ ребёнка', en: "Child's document" },
  school_certificate: { ru: 'Справка из школы', en: 'Certificate from the school' },
  consent: { ru: 'Согласие родителя', en: "Parent's consent" },
  application: { ru: 'Скан заявления от руки', en: 'Scan of a handwritten application' },
  other: { ru: 'Другой документ', en: 'Another document' },
} as const satisfies Record<string, Words>;

/** What a file of a request can be (EN-2, SC-3). */
export const ATTACHMENT_WORDS = {
  ...OF_A_PUPIL,
  appointment_order: { ru: 'Приказ о назначении', en: 'Order of appointment' },
  powers_certificate: { ru: 'Документ о полномочиях', en: 'Certificate of powers' },
  service_contract: { ru: 'Договор об обслуживании', en: 'Service contract' },
  official_letter: { ru: 'Официальное письмо', en: 'Official letter' },
} as const satisfies Record<string, Words>;
export type AttachmentType = keyof typeof ATTACHMENT_WORDS;

/** What a family attaches. */
export const ATTACHMENT_TYPES = Object.keys(OF_A_PUPIL);

export function attachmentWords(type: string): Words {
  return Object.hasOwn(ATTACHMENT_WORDS, type) ? ATTACHMENT_WORDS[type as keyof typeof ATTACHMENT_WORDS] : ATTACHMENT_WORDS.other;
}

/** The files a form names in `documents`, with what each is. */
export function attachedDocuments(form: TypedForm): { readonly type: string; readonly fileId: string }[] {
  const documents = form['documents'];
  if (!Array.isArray(documents)) return [];
  return documents.filter(isForm).map((document) => ({ type: String(document['type'] ?? ''), fileId: String(document['fileId'] ?? '') }));
}
