import { defineOwnActs } from '../audit/index.js';

defineOwnActs({
  'family.revoke': { kind: 'children', ru: 'Прекращён доступ к дневнику ребёнка', en: "Ended access to a child's diary" },
  'family.accept': { kind: 'children', ru: 'Сохранён доступ представителя', en: "Kept a representative's access" },
  'family.decline': { kind: 'children', ru: 'Отклонён доступ представителя', en: "Declined a representative's access" },
});
