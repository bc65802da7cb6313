import { defineOwnActs } from '../audit/index.js';

defineOwnActs({
  'identity.change_password': { kind: 'account', ru: 'Изменён пароль', en: 'Changed the password' },
  'identity.change_contact': { kind: 'contacts', ru: 'Изменён или подтверждён контакт', en: 'Changed or proved a contact' },
  'identity.register': { kind: 'account', ru: 'Создана учётная запись', en: 'Registered' },
  'identity.recover': { kind: 'account', ru: 'Доступ восстановлен по коду', en: 'Recovered access by a code' },
  'identity.factor_enrolled': { kind: 'account', ru: 'Подключён второй фактор входа', en: 'Added a second factor' },
  'identity.factor_removed': { kind: 'account', ru: 'Удалён второй фактор входа', en: 'Removed a second factor' },
  'identity.portal_linked': { kind: 'account', ru: 'Привязана учётная запись портала', en: 'Linked a portal account' },
  'identity.portal_unlinked': { kind: 'account', ru: 'Отвязана учётная запись портала', en: 'Unlinked a portal account' },
  'identity.level_confirmed': { kind: 'account', ru: 'Подтверждена учётная запись', en: 'Confirmed an account' },
  'identity.level_letter_ordered': { kind: 'account', ru: 'Заказано письмо с кодом подтверждения', en: 'Ordered a letter with a code' },
  'identity.level_letter_cancelled': { kind: 'account', ru: 'Отменено письмо с кодом подтверждения', en: 'Cancelled a letter with a code' },
  'identity.level_review_submitted': { kind: 'account', ru: 'Отправлены сканы паспорта на проверку', en: 'Sent scans of a passport for review' },
  'identity.level_review_withdrawn': { kind: 'account', ru: 'Отозваны сканы паспорта', en: 'Withdrew scans of a passport' },
  'identity.end_session': { kind: 'account', ru: 'Завершён сеанс', en: 'Ended a session' },
  'identity.end_other_sessions': { kind: 'account', ru: 'Завершены остальные сеансы', en: 'Ended the other sessions' },
  'identity.trust_device': { kind: 'account', ru: 'Устройство отмечено как доверенное', en: 'Trusted a device' },
  'identity.remove_device': { kind: 'account', ru: 'Устройство больше не доверенное', en: 'Stopped trusting a device' },
  'identity.freeze': { kind: 'account', ru: 'Учётная запись заморожена', en: 'Froze the account' },
  'identity.thaw': { kind: 'account', ru: 'Учётная запись открыта снова', en: 'Opened the account again' },
});
