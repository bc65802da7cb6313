import type { LinkReason } from './family.contracts.js';

/** Why a child's diary is closed to a representative, also while the link stands (FA-5). */
export type ClosedReason = LinkReason | 'no_consent' | 'not_registered' | 'account_not_confirmed';

/** In plain words, with what to do. */
export const REASON_WORDS: Readonly<Record<ClosedReason, { readonly ru: string; readonly en: string }>> = {
  by_guardian: { ru: 'Вы сами отказались от доступа. Чтобы вернуть его, подайте заявление в школу.', en: 'You gave up the access yourself. To get it back, send a request to the school.' },
  by_school: { ru: 'Школа прекратила доступ. За разъяснениями обратитесь в школу.', en: 'The school has ended the access. Ask the school why.' },
  by_court: { ru: 'Доступ прекращён по решению суда.', en: "The access has ended by a court's decision." },
  of_age: { ru: 'Ученику исполнилось 18 лет: доступ возможен с его согласия.', en: 'The pupil has turned 18: access needs their agreement.' },
  by_pupil: { ru: 'Совершеннолетний ученик закрыл доступ.', en: 'The pupil, being of age, has closed the access.' },
  no_consent: { ru: 'Нет согласия на обработку данных ребёнка. Дайте его в разделе «Согласия».', en: "There is no consent to the processing of the child's data. Give it on the Consents page." },
  account_not_confirmed: { ru: 'Ваша учётная запись не подтверждена. Подтвердите её одним из способов в профиле.', en: 'Your account is not confirmed. Confirm it in one of the ways your profile lists.' },
  not_registered: { ru: 'Ребёнок сейчас не числится ни в одном классе школы. Обратитесь в школу.', en: 'The child is in no class of the school now. Ask the school.' },
};
