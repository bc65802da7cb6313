import { defineErrors } from '../../shared/domain-error.js';

defineErrors({
  'enrollment.signature_wrong': {
    kind: 'invalid',
    ru: 'Это не отсоединённая подпись (CMS) под данными этого заявления. Получите данные для подписи ещё раз и подпишите их.',
    en: 'This is not a detached signature (CMS) of the data of this request. Get what is to be signed again, and sign it.',
  },
  'enrollment.document_signature_wrong': {
    kind: 'invalid',
    ru: 'Это не отсоединённая подпись (CMS, файл .sig или .p7s) под этим файлом. Фотографии при загрузке пересохраняются: скачайте файл отсюда и подпишите его, или приложите PDF и подпись к нему.',
    en: 'This is not a detached signature (CMS, a .sig or .p7s file) of this file. Pictures are drawn anew when uploaded: download the file from here and sign it, or attach a PDF with its signature.',
  },
  'enrollment.signature_required': { kind: 'invalid', ru: 'Школа принимает такие заявления с электронной подписью. Подпишите заявление.', en: 'The school takes such requests with an electronic signature. Sign the request.' },
  'enrollment.signature_outdated': { kind: 'invalid', ru: 'После подписания заявление изменилось. Подпишите его снова.', en: 'The request was changed after it was signed. Sign it again.' },
  'enrollment.signature_not_verified': {
    kind: 'invalid',
    ru: 'Подпись не удалось проверить: сертификат просрочен, отозван или выдан неизвестным центром. Подпишите заявление другим сертификатом.',
    en: 'The signature could not be verified: the certificate is out of date, revoked or of an unknown authority. Sign with another certificate.',
  },
  'enrollment.signature_not_yours': { kind: 'invalid', ru: 'Сертификат подписи выдан другому человеку. Заявление подписывает сам заявитель.', en: 'The certificate belongs to somebody else. The applicant signs.' },
});
