import { definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';

export const schedulePermissions = definePermissions({
  /** See timetables, drafts too. */
  'schedule.view_plans': ['teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin', 'director'],
  /** Lessons of a class, pupil, teacher or room: whose is the statement's matter. */
  'schedule.read': 'signed_in',
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
