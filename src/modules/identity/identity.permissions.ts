import { definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who looks at scans, prints letters and reviews confirmations: operators. */
export const LEVEL_REVIEWERS: readonly RoleCode[] = ['support_agent', 'system_admin'];

definePermissions({
  'identity.review_levels': LEVEL_REVIEWERS,
  'identity.withdraw_methods': ['system_admin'],
  'identity.mark_ways': ['system_admin'],
});

/** What a school sets for itself (SC-12); the director always answers for accounts of the school. */
defineSchoolPermissions({
  // Whether this role and this person may be given it is asked in identity.policy.ts.
  'identity.assign_roles': {
    always: ['director', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Назначать роли сотрудникам и прекращать их', en: 'Give roles to staff and end them' },
  },
  'identity.read_people': {
    always: ['school_admin', 'director', 'support_agent', 'system_admin'], usually: ['secretary'], ifGiven: [],
    title: { ru: 'Искать учётные записи людей школы и видеть их роли', en: 'Find accounts of people of the school and see their roles' },
  },
  'identity.issue_passwords': {
    always: ['director', 'support_agent', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Выдавать временные пароли и повторно отправлять логины', en: 'Issue transit passwords and send logins again' },
  },
  'identity.restore_access': {
    always: ['director', 'support_agent', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Восстанавливать вход, сбрасывать второй фактор, подтверждать правки личных данных', en: 'Restore access, reset second factors, confirm corrections of personal data' },
  },
  'identity.confirm_level': {
    always: ['director', 'support_agent', 'system_admin'], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Подтверждать личность по документу', en: 'Confirm who somebody is by a document' },
  },
  'identity.block_people': {
    always: ['director', 'support_agent', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Блокировать и разблокировать учётные записи', en: 'Block and unblock accounts' },
  },
  'identity.close_people': {
    always: ['director', 'support_agent', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Закрывать учётные записи', en: 'Close accounts' },
  },
});
