import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'level.evidence_taken': {
    kind: 'conflict',
    ru: 'Этим способом уже подтверждена другая учётная запись. Войдите в неё или подтвердите эту по-другому, например в школе с документом.',
    en: 'Another account has been confirmed by this already. Sign in to that one, or confirm this one in another way, such as at the school with a document.',
  },
  'level.method_off': {
    kind: 'conflict',
    ru: 'Этот способ подтверждения сейчас не действует. Выберите другой из перечисленных в профиле.',
    en: 'This way to confirm is not in use now. Choose another of those your profile lists.',
  },
  'level.signature_over': {
    kind: 'conflict',
    ru: 'Строка для подписи устарела или уже использована. Получите новую и подпишите её.',
    en: 'The line to sign is too old or was used. Take a new one and sign it.',
  },
  'level.certificate_not_qualified': {
    kind: 'conflict',
    ru: 'В сертификате нет имени или СНИЛС владельца. Нужна квалифицированная подпись физического лица.',
    en: 'The certificate does not have its owner\'s name or SNILS. A qualified signature of a natural person is needed.',
  },
  'level.profile_incomplete': {
    kind: 'conflict',
    ru: 'В профиле не хватает данных, с которыми сравнивать. Заполните дату рождения и СНИЛС и повторите.',
    en: 'Your profile lacks what is to be compared. Fill in your birth date and SNILS, and try again.',
  },
  'level.told_too_little': {
    kind: 'conflict',
    ru: 'Банк не сообщил имя и дату рождения или не проверял вас. Разрешите ему передать эти данные или выберите другой способ.',
    en: 'The bank did not tell name and birth date, or has not identified you. Let it pass these data on, or choose another way.',
  },
  'level.data_differ': {
    kind: 'conflict',
    ru: 'Данные не совпадают с профилем: {fields}. Исправьте их там, где они неверны, и повторите.',
    en: 'The data do not equal the profile: {fields}. Have them mended where they are wrong, and try again.',
  },
  'level.letter_code': {
    kind: 'invalid',
    ru: 'Код из письма не подошёл: он действует 30 дней, один раз и с пяти попыток. Проверьте его или закажите новое письмо.',
    en: 'The code from the letter is wrong: it works for 30 days, once and within five tries. Check it, or order another letter.',
  },
  'level.letter_changed': {
    kind: 'conflict',
    ru: 'Имя или дата рождения в профиле изменились с тех пор, как письмо заказали. Закажите новое.',
    en: 'The name or birth date of the profile has changed since the letter was ordered. Order another one.',
  },
  'level.review_open': {
    kind: 'conflict',
    ru: 'Ваши сканы уже на проверке. Дождитесь ответа или отзовите их и отправьте новые.',
    en: 'Your scans are under review already. Wait for the answer, or withdraw them and send others.',
  },
  'level.review_over': { kind: 'conflict', ru: 'По этой проверке уже есть решение.', en: 'This review has been decided already.' },
  'level.call_first': {
    kind: 'conflict',
    ru: 'Здесь нужен видеозвонок: сначала назначьте его.',
    en: 'This one needs a video call: arrange it first.',
  },
  'level.call_past': { kind: 'invalid', ru: 'Время звонка уже прошло.', en: 'The time of the call is past.' },
  'level.withdrawn_already': { kind: 'conflict', ru: 'Этот способ уже отозван.', en: 'This method has been withdrawn already.' },
  'level.confirmation_over': { kind: 'conflict', ru: 'Это подтверждение уже не действует.', en: 'This confirmation has ended already.' },
  'level.passport_number': {
    kind: 'invalid',
    ru: 'Паспорт: серия из 4 цифр и номер из 6 цифр.',
    en: 'A passport has a series of 4 digits and a number of 6.',
  },
});
