import { defineFixedPermissions, defineSchoolPermissions } from '../../../platform/auth/index.js';

defineFixedPermissions({
  'schools.access_history': {
    roles: ['school_admin', 'director'],
    title: { ru: 'Видеть настройки доступа и кто их менял', en: 'See the access settings and who changed them' },
    why: { ru: 'Историю доступа не скрывают от администрации', en: 'The history of access is not hidden from the administration' },
  },
});

defineSchoolPermissions({
  'schools.access': {
    always: ['director'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Менять настройки доступа', en: 'Change the access settings' },
  },
});
