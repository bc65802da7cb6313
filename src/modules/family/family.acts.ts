import { defineOwnActs } from '../audit/index.js';

defineOwnActs({
  'family.revoke': { kind: 'children', ru: 'Прекращён доступ к дневнику ребёнка', en: "Ended access to a child's diary" },
  'family.accept': { kind: 'children', ru: 'Сохранён доступ представителя', en: "Kept a representative's access" },
  'family.decline': { kind: 'children', ru: 'Отклонён доступ представителя', en: "Declined a representative's access" },
  'family.redeem_code': { kind: 'children', ru: 'Использован код привязки', en: 'Used a linking code' },
  'family.create_account': { kind: 'children', ru: 'Создана учётная запись ребёнка', en: "Made a child's account" },
  'family.set_password': { kind: 'children', ru: 'Изменён пароль ребёнка', en: "Changed a child's password" },
  'family.take_over': { kind: 'account', ru: 'Учётная запись принята у родителей', en: 'Took the account over from the parents' },
});
