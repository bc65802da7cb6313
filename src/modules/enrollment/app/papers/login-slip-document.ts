import type { PdfDocument } from '../../../../platform/pdf/index.js';
import type { Words } from '../../domain/reasons.js';

/** Everything a slip says. */
export interface LoginSlip {
  readonly school: string;
  readonly applicant: string;
  readonly login: string;
  readonly password: string;
  readonly entryUrl: string;
  readonly at: Date;
}

const WORDS = {
  title: { ru: 'Вход в Школьный кабинет', en: 'How to enter School Cabinet' },
  login: { ru: 'Логин', en: 'Login' },
  password: { ru: 'Временный пароль', en: 'Temporary password' },
  how: {
    ru: 'Временный пароль заменяется при первом входе; понадобятся свои телефон и почта. Если их нет, школа напечатает всё, что решит по заявлению.',
    en: 'The temporary password is replaced at the first sign-in; a phone and an e-mail of one’s own are needed. Without them the school prints whatever it decides on the request.',
  },
  secret: { ru: 'Никому не передавайте листок и не фотографируйте его.', en: 'Give this slip to nobody, and take no pictures of it.' },
} as const satisfies Record<string, Words>;

/** A slip to be handed over to an applicant without contacts (EN-14). */
export function loginSlipDocument({ school, applicant, login, password, entryUrl, at }: LoginSlip, locale: keyof Words): PdfDocument {
  return {
    title: WORDS.title[locale], at, language: locale,
    content: [
      { text: school, style: 'note' },
      { text: WORDS.title[locale], style: 'heading' },
      { text: applicant, bold: true },
      { columns: [
        { width: '*', stack: [
          { text: [`${WORDS.login[locale]}: `, { text: login, bold: true, fontSize: 13 }] },
          { text: [`${WORDS.password[locale]}: `, { text: password, bold: true, fontSize: 13 }] },
          { text: new URL(entryUrl).host },
        ] },
        { width: 80, qr: entryUrl, fit: 72 },
      ] },
      { text: `${WORDS.how[locale]} ${WORDS.secret[locale]}`, style: 'note' },
    ],
  };
}
