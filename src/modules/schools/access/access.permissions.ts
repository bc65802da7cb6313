import { definePermissions, defineSchoolPermissions } from '../../../platform/auth/index.js';

definePermissions({
  'schools.access_history': ['school_admin', 'director'],
});

defineSchoolPermissions({
  'schools.access': {
    always: ['director'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Менять настройки доступа', en: 'Change the access settings' },
  },
});
