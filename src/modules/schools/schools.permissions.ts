import { defineFixedPermissions, definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';
import { SCHOOL_STAFF } from '../../shared/roles.js';

definePermissions({
  /** A new school in the directory; connecting by request comes later (SC-3). */
  'schools.create': ['system_admin'],
  /** Rating and inspections of any school; a coordinator those of the own region. */
  'schools.oversee': ['system_admin', 'regional_coordinator'],
});

/** The same in every school. */
defineFixedPermissions({
  /** From trial mode to families (SC-4): the own school, or any by the operator. */
  'schools.open': {
    roles: ['school_admin', 'director', 'system_admin'],
    title: { ru: 'Открыть школу семьям после пробного режима', en: 'Open the school to families after the trial' },
    why: { ru: 'За открытие отвечает администрация школы', en: 'The administration answers for it' },
  },
  /** Card, structure, classes, groups of the own school. */
  'schools.read': {
    roles: SCHOOL_STAFF,
    title: { ru: 'Видеть карточку школы, классы, предметы, звонки и учебные периоды', en: 'See the card of the school, its classes, subjects, bells and terms' },
    why: { ru: 'Без этого сотруднику нельзя работать в журнале', en: 'Nobody of the staff could work without it' },
  },
  /** Files of some kind, in or out: each kind names the right it needs (`ImportKindOf.right`). */
  'schools.exchange_files': {
    roles: ['school_admin', 'director', 'secretary', 'deputy_head', 'methodist'],
    title: { ru: 'Загружать и выгружать файлы того, что вправе вести', en: 'Import and export files of what one may keep' },
    why: { ru: 'Каждый вид файлов открывает право на сами данные', en: 'Each kind of file is opened by the right to the data in it' },
  },
  /** A pupil's card: staff as `schools.policy` says, and the pupil themselves. */
  'schools.pupil_read': {
    roles: [...SCHOOL_STAFF, 'pupil'],
    title: { ru: 'Видеть карточки своих учеников, а ученику — свою', en: 'See the cards of the pupils one teaches or leads, and a pupil their own' },
    why: { ru: 'Следует из нагрузки и классного руководства; чужих учеников открывает отдельное право', en: 'It follows from assignments and classes; other pupils are a right of their own' },
  },
});

/** What a school sets for itself (SC-12). Its administrator and director always run it, or nobody could. */
defineSchoolPermissions({
  'schools.write': {
    always: ['school_admin', 'director'], usually: ['secretary'], ifGiven: [],
    title: { ru: 'Изменять карточку школы и рабочие контакты сотрудников', en: 'Change the card of the school and the work contacts of its staff' },
  },
  'schools.structure': {
    always: ['school_admin', 'director'], usually: ['secretary'], ifGiven: ['deputy_head'],
    title: {
      ru: 'Изменять учебные годы, периоды, каникулы, звонки, здания, кабинеты, предметы, учебный план', en: 'Change years, terms, holidays, bells, buildings, rooms, subjects and the curriculum',
    },
  },
  'schools.roster': {
    always: ['school_admin', 'director'], usually: ['secretary'], ifGiven: ['deputy_head'],
    title: { ru: 'Вести классы, учеников, их движение, учебные группы и нагрузку', en: 'Keep classes, pupils, their movements, teaching groups and assignments' },
  },
  'schools.files': {
    always: ['school_admin', 'director'], usually: ['secretary'], ifGiven: ['deputy_head'],
    title: { ru: 'Загружать и выгружать данные школы файлами (кроме расписания: оно у тех, кто его составляет)', en: 'Import and export data of the school by files (the timetable is for those who plan it)' },
  },
  /** Without it one sees the pupils one teaches or leads. */
  'schools.see_pupils': {
    always: ['school_admin', 'director'], usually: ['secretary', 'deputy_head', 'methodist'], ifGiven: [],
    title: { ru: 'Видеть карточки и списки всех учеников школы', en: 'See cards and lists of all pupils of the school' },
  },
  'schools.see_staff_contacts': {
    always: [], usually: ['guardian', 'pupil'], ifGiven: [],
    title: { ru: 'Видеть рабочие контакты и часы приёма сотрудников', en: 'See work contacts and reception hours of staff' },
  },
});
