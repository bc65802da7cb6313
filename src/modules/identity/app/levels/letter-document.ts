import { DateTime } from 'luxon';
import type { Locale } from '../../../../platform/i18n/index.js';
import { renderPdf } from '../../../../platform/pdf/index.js';
import { displayName, type PersonName } from '../../../../shared/identifiers/index.js';

interface LetterFacts {
  readonly name: PersonName;
  readonly address: string;
  readonly code: string;
  readonly expiresAt: Date;
  readonly at: Date;
}

const WORDS = {
  ru: {
    title: 'Подтверждение учётной записи', to: 'Вручить лично адресату по паспорту',
    body: 'Вы заказали код, которым подтверждается ваша учётная запись в School Cabinet. Войдите, откройте «Профиль» → «Уровень учётной записи» → «Код из письма» и введите:',
    until: (day: string) => `Код действует до ${day}, один раз. Никому его не называйте.`,
    else: 'Если вы не заказывали это письмо, ничего не делайте и уничтожьте его.',
  },
  en: {
    title: 'Confirmation of your account', to: 'To be handed over in person, against a passport',
    body: 'You ordered a code that confirms your School Cabinet account. Sign in, open Profile → Account level → Code from a letter, and enter:',
    until: (day: string) => `The code works until ${day}, and once. Tell nobody.`,
    else: 'If you did not order this letter, do nothing and destroy it.',
  },
} as const;

/** The letter as it is put into the envelope. */
export function letterDocument({ name, address, code, expiresAt, at }: LetterFacts, locale: Locale): Promise<Buffer> {
  const words = WORDS[locale];
  const day = DateTime.fromJSDate(expiresAt, { zone: 'Europe/Moscow' }).toFormat('dd.MM.yyyy');
  return renderPdf({
    title: words.title, at, language: locale,
    content: [
      { text: displayName(name), bold: true }, { text: address, margin: [0, 0, 0, 4] }, { text: words.to, style: 'note', margin: [0, 0, 0, 40] },
      { text: words.title, style: 'title' }, words.body,
      { text: `${code.slice(0, 5)}-${code.slice(5)}`, fontSize: 24, bold: true, alignment: 'center', margin: [0, 20, 0, 20] },
      words.until(day), { text: words.else, margin: [0, 8, 0, 0] },
    ],
  });
}
