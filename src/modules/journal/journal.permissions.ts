import { definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';

/**
 * Who may ever do these things; whose journal it is, is decided in the statement (404). Administration reads every
 * journal of the school, writes none, and only an administrator or the director corrects a mark (JO-6).
 */
export const journalPermissions = definePermissions({
  'journal.read': ['teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
  'journal.write': ['teacher', 'homeroom_teacher'],
  'journal.correct': ['teacher', 'homeroom_teacher', 'school_admin', 'director'],
  'journal.read_pupil': ['pupil', 'guardian', 'guest', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
  'journal.statistics': ['regional_coordinator', 'system_admin'],
});

/** How far these go is each school's to say (SC-12; defaults of domain rules, Role codes). The diary asks for them too. */
defineSchoolPermissions({
  'journal.read_all': {
    always: ['director'], usually: ['methodist', 'deputy_head', 'school_admin'], ifGiven: [],
    title: { ru: 'Видеть все журналы и дневники школы, историю отметок', en: 'See every journal and diary of the school, and the history of marks' },
  },
  'journal.read_own_class': {
    always: [], usually: ['homeroom_teacher'], ifGiven: [],
    title: { ru: 'Видеть журналы и дневники своего класса по всем предметам', en: 'See journals and diaries of the own class in every subject' },
  },
  'journal.correct_any': {
    always: ['director'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Исправлять чужие отметки новой записью с причиной', en: 'Correct marks of others by a further entry with a reason' },
  },
});
