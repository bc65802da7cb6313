import type { FailureReason } from '../../identity.contracts.js';

/** Why a try failed, as its owner is told (ID-12). */
export const REASON_WORDS: Readonly<Record<FailureReason, Readonly<Record<'ru' | 'en', string>>>> = {
  wrong_password: { ru: 'Причина: неверный пароль.', en: 'Reason: a wrong password.' },
  wrong_code: { ru: 'Причина: неверный код.', en: 'Reason: a wrong code.' },
  used_code: { ru: 'Причина: код уже использован.', en: 'Reason: a used code.' },
  declined: { ru: 'Причина: вход отклонён на другом устройстве.', en: 'Reason: declined on another device.' },
  certificate_refused: { ru: 'Причина: сертификат не принят.', en: 'Reason: the certificate was refused.' },
  locked: { ru: 'Причина: вход временно закрыт.', en: 'Reason: sign-in is locked for a while.' },
  blocked: { ru: 'Причина: учётная запись заблокирована.', en: 'Reason: the account is blocked.' },
  frozen: { ru: 'Причина: учётная запись заморожена.', en: 'Reason: the account is frozen.' },
  refresh_reused: { ru: 'Причина: ключ сеанса использован повторно.', en: 'Reason: a used session key.' },
};
