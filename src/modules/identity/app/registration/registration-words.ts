import type { Words } from '../codes/one-time-codes.js';

/** To a phone or address somebody tried to register with, though an account has it already. */
export function accountExists(locale: 'ru' | 'en'): Words {
  return locale === 'ru'
    ? { subject: 'У вас уже есть учётная запись', text: 'У вас уже есть учётная запись School Cabinet. Войдите или восстановите доступ.' }
    : { subject: 'You already have an account', text: 'You already have a School Cabinet account. Sign in or recover access.' };
}

export function proveEmail(locale: 'ru' | 'en', link: string): Words {
  return locale === 'ru'
    ? { subject: 'Подтвердите адрес почты', text: `Чтобы подтвердить адрес, откройте ссылку и нажмите кнопку:\n\n${link}\n\nСсылка действует трое суток. Если вы не регистрировались, ничего не делайте.` }
    : { subject: 'Confirm your e-mail address', text: `To confirm the address, open the link and press the button:\n\n${link}\n\nThe link works for three days. If you did not register, do nothing.` };
}
