import type { ProfileField } from './domain/completeness.js';

/** Fields of a child's profile and how each is filled in (FA-6). */
export const FIELD_WORDS: Readonly<Record<ProfileField, { readonly ru: string; readonly en: string }>> = {
  class: { ru: 'Класс: школа ещё не указала класс ребёнка. Обратитесь в школу.', en: "Class: the school has not named the child's class yet. Ask the school." },
  study_profile: {
    ru: 'Профиль обучения: школа ещё не указала профиль класса. Обратитесь в школу.',
    en: "Study profile: the school has not named the class's profile yet. Ask the school.",
  },
  snils_or_inn: { ru: 'СНИЛС или ИНН: родитель указывает его в карточке ребёнка в разделе «Дети».', en: "SNILS or INN: a parent gives one on the child's card under Children." },
};
