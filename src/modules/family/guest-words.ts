import type { GuestReason } from './guests.contracts.js';

/** Why a guest's access does not hold, in plain words. */
export const GUEST_REASON_WORDS: Readonly<Record<GuestReason, { readonly ru: string; readonly en: string }>> = {
  by_guest: { ru: 'Гость сам отказался от доступа.', en: 'The guest gave up the access.' },
  by_guardian: { ru: 'Доступ прекратил представитель ребёнка.', en: "A representative of the child ended the access." },
  by_school: { ru: 'Доступ прекратила школа.', en: 'The school ended the access.' },
  by_pupil: { ru: 'Доступ прекратил совершеннолетний ученик.', en: 'The pupil, being of age, ended the access.' },
  time_over: { ru: 'Срок доступа истёк.', en: 'The time of the access is over.' },
  not_answered: { ru: 'На приглашение не ответили до конца срока.', en: 'The invitation was not answered in time.' },
  giver_unlinked: { ru: 'Тот, кто открыл доступ, больше не представляет ребёнка.', en: 'Whoever gave the access represents the child no more.' },
};
