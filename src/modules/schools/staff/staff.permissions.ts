import { defineFixedPermissions, definePermissions, defineSchoolPermissions } from '../../../platform/auth/index.js';
import { SCHOOL_STAFF } from '../../../shared/roles.js';

definePermissions({
  /** Appointments of the schools of the own region; of any by the operator (SC-5). */
  'schools.confirm_staff': ['regional_coordinator', 'system_admin'],
});

defineFixedPermissions({
  'schools.read_staff': {
    roles: [...SCHOOL_STAFF, 'system_admin'],
    title: { ru: 'Видеть, кто и кем работает в школе', en: 'See who works in the school, and as what' },
    why: { ru: 'Коллеги знают друг друга', en: 'Colleagues know each other' },
  },
  'schools.read_staff_confirmation': {
    roles: [...SCHOOL_STAFF, 'regional_coordinator', 'system_admin'],
    title: { ru: 'Видеть, кто подтверждает назначения школы', en: 'See who confirms the appointments of the school' },
    why: { ru: 'Порядок подтверждения задаёт регион', en: 'The region sets how appointments are confirmed' },
  },
});

defineSchoolPermissions({
  /** Whom they may appoint is said in staff.policy. */
  'schools.appoint': {
    always: ['director', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Назначать сотрудников и прекращать их должности', en: 'Appoint staff and end their positions' },
  },
});
