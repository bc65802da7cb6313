import { definePermissions } from '../../platform/auth/index.js';

/**
 * Who may ever do these things; whose journal it is, is decided in the statement (404). Administration reads every
 * journal of the school, writes none, and only an administrator or the director corrects a mark (JO-6).
 */
export const journalPermissions = definePermissions({
  'journal.read': ['teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
  'journal.write': ['teacher', 'homeroom_teacher'],
  'journal.correct': ['teacher', 'homeroom_teacher', 'school_admin', 'director'],
  'journal.read_pupil': ['pupil', 'guardian', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
});

/** May correct any mark of the school by a further entry (JO-6). */
export const CORRECTS_ANY: readonly (string | null)[] = ['school_admin', 'director'];

/** Read every journal of the school (domain rules, Role codes). */
export const READS_ALL: readonly (string | null)[] = ['methodist', 'deputy_head', 'school_admin', 'director'];
