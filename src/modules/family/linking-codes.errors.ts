import { defineErrors } from '../../shared/domain-error.js';

defineErrors({
  'family.code_mistyped': {
    kind: 'invalid',
    ru: 'Код набран с ошибкой: в нём 12 букв и цифр, например K7MQ-2HXZ-9T4W. Сверьте его с листком.',
    en: 'The code has a mistake: it is 12 letters and digits, such as K7MQ-2HXZ-9T4W. Compare it with the slip.',
  },
  'family.code_not_accepted': {
    kind: 'invalid',
    ru: 'Код не подходит. Он действует 30 дней, один раз и только для того, кому выдан. Проверьте его или попросите школу выдать новый.',
    en: 'The code is not accepted. It works for 30 days, once, and only for whom it was issued. Check it, or ask the school for a new one.',
  },
  'family.one_target': {
    kind: 'invalid',
    ru: 'Укажите что-то одно: ученика (pupilId), класс (classId) или всю школу (wholeSchool: true).',
    en: 'Name one of these: a pupil (pupilId), a class (classId) or the whole school (wholeSchool: true).',
  },
  'family.whole_school_by_office': {
    kind: 'forbidden',
    ru: 'Коды на всю школу выдаёт администрация. Выберите свой класс или ученика.',
    en: 'Codes for the whole school are issued by the administration. Choose your class or a pupil.',
  },
  'family.too_many_codes': {
    kind: 'conflict',
    ru: 'У кого-то из этих учеников уже слишком много действующих кодов (не больше {most}). Отзовите прежние: revokeEarlier: true.',
    en: 'One of these pupils has too many codes that still work (at most {most}). Revoke the earlier ones: revokeEarlier: true.',
  },
  'family.code_spent': {
    kind: 'conflict',
    ru: 'Этот код уже не действует: использован, отозван или истёк.',
    en: 'This code does not work any more: it was used or revoked, or has expired.',
  },
  'family.already_linked': {
    kind: 'conflict',
    ru: 'Вы уже привязаны к этому ребёнку. Код не израсходован: передайте его другому родителю.',
    en: 'You are linked with this child already. The code is not used up: give it to the other parent.',
  },
  'family.representative_of_age': {
    kind: 'conflict',
    ru: 'Представителем ребёнка может быть только совершеннолетний. Попросите родителя войти в свою учётную запись.',
    en: 'Only an adult can represent a child. Ask a parent to use an account of their own.',
  },
  'family.pupil_too_young': {
    kind: 'conflict',
    ru: 'До 14 лет учётную запись ребёнка создаёт родитель: выдайте код для родителя.',
    en: "Under 14 a child's account is made by a parent: issue a code for a parent.",
  },
});
