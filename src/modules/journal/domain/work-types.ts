/** Kinds of work a school starts with; weights are the school's to change, never a teacher's to invent (domain rules, Marks). */
export const DEFAULT_WORK_TYPES = [
  { code: 'answer', name: 'Ответ на уроке', weight: 1, counts: true },
  { code: 'homework', name: 'Домашняя работа', weight: 1, counts: true },
  { code: 'independent', name: 'Самостоятельная работа', weight: 2, counts: true },
  { code: 'test', name: 'Тест', weight: 2, counts: true },
  { code: 'practical', name: 'Практическая или лабораторная работа', weight: 2, counts: true },
  { code: 'project', name: 'Проект', weight: 3, counts: true },
  { code: 'control', name: 'Контрольная работа', weight: 3, counts: true },
  { code: 'exam', name: 'Экзамен', weight: 5, counts: true },
  { code: 'behaviour', name: 'Работа вне среднего балла', weight: 1, counts: false },
] as const;

/** The work made for a mark that names neither a work nor a type. */
export const DEFAULT_WORK_TYPE = 'answer';
