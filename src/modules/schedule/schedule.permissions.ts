import { defineFixedPermissions, definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';

export const schedulePermissions = definePermissions({
  /** Lessons of a class, pupil, teacher or room: whose is the statement's matter. */
  'schedule.read': 'signed_in',
});

defineFixedPermissions({
  /** Drafts too. */
  'schedule.view_plans': {
    roles: ['teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin', 'director'],
    title: { ru: 'Видеть расписания школы и их черновики', en: 'See timetables of the school, drafts too' },
    why: { ru: 'Расписание открыто всем сотрудникам школы', en: 'Timetables are open to all staff' },
  },
});

/** What a school sets for itself (SC-12). */
defineSchoolPermissions({
  'schedule.plan': {
    always: ['director'], usually: ['deputy_head', 'school_admin'], ifGiven: ['methodist'],
    title: { ru: 'Составлять и публиковать расписание', en: 'Draw up and publish timetables' },
  },
  'schedule.change_lessons': {
    always: ['director'], usually: ['deputy_head', 'school_admin'], ifGiven: ['secretary', 'methodist'],
    title: { ru: 'Отменять уроки и назначать замены', en: 'Cancel lessons and send substitutes' },
  },
});
