import type { Words } from '../codes/one-time-codes.js';

export function loginReminder(locale: 'ru' | 'en', login: string | null): Words {
  if (locale === 'ru') {
    const text = login === null ? 'Логина у вас нет: входите по телефону, почте или СНИЛС.' : `Ваш логин: ${login}`;
    return { subject: 'Ваш логин в School Cabinet', text };
  }
  const text = login === null ? 'You have no login name: sign in by phone, e-mail or SNILS.' : `Your login name: ${login}`;
  return { subject: 'Your login name at School Cabinet', text };
}

/** To the contacts of an account whose second factors staff took away. */
export function factorsReset(locale: 'ru' | 'en'): Words {
  return locale === 'ru'
    ? { subject: 'Второй фактор входа сброшен', text: 'School Cabinet: второй фактор входа сброшен по документу. Не вы? Сообщите в школу.' }
    : { subject: 'Your second factors were reset', text: 'School Cabinet: your second factors were reset. Not you? Tell your school.' };
}

/** To the contacts an account had when staff issued a transit password. */
export function transitIssued(locale: 'ru' | 'en'): Words {
  return locale === 'ru'
    ? { subject: 'Школа выдала временный пароль', text: 'School Cabinet: выдан временный пароль. Не вы? Сообщите в школу.' }
    : { subject: 'Your school issued a temporary password', text: 'School Cabinet: a temporary password was issued. Not you? Tell your school.' };
}
