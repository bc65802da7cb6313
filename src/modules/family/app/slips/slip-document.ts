import { DateTime } from 'luxon';
import type { Locale } from '../../../../platform/i18n/index.js';
import { type PdfContent, type PdfDocument, qrPicture } from '../../../../platform/pdf/index.js';
import { displayName } from '../../../../shared/identifiers/index.js';
import type { PrintedLogin, Slip, SlipPart } from '../../slips.contracts.js';

export interface SlipFacts {
  readonly slips: readonly Slip[];
  readonly school: { readonly name: string; readonly zone: string };
  readonly entryUrl: string;
  readonly at: Date;
  /** When the codes end; null: there are none. */
  readonly expiresAt: Date | null;
}

const WORDS = {
  title: { ru: 'Листки для семей', en: 'Slips for families' },
  codes: { ru: 'Код для родителя', en: 'Code for a parent' },
  login: { ru: 'Логин ученика', en: "The pupil's login" },
  guardian: { ru: 'Родитель', en: 'Parent' },
  guardianLogin: { ru: 'Логин родителя', en: "The parent's login" },
  password: { ru: 'временный пароль', en: 'temporary password' },
  untilWhen: { ru: 'Код действует до', en: 'A code works until' },
  one: { ru: 'один раз и для одного взрослого', en: 'once, for one adult' },
  how: {
    // the same whether or not there is an account
    ru: 'Войдите в свою учётную запись, а если её нет — по логину с листка или зарегистрируйтесь, затем введите код в разделе «Дети».',
    en: 'Sign in to your account or, if you have none, by the login on the slip, or register; then enter the code under Children.',
  },
  transit: {
    ru: 'Временный пароль заменяется при первом входе; понадобятся свои телефон и почта.',
    en: 'The temporary password is replaced at the first sign-in; a phone and an e-mail of one’s own are needed.',
  },
  secret: { ru: 'Никому не передавайте листок и не фотографируйте его.', en: 'Give this slip to nobody, and take no pictures of it.' },
} as const satisfies Record<string, Record<Locale, string>>;

const QR = 'entry';

/** Slips on A4, a family each, parted by lines to cut along (SC-10). */
export function slipDocument({ slips, school, entryUrl, at, expiresAt }: SlipFacts, locale: Locale): PdfDocument {
  return {
    title: `${WORDS.title[locale]}. ${school.name}`, at, language: locale, margins: [36, 28, 36, 28],
    images: { [QR]: qrPicture(entryUrl) },
    content: slips.map((slip) => ({
      table: { widths: ['*'], dontBreakRows: true, body: [[slipContent(slip, { school, entryUrl, expiresAt }, locale)]] },
      layout: 'cutLine',
    })),
  };
}

function slipContent(slip: Slip, { school, entryUrl, expiresAt }: Pick<SlipFacts, 'school' | 'entryUrl' | 'expiresAt'>, locale: Locale): PdfContent {
  const notes = [
    ...(expiresAt === null ? [] : [`${WORDS.untilWhen[locale]} ${moment(expiresAt, school.zone, locale)}, ${WORDS.one[locale]}. ${WORDS.how[locale]}`]),
    ...(slip.guardians.length > 0 || slip.parts.some(({ login }) => login !== null) ? [WORDS.transit[locale]] : []),
    WORDS.secret[locale],
  ].join(' ');
  return {
    columns: [
      { width: '*', stack: [{ text: school.name, style: 'note' }, ...slip.parts.flatMap((part) => partContent(part, locale)), ...slip.guardians.flatMap((guardian) => guardianContent(guardian, locale)), { text: notes, fontSize: 7.5, color: '#555555', margin: [0, 4, 0, 0] }] },
      { width: 100, stack: [{ image: QR, fit: [70, 70], alignment: 'right' }, { text: new URL(entryUrl).host, fontSize: 7.5, color: '#555555', alignment: 'right' }] },
    ],
    columnGap: 10,
  };
}

function partContent({ recipient, codes, login }: SlipPart, locale: Locale): PdfContent[] {
  const who = [displayName(recipient.name), recipient.schoolClass?.name].filter((part) => part !== undefined).join(', ');
  return [
    { text: who, bold: true, fontSize: 11, margin: [0, 2, 0, 1] },
    ...codes.map((code) => ({ text: [`${WORDS.codes[locale]}: `, { text: code, bold: true, fontSize: 12 }] })),
    ...(login === null ? [] : [loginContent(WORDS.login[locale], login, locale)]),
  ];
}

/** The name on a line of its own: a password is not to be broken over two. */
function guardianContent(guardian: Slip['guardians'][number], locale: Locale): PdfContent[] {
  return [{ text: `${WORDS.guardian[locale]}: ${displayName(guardian.name)}`, margin: [0, 3, 0, 0] }, loginContent(WORDS.guardianLogin[locale], guardian, locale)];
}

function loginContent(whose: string, { login, password }: PrintedLogin, locale: Locale): PdfContent {
  return { text: [`${whose}: `, { text: login, bold: true, fontSize: 11 }, `, ${WORDS.password[locale]}: `, { text: password, bold: true, fontSize: 11 }] };
}

function moment(instant: Date, zone: string, locale: Locale): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat(locale === 'ru' ? 'dd.MM.yyyy HH:mm' : 'yyyy-MM-dd HH:mm');
}
