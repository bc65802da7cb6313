import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'auth.portal_over': {
    kind: 'unauthenticated',
    ru: 'Вход через портал прерван, уже завершён или начат в другом браузере. Начните его заново.',
    en: 'This sign-in through the portal was interrupted, is over, or began in another browser. Begin it again.',
  },
  'auth.portal_down': {
    kind: 'conflict',
    ru: 'Вход через «{portal}» временно недоступен. Войдите другим способом: по логину и паролю или через другой портал.',
    en: 'Sign-in through “{portal}” is unavailable for now. Use another way: the identifier and password, or another portal.',
  },
  'auth.portal_cancelled': { kind: 'conflict', ru: 'Вы отменили вход на портале. Можно начать заново или войти по паролю.', en: 'You cancelled the sign-in at the portal. Begin again, or sign in with the password.' },
  'auth.portal_unconfirmed': {
    kind: 'conflict',
    ru: 'Ваша учётная запись на портале не подтверждена. Подтвердите её на портале или войдите по паролю.',
    en: 'Your account at the portal is not confirmed. Confirm it there, or sign in with the password.',
  },
  'auth.portal_ours': {
    kind: 'conflict',
    ru: 'Вход через портал не удался по нашей вине: мы уже знаем об этом. Войдите пока по паролю.',
    en: 'Sign-in through the portal failed through our fault: we know of it. Sign in with the password for now.',
  },
  'auth.portal_temporary': {
    kind: 'conflict',
    ru: 'Портал сейчас не отвечает. Попробуйте через несколько минут или войдите по паролю.',
    en: 'The portal does not answer right now. Try again in some minutes, or sign in with the password.',
  },
  'auth.portal_blocked': {
    kind: 'unauthenticated',
    ru: 'Ваша учётная запись заблокирована или закрыта. Обратитесь в школу или в поддержку.',
    en: 'Your account is blocked or closed. Ask your school or the support.',
  },
  'auth.portal_weak': {
    kind: 'forbidden',
    ru: 'Этого входа на портале мало, чтобы подтвердить действие: нужен вход со вторым фактором, сделанный сейчас и той же учётной записью.',
    en: 'This sign-in at the portal is not enough to confirm the act: it must be made now, with a second factor, by the same account.',
  },
  'auth.return_to': { kind: 'invalid', ru: 'Адрес возврата должен быть путём внутри кабинета, например /diary.', en: 'The address to come back to must be a path within the cabinet, such as /diary.' },
  'identity.portal_taken': {
    kind: 'conflict',
    ru: 'Эта учётная запись портала уже связана с другой учётной записью кабинета, или ваша уже связана с другой учётной записью этого портала.',
    en: 'This account of the portal is tied to another account here, or yours is tied to another account of this portal.',
  },
  'identity.portal_mismatch': {
    kind: 'conflict',
    ru: 'Данные на портале и в вашем профиле различаются: {fields}. Исправьте их там, где они неверны, и повторите; в профиле их исправит школа.',
    en: 'The data at the portal and in your profile differ: {fields}. Have them mended where they are wrong, and try again; in the profile the school mends them.',
  },
  'identity.portal_no_snils': {
    kind: 'conflict',
    ru: 'По коду связать нельзя: СНИЛС не указан в вашей учётной записи или на портале. Войдите по паролю и свяжите учётные записи в настройках или обратитесь в школу с документом.',
    en: 'A code is not enough to link: your SNILS is missing here or at the portal. Sign in with the password and link the accounts in your settings, or go to your school with a document.',
  },
  'identity.portal_too_little': {
    kind: 'conflict',
    ru: 'Сравнивать почти нечего: на портале и в профиле должны совпадать имя и СНИЛС или дата рождения. Внесите недостающее в профиль и повторите.',
    en: 'There is too little to compare: the name, and the SNILS or the birth date, must be the same at the portal and in the profile. Fill in what is missing and try again.',
  },
  'identity.portal_number': {
    kind: 'invalid',
    ru: 'Такого номера нет или он устарел: он действует 14 дней и один раз. Пусть человек войдёт через портал снова и покажет новый.',
    en: 'There is no such number, or it is too old: it works for 14 days and once. Let the person come from the portal again and show the new one.',
  },
  'identity.portal_only_way': {
    kind: 'conflict',
    ru: 'Это ваш единственный способ войти. Сначала задайте пароль, затем отвяжите портал.',
    en: 'This is your only way in. Set a password first, then unlink the portal.',
  },
  'identity.password_needed': { kind: 'invalid', ru: 'Введите пароль от вашей учётной записи кабинета.', en: 'Enter the password of your account here.' },
});
