import type { Words } from './reasons.js';

const UNCHECKED: Words = { ru: 'Подпись не удалось проверить.', en: 'The signature could not be checked.' };

const PROBLEMS: Readonly<Record<string, Words>> = {
  wrong_signature: { ru: 'Подпись неверна: она не подходит к этому документу или повреждена.', en: 'The signature is wrong: it is not of this document, or it is damaged.' },
  changed_after: {
    ru: 'После этой подписи документ изменили или дополнили (например, второй подписью). К нынешнему виду документа она не относится.',
    en: 'The document was changed or added to after this signature (by a second signature, for one). It does not speak for the document as it is now.',
  },
  untrusted: { ru: 'Сертификат выдан центром, которому здесь не доверяют: кто подписал, не подтверждено.', en: 'The certificate is of an authority that is not trusted here: who signed is not confirmed.' },
  expired: { ru: 'Срок действия сертификата закончился.', en: 'The certificate has expired.' },
  not_yet_valid: { ru: 'Срок действия сертификата ещё не начался.', en: 'The certificate is not valid yet.' },
  revoked: { ru: 'Сертификат отозван.', en: 'The certificate has been revoked.' },
  not_for_signing: { ru: 'Сертификат не предназначен для подписи.', en: 'The certificate is not for signing.' },
  revocation_unknown: { ru: 'Не удалось узнать, не отозван ли сертификат.', en: 'Whether the certificate has been revoked could not be found out.' },
  unsupported: { ru: 'Подпись такого вида здесь не проверяется. Проверьте её своей программой.', en: 'Signatures of this kind are not checked here. Check it with a program of yours.' },
};

/** What a check of a document's signature came to, for people. */
export function signatureWords({ outcome, qualified, problem }: { readonly outcome: string; readonly qualified: boolean; readonly problem: string | null }): Words {
  if (outcome !== 'verified') return PROBLEMS[problem ?? ''] ?? UNCHECKED;
  return qualified
    ? { ru: 'Подпись верна, сертификат выдан аккредитованным центром. Сверьте имя в сертификате с документом.', en: 'The signature is good, by a certificate of an accredited authority. Compare the name in it with the document.' }
    : { ru: 'Подпись верна, сертификат выдан доверенным центром. Сверьте имя в сертификате с документом.', en: 'The signature is good, by a certificate of a trusted authority. Compare the name in it with the document.' };
}
