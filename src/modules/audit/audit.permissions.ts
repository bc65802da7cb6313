import { defineSchoolPermissions } from '../../platform/auth/index.js';

/** What a school sets for itself (SC-12). */
defineSchoolPermissions({
  'audit.read': {
    always: ['director', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Видеть журнал действий школы', en: 'See the audit of the school' },
  },
});
