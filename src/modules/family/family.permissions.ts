import { defineFixedPermissions, definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Staff who act for the school in family matters; whether theirs may, the school sets. */
export const LINK_STAFF: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

definePermissions({
  // A parent may hold no role yet: the first one comes with the first link.
  'family.children': 'signed_in',
  // Somebody invited may hold no role yet: the first one comes with the first acceptance.
  'family.links': 'signed_in',
  'family.answer': 'signed_in',
  // A guest may hold no role yet; whose access it is, the statement knows.
  'family.guest_access': 'signed_in',
  // Somebody who comes with a code may hold no role yet.
  'family.redeem': 'signed_in',
});

const BY_LAW = { ru: 'Права семьи даёт закон, школа их не меняет', en: 'The law gives families these rights; no school changes them' };

defineFixedPermissions({
  'family.revoke': {
    roles: ['guardian', 'pupil', ...LINK_STAFF], why: BY_LAW,
    title: { ru: 'Прекратить свою связь с ребёнком, а с 18 лет — с представителем; канцелярии — по праву вести связи', en: 'End the own link with a child, or from 18 with a representative; the office by its right to keep links' },
  },
  'family.pupil_data': {
    roles: ['pupil', 'guardian'], why: BY_LAW,
    title: { ru: 'Проверять данные ребёнка и сообщать об ошибках', en: 'Check the data of the child and report mistakes' },
  },
  'family.give_guest_access': {
    roles: ['guardian'], why: BY_LAW,
    title: { ru: 'Дать близкому человеку просмотр дневника на время', en: 'Let somebody close view the diary for a time' },
  },
  'family.child_account': {
    roles: ['guardian'], why: BY_LAW,
    title: { ru: 'Завести учётную запись ребёнку до 14 лет', en: 'Make an account for a child under 14' },
  },
  'family.take_over': {
    roles: ['pupil'], why: BY_LAW,
    title: { ru: 'Принять свою учётную запись с 14 лет', en: 'Take over the own account from 14' },
  },
});

/** What a school sets for itself (SC-12); the director always may. */
defineSchoolPermissions({
  /** Without it no links, claims and guests of the school's pupils are seen, answered or ended (FA-7). */
  'family.school_links': {
    always: ['director'], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Видеть связи семей с учениками школы, отвечать на них и прекращать', en: 'See links of families with pupils of the school, answer and end them' },
  },
  'family.contacts_on_file': {
    always: ['director'], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Вести представителей и их телефоны в личном деле ученика', en: 'Keep representatives and their phones on file' },
  },
  'family.invite': {
    always: ['director'], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Приглашать представителей к ученикам', en: 'Invite representatives of pupils' },
  },
  'family.court_decisions': {
    always: ['director'], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Отмечать отмену судебных решений о доступе', en: 'Record that court decisions on access were lifted' },
  },
  /** A homeroom teacher: for the own class (FA-2, SC-10). */
  'family.codes': {
    always: ['director'], usually: ['secretary', 'school_admin', 'homeroom_teacher'], ifGiven: [],
    title: { ru: 'Выдавать коды привязки и логины; классному руководителю — своему классу', en: 'Issue linking codes and logins; a homeroom teacher for the own class' },
  },
});
