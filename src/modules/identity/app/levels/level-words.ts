import type { Locale } from '../../../../platform/i18n/index.js';
import type { ConfirmationMethod } from '../../../../shared/confirmation-method.js';
import { fillIn } from '../../../../shared/domain-error.js';
import type { AccountLevel, StandardField } from '../../domain/levels/account-level.js';
import type { ConfirmationWay } from './confirmation-ways.js';

type Words = Readonly<Record<Locale, string>>;

export const LEVEL_WORDS: Readonly<Record<AccountLevel, Words>> = {
  simplified: { ru: 'Упрощённая', en: 'Simplified' },
  standard: { ru: 'Стандартная', en: 'Standard' },
  confirmed: { ru: 'Подтверждённая', en: 'Confirmed' },
};

export const CLOSED_WORDS: Readonly<Record<'diary', Words>> = {
  diary: {
    ru: 'Дневник закрыт: с 14 лет для него нужна подтверждённая учётная запись. Уведомления об отметках и заданиях тоже ждут подтверждения.',
    en: 'The diary is closed: from the age of 14 it needs a confirmed account. Notices of marks and homework wait for it, too.',
  },
};

export const MISSING_WORDS: Readonly<Record<StandardField, Words>> = {
  birthDate: { ru: 'Не указана дата рождения.', en: 'The birth date is missing.' },
  snils: { ru: 'Не указан СНИЛС.', en: 'The SNILS is missing.' },
  document: { ru: 'Не указан паспорт.', en: 'The passport is missing.' },
};

/** `{title}` is the portal's or bank's. */
export const METHOD_WORDS: Readonly<Record<ConfirmationMethod, Words>> = {
  portal: { ru: 'Войдите через «{title}» с подтверждённой там учётной записью и привяжите её.', en: 'Sign in through “{title}” with an account that is confirmed there, and link it.' },
  signature: { ru: 'Подпишите строку квалифицированной электронной подписью: имя и СНИЛС в сертификате должны совпасть с профилем.', en: 'Sign a line with a qualified electronic signature: name and SNILS in the certificate must equal the profile.' },
  bank: { ru: 'Войдите в «{title}»: имя и дата рождения у банка должны совпасть с профилем.', en: 'Sign in at “{title}”: name and birth date at the bank must equal the profile.' },
  post: { ru: 'Закажите письмо с кодом: его вручат лично вам, и код действует 30 дней.', en: 'Order a letter with a code: it is handed to you in person, and the code works for 30 days.' },
  school: { ru: 'Придите в школу с паспортом (ребёнок младше 14 лет — со свидетельством о рождении).', en: 'Come to the school with your passport (a child under 14: with the birth certificate).' },
  mfc: { ru: 'Придите в МФЦ с паспортом.', en: 'Come to a public service centre (МФЦ) with your passport.' },
  scan: { ru: 'Пришлите скан или фото паспорта: его посмотрит оператор.', en: 'Send a scan or photo of your passport: an operator looks at it.' },
  video: { ru: 'Пришлите скан паспорта и покажите его оператору по видеосвязи.', en: 'Send a scan of your passport and show it to an operator in a video call.' },
};

export function wayWords({ method, provider }: ConfirmationWay): Words {
  const { ru, en } = METHOD_WORDS[method];
  return { ru: fillIn(ru, { title: provider?.title.ru }), en: fillIn(en, { title: provider?.title.en }) };
}
