import type { Difference } from './claims.contracts.js';
import type { ClosedReason } from './family.contracts.js';

/** In plain words, with what to do. */
export const REASON_WORDS: Readonly<Record<ClosedReason, { readonly ru: string; readonly en: string }>> = {
  by_guardian: { ru: 'Вы сами отказались от доступа. Чтобы вернуть его, подайте заявление в школу.', en: 'You gave up the access yourself. To get it back, send a request to the school.' },
  by_school: { ru: 'Школа прекратила доступ. За разъяснениями обратитесь в школу.', en: 'The school has ended the access. Ask the school why.' },
  by_court: { ru: 'Доступ прекращён по решению суда.', en: "The access has ended by a court's decision." },
  of_age: { ru: 'Ученику исполнилось 18 лет: доступ возможен с его согласия.', en: 'The pupil has turned 18: access needs their agreement.' },
  by_pupil: { ru: 'Совершеннолетний ученик закрыл доступ.', en: 'The pupil, being of age, has closed the access.' },
  not_answered: { ru: 'Срок приглашения истёк. Попросите школу пригласить вас ещё раз.', en: 'The invitation has run out. Ask the school to invite you again.' },
  code_not_confirmed: { ru: 'Введите код из СМС, чтобы подтвердить данные ребёнка.', en: "Enter the code from the SMS to confirm the child's data." },
  at_school: { ru: 'Школа проверяет данные ребёнка. Если ответа долго нет, обратитесь в школу.', en: "The school is checking the child's data. If there is no answer for long, ask the school." },
  register_not_synchronised: {
    ru: 'Школа ещё не обновляла список учеников после вашего обращения. После обновления данные проверятся снова; школа может подтвердить их и раньше.',
    en: 'The school has not updated its register since you entered the data. They will be checked again after an update; the school may confirm them earlier.',
  },
  data_differs: { ru: 'Данные расходятся с данными школы. Исправьте отмеченное и запросите новую проверку или обратитесь в школу.', en: "The data differ from the school's. Mend what is marked and ask for a new check, or ask the school." },
  not_representative: { ru: 'Школа не подтвердила, что вы представляете ребёнка. Принесите в школу документы.', en: 'The school has not confirmed that you represent the child. Bring the documents to the school.' },
  profile_incomplete: {
    ru: 'Сведения о ребёнке заполнены не полностью, поэтому дневник закрыт. Чего не хватает и кто это укажет, видно в карточке ребёнка.',
    en: "The child's profile is incomplete, so the diary is closed. The child's card says what is missing and who fills it in.",
  },
  no_consent: { ru: 'Нет согласия на обработку данных ребёнка. Дайте его в разделе «Согласия».', en: "There is no consent to the processing of the child's data. Give it on the Consents page." },
  account_not_confirmed: { ru: 'Ваша учётная запись не подтверждена. Подтвердите её одним из способов в профиле.', en: 'Your account is not confirmed. Confirm it in one of the ways your profile lists.' },
  not_registered: { ru: 'Ребёнок сейчас не числится ни в одном классе школы. Обратитесь в школу.', en: 'The child is in no class of the school now. Ask the school.' },
};

/** What differs from the school's register, in plain words; how the school has it is never told (FA-5). */
export const DIFFERENCE_WORDS: Readonly<Record<Difference, { readonly ru: string; readonly en: string }>> = {
  name: { ru: 'имя', en: 'name' },
  birth_date: { ru: 'дата рождения', en: 'birth date' },
  sex: { ru: 'пол', en: 'sex' },
  snils: { ru: 'СНИЛС', en: 'SNILS' },
  inn: { ru: 'ИНН', en: 'INN' },
  document: { ru: 'документ (серия и номер)', en: 'document (series and number)' },
};
