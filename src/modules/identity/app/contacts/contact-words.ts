import type { Words } from '../codes/one-time-codes.js';

/** What goes to a contact that was replaced: no names, nothing of the new one. */
export function contactReplaced(locale: 'ru' | 'en'): Words {
  return locale === 'ru'
    ? { subject: 'Контакт учётной записи заменён', text: 'Этот контакт больше не привязан к School Cabinet. Не вы? Напишите в школу.' }
    : { subject: 'A contact of your account was replaced', text: 'This contact is no longer of School Cabinet. Not you? Ask your school.' };
}
