import { defineOwnActs } from '../audit/index.js';

defineOwnActs({
  'family.revoke': { kind: 'children', ru: 'Прекращён доступ к дневнику ребёнка', en: "Ended access to a child's diary" },
  'family.accept': { kind: 'children', ru: 'Сохранён доступ представителя', en: "Kept a representative's access" },
  'family.decline': { kind: 'children', ru: 'Отклонён доступ представителя', en: "Declined a representative's access" },
  'family.redeem_code': { kind: 'children', ru: 'Использован код привязки', en: 'Used a linking code' },
  'family.accept_invitation': { kind: 'children', ru: 'Принято приглашение школы: ребёнок привязан', en: "Accepted a school's invitation: a child is linked" },
  'family.decline_invitation': { kind: 'children', ru: 'Отклонено приглашение школы', en: "Declined a school's invitation" },
  'family.give_guest_access': { kind: 'children', ru: 'Открыт просмотр дневника ребёнка другому человеку', en: "Let somebody else view a child's diary" },
  'family.end_guest_access': { kind: 'children', ru: 'Прекращён просмотр дневника ребёнка другим человеком', en: "Ended somebody's view of a child's diary" },
  'family.accept_guest_access': { kind: 'children', ru: 'Принято приглашение смотреть дневник ребёнка', en: "Accepted an invitation to view a child's diary" },
  'family.decline_guest_access': { kind: 'children', ru: 'Отклонено приглашение смотреть дневник ребёнка', en: "Declined an invitation to view a child's diary" },
  'family.add_child': { kind: 'children', ru: 'Добавлен ребёнок: данные введены', en: 'Added a child: data entered' },
  'family.confirm_child': { kind: 'children', ru: 'Данные ребёнка подтверждены кодом', en: "Confirmed a child's data by a code" },
  'family.correct_child': { kind: 'children', ru: 'Исправлены введённые данные ребёнка', en: 'Corrected the data entered of a child' },
  'family.recheck_child': { kind: 'children', ru: 'Запрошена новая проверка данных ребёнка', en: "Asked for a new check of a child's data" },
  'family.withdraw_child': { kind: 'children', ru: 'Введённые данные ребёнка отозваны', en: 'Took back the data entered of a child' },
  'family.confirm_pupil_data': { kind: 'children', ru: 'Данные ученика просмотрены и подтверждены', en: "Looked through a pupil's data and confirmed them" },
  'family.create_account': { kind: 'children', ru: 'Создана учётная запись ребёнка', en: "Made a child's account" },
  'family.set_password': { kind: 'children', ru: 'Изменён пароль ребёнка', en: "Changed a child's password" },
  'family.take_over': { kind: 'account', ru: 'Учётная запись принята у родителей', en: 'Took the account over from the parents' },
});
