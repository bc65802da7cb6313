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
