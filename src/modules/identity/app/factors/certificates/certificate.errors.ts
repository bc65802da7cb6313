import { defineErrors } from '../../../../../shared/domain-error.js';

defineErrors({
  'identity.certificates_off': {
    kind: 'conflict',
    ru: 'Вход по сертификату здесь не настроен. Выберите другой второй фактор.',
    en: 'Certificates are not set up here. Choose another second factor.',
  },
  'auth.certificate_expired': {
    kind: 'unauthenticated',
    ru: 'Срок действия сертификата закончился. Получите новый и подключите его, войдя другим способом.',
    en: 'The certificate has expired. Get a new one, come in another way and set it up.',
  },
  'auth.certificate_not_yet_valid': {
    kind: 'unauthenticated',
    ru: 'Сертификат ещё не действует: проверьте дату его начала.',
    en: 'The certificate is not valid yet: look at the date it begins.',
  },
  'auth.certificate_revoked': {
    kind: 'unauthenticated',
    ru: 'Сертификат отозван. Получите новый и подключите его, войдя другим способом.',
    en: 'The certificate has been revoked. Get a new one, come in another way and set it up.',
  },
  'auth.certificate_untrusted': {
    kind: 'unauthenticated',
    ru: 'Этот сертификат выдан центром, которому здесь не доверяют. Возьмите сертификат другого центра.',
    en: 'The certificate is of an authority that is not trusted here. Take one of another authority.',
  },
  'auth.certificate_not_for_signing': {
    kind: 'unauthenticated',
    ru: 'Этим сертификатом нельзя подписывать. Выберите сертификат электронной подписи.',
    en: 'The certificate is not for signing. Choose one for electronic signatures.',
  },
  'auth.certificate_wrong_signature': {
    kind: 'unauthenticated',
    ru: 'Подпись не подошла. Подпишите показанные данные ещё раз: отсоединённая подпись CMS с сертификатом внутри.',
    en: 'The signature is wrong. Sign the data shown once more: a detached CMS signature with the certificate inside.',
  },
  'auth.certificate_revocation_unknown': {
    kind: 'unauthenticated',
    ru: 'Сейчас нельзя проверить, не отозван ли сертификат. Войдите другим способом или попробуйте позже.',
    en: 'Whether the certificate is revoked cannot be checked now. Come in another way or try later.',
  },
  'auth.certificate_unsupported': {
    kind: 'unauthenticated',
    ru: 'Подпись по ГОСТ здесь сейчас не проверяется. Войдите другим способом; мы уже знаем об этом.',
    en: 'GOST signatures cannot be verified here right now. Come in another way; we know of it.',
  },
});
