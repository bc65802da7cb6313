import { definePermissions } from '../../platform/auth/index.js';

export const schedulePermissions = definePermissions({
  /** Draw up and publish timetables. */
  'schedule.plan': ['deputy_head', 'school_admin', 'director'],
  /** See timetables, drafts too. */
  'schedule.view_plans': ['teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin', 'director'],
  /** Cancel a lesson, send a substitute. */
  'schedule.change_lessons': ['deputy_head', 'school_admin', 'director'],
  /** Lessons of a class, pupil, teacher or room: whose is the statement's matter. */
  'schedule.read': 'signed_in',
});
