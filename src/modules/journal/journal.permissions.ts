import { defineFixedPermissions, definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';

/**
 * Who may ever do these things; whose journal it is, is decided in the statement (404). Administration reads every
 * journal of the school, writes none, and only an administrator or the director corrects a mark (JO-6).
 */
defineFixedPermissions({
  'journal.read': {
    roles: ['teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
    title: { ru: 'Открывать журналы своих групп', en: 'Open the journals of the own groups' },
    why: { ru: 'Следует из нагрузки; чужие журналы открывает отдельное право', en: 'It follows from assignments; other journals are a right of their own' },
  },
  'journal.write': {
    roles: ['teacher', 'homeroom_teacher'],
    title: { ru: 'Ставить отметки и отмечать посещаемость на своих уроках', en: 'Give marks and take attendance at the own lessons' },
    why: { ru: 'Отметки ставит только тот, кто ведёт урок', en: 'Only whoever teaches the lesson gives marks' },
  },
  'journal.correct': {
    roles: ['teacher', 'homeroom_teacher', 'school_admin', 'director'],
    title: { ru: 'Исправлять свои отметки новой записью', en: 'Correct the own marks by a further entry' },
    why: { ru: 'История отметок не переписывается; чужие отметки — отдельное право', en: 'The history of marks is never rewritten; marks of others are a right of their own' },
  },
  'journal.read_pupil': {
    roles: ['pupil', 'guardian', 'guest', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
    title: { ru: 'Видеть отметки ребёнка: семье — своего, учителю — своих учеников', en: 'See marks of a pupil: a family of its child, a teacher of those taught' },
    why: { ru: 'Семья вправе знать об успеваемости; сотрудникам — по нагрузке и отдельному праву', en: 'Families have a right to know; staff by assignments and a right of its own' },
  },
});

definePermissions({
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
