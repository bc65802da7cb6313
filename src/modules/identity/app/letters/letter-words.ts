import type { Words } from '../codes/one-time-codes.js';

/** What a newcomer gets: the only place a transit password ever stands in. */
export function loginLetter(locale: 'ru' | 'en', channel: 'sms' | 'email', { login, password, url }: { login: string; password: string; url: string }): Words {
  if (channel === 'sms') {
    // Two parts in UCS-2 at most.
    const text = locale === 'ru' ? `Логин ${login}, временный пароль ${password}. Никому его не говорите.` : `Login ${login}, transit password ${password}. Tell nobody.`;
    return { subject: '', text };
  }
  return locale === 'ru'
    ? {
      subject: 'Ваша учётная запись',
      text: `Для вас создана учётная запись в School Cabinet.\n\nЛогин: ${login}\nВременный пароль: ${password}\n\n`
        + `При первом входе вы замените пароль и подтвердите контакты. Вход: ${url}\nЕсли вам приходило такое письмо раньше, пароль из него больше не действует.\n`
        + 'Никому не передавайте пароль: никто, кроме вас, его не знает.',
    }
    : {
      subject: 'Your account',
      text: `An account at School Cabinet was made for you.\n\nLogin: ${login}\nTransit password: ${password}\n\n`
        + `At the first sign-in you replace the password and prove your contacts. Sign in at ${url}\nIf such a letter came before, the password in it does not work any more.\n`
        + 'Give the password to nobody: nobody else knows it.',
    };
}
