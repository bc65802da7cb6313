import { defineErrors } from '../../../shared/domain-error.js';

defineErrors({
  'schools.not_yours_to_appoint': {
    kind: 'forbidden', ru: 'Назначать и освобождать от этой должности должен директор или оператор системы.', en: 'Only the director or the operator appoints to this position and ends it.',
  },
  'schools.own_position': { kind: 'conflict', ru: 'Свою должность меняет кто-то другой из администрации.', en: 'Your own position is for somebody else of the administration to change.' },
  'schools.who_is_appointed': { kind: 'invalid', ru: 'Укажите либо человека с учётной записью (personId), либо нового (person).', en: 'Name either somebody with an account (personId) or somebody new (person).' },
  'schools.person_unknown': {
    kind: 'invalid', ru: 'Такого человека нет. Проверьте код, а для человека не из вашей школы — и фамилию.', en: 'There is no such person. Check the id, and for somebody from outside your school the family name too.',
  },
  'schools.already_over': { kind: 'invalid', ru: 'Эта дата уже прошла.', en: 'That day has passed.' },
  'schools.position_exists': { kind: 'conflict', ru: 'Этот человек уже назначен на эту должность.', en: 'This person has this position already.' },
  'schools.position_over': { kind: 'conflict', ru: 'Эта должность уже прекращена, отозвана или не подтверждена.', en: 'This position has ended, was taken back or was declined.' },
  'schools.already_decided': { kind: 'conflict', ru: 'По этому назначению уже принято решение.', en: 'This appointment has been decided already.' },
  'schools.own_appointment': {
    kind: 'conflict', ru: 'Это назначение касается вас или сделано вами: его подтвердит другой координатор или оператор системы.', en: 'This appointment is yours or was made by you: another coordinator or the operator confirms it.',
  },
  'schools.appoint_by_order': {
    kind: 'conflict', ru: 'Эту роль даёт назначение по приказу, его подтверждает региональный координатор. Оформите назначение в разделе «Сотрудники».',
    en: 'This role comes by an appointment, which the regional coordinator confirms. Appoint the person under "Staff".',
  },
  'schools.last_administrator': {
    kind: 'conflict', ru: 'Это последний администратор школы. Сначала назначьте другого без срока окончания.', en: 'This is the last administrator of the school. Appoint another one without an end date first.',
  },
});
