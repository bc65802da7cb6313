import { defineErrors } from '../../shared/domain-error.js';

defineErrors({
  'family.link_ended': {
    kind: 'conflict',
    ru: 'Эта связь уже прекращена. Чтобы снова получить доступ, подайте заявление в школу.',
    en: 'This link has ended already. To get access again, send a request to the school.',
  },
  'family.nothing_to_answer': {
    kind: 'conflict',
    ru: 'Эта связь не ждёт вашего ответа.',
    en: 'This link does not wait for your answer.',
  },
  'family.not_yours_to_end': {
    kind: 'forbidden',
    ru: 'Эту связь прекратить можете не вы. Обратитесь в школу.',
    en: 'This link is not yours to end. Ask the school.',
  },
  'family.ground_not_yours': {
    kind: 'forbidden',
    ru: 'Решение суда записывает школа.',
    en: "A court's decision is recorded by the school.",
  },
  'family.identifier': {
    kind: 'invalid',
    ru: 'Укажите телефон, адрес почты, СНИЛС или логин представителя.',
    en: "Give the representative's phone, e-mail address, SNILS or login name.",
  },
  'family.invitation_over': {
    kind: 'conflict',
    ru: 'На это приглашение уже ответили, или его срок истёк. Попросите школу пригласить вас ещё раз.',
    en: 'This invitation has been answered already, or has run out. Ask the school to invite you again.',
  },
  'family.invited_already': {
    kind: 'conflict',
    ru: 'Этого человека только что пригласил другой сотрудник. Обновите список приглашений.',
    en: 'Somebody else of the school has just invited this person. Reload the list.',
  },
  'family.school_not_open': {
    kind: 'conflict',
    ru: 'Школа ещё не открыта для семей. Примите приглашение, когда она откроется.',
    en: 'The school is not open to families yet. Accept once it is.',
  },
  'family.consent_needed': {
    kind: 'invalid',
    ru: 'Без согласия на обработку данных ребёнка дневник открыть нельзя.',
    en: "Without consent to the processing of the child's data the diary cannot be opened.",
  },
  'family.consent_outdated': {
    kind: 'invalid',
    ru: 'Текст согласия изменился. Прочтите новый (версия {version}) и подтвердите.',
    en: 'The text of the consent has changed. Read the new one (version {version}) and confirm.',
  },
  'family.guest_until': {
    kind: 'invalid',
    ru: 'Укажите срок в будущем, не дольше года.',
    en: 'Give a time in the future, at most a year ahead.',
  },
  'family.guest_exists': {
    kind: 'conflict',
    ru: 'Этого человека вы уже пригласили. Чтобы изменить срок, прекратите его доступ и пригласите снова.',
    en: 'You have invited this person already. To change the time, end their access and invite them again.',
  },
  'family.guest_over': {
    kind: 'conflict',
    ru: 'На это приглашение уже ответили, доступ прекращён, или его срок истёк. Попросите родителя пригласить вас ещё раз.',
    en: 'This invitation has been answered already, the access has ended, or its time is over. Ask the parent to invite you again.',
  },
  'family.guest_already': {
    kind: 'conflict',
    ru: 'Дневник этого ребёнка вам уже открыт.',
    en: "This child's diary is open to you already.",
  },
  'family.school_unknown': {
    kind: 'invalid',
    ru: 'Выберите школу из справочника: такой школы нет, или она ещё не открыта для семей.',
    en: 'Choose a school of the directory: there is no such school, or it is not open to families yet.',
  },
  'family.pupil_unknown': { kind: 'invalid', ru: 'В вашей школе нет такого ученика. Выберите его из списка.', en: 'Your school has no such pupil. Choose one from the list.' },
  'family.birth_date_in_future': { kind: 'invalid', ru: 'Дата рождения ещё не наступила. Проверьте год.', en: 'The birth date has not come yet. Check the year.' },
  'family.child_of_age': {
    kind: 'invalid',
    ru: 'С 18 лет ученик сам решает, кому открыть дневник: попросите его школу пригласить вас.',
    en: 'From 18 on the pupil decides who sees the diary: ask their school to invite you.',
  },
  'family.inn': { kind: 'invalid', ru: 'ИНН человека — 12 цифр. Проверьте, нет ли опечатки, или оставьте поле пустым.', en: "A person's INN has 12 digits. Check for a slip, or leave the field empty." },
  'family.passport_from_14': { kind: 'invalid', ru: 'Паспорт выдают с 14 лет: до этого укажите свидетельство о рождении.', en: 'A passport is given at 14: before that give the birth certificate.' },
  'family.child_entered': {
    kind: 'conflict',
    ru: 'Этого ребёнка в этой школе вы уже добавили. Подтвердите его кодом или запросите новую проверку.',
    en: 'You have added this child at this school already. Confirm by the code, or ask for a new check.',
  },
  'family.claim_confirmed': { kind: 'conflict', ru: 'Данные этого ребёнка уже подтверждены кодом.', en: "This child's data have been confirmed by a code already." },
  'family.claim_unconfirmed': { kind: 'conflict', ru: 'Сначала подтвердите данные кодом из СМС.', en: 'First confirm the data by the code from the SMS.' },
  'family.claim_answered': { kind: 'conflict', ru: 'На это обращение школа уже ответила.', en: 'The school has answered this already.' },
  'family.child_linked': {
    kind: 'conflict',
    ru: 'Ребёнок уже привязан: его данные ведёт школа. Чтобы исправить их, подайте заявление вида data_correction.',
    en: 'The child is linked already: the school keeps the data. To correct them, send a request of kind data_correction.',
  },
  'family.profile_incomplete': {
    kind: 'forbidden',
    ru: 'Дневник откроется, когда будут заполнены сведения о ребёнке. {ru}',
    en: "The diary opens once the child's profile is filled in. {en}",
  },
  'family.phones_repeat': { kind: 'invalid', ru: 'Этот номер указан дважды.', en: 'This number is given twice.' },
  'family.phone': { kind: 'invalid', ru: 'Это не номер телефона.', en: 'This is no phone number.' },
  'family.court_bar': {
    kind: 'conflict',
    ru: 'Доступ этого человека к данным ребёнка прекращён по решению суда. Открыть его снова можно, когда школа запишет решение, которым запрет снят.',
    en: "A court's decision ended this person's access to the child's data. It can be opened again once the school records the decision that lifts it.",
  },
  'family.no_court_decision': { kind: 'conflict', ru: 'У этой связи нет действующего решения суда.', en: "No court's decision stands for this link." },
  'family.decision_in_future': { kind: 'invalid', ru: 'Дата решения ещё не наступила. Проверьте год.', en: 'The date of the decision has not come yet. Check the year.' },
  'family.may_only_view': {
    kind: 'forbidden',
    ru: 'Вам открыт только просмотр: действовать за ребёнка вы не можете. Обратитесь в школу.',
    en: 'You may only view: you cannot act for the child. Ask the school.',
  },
  'family.account_exists': {
    kind: 'conflict',
    ru: 'У ребёнка уже есть учётная запись. Если вход потерян, обратитесь в школу.',
    en: 'The child has an account already. If the way in is lost, ask the school.',
  },
  'family.old_enough': {
    kind: 'conflict',
    ru: 'С 14 лет ребёнок заводит учётную запись сам: на странице регистрации или через портал.',
    en: 'From the age of 14 a child makes the account themselves: by registration or with the portal.',
  },
  'family.account_not_kept': {
    kind: 'conflict',
    ru: 'Эту учётную запись ведёт сам ребёнок или школа: её пароль вы изменить не можете.',
    en: 'This account is kept by the child or the school: you cannot change its password.',
  },
  'family.nothing_to_take_over': { kind: 'conflict', ru: 'Эта учётная запись уже ваша.', en: 'This account is your own already.' },
  'family.too_young': { kind: 'conflict', ru: 'Принять учётную запись можно с 14 лет.', en: 'An account can be taken over from the age of 14.' },
  'family.own_phone_needed': {
    kind: 'conflict',
    ru: 'Сначала подтвердите в профиле свой номер телефона: он не должен совпадать с номером родителя.',
    en: "First prove a phone number of your own in the profile: it must not be a parent's.",
  },
});
