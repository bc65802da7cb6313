import { defineErrors } from '../../shared/domain-error.js';

export const journalErrors = defineErrors({
  'journal.cell_conflict': {
    kind: 'conflict',
    ru: 'Пока вы заполняли журнал, кто-то изменил эти клетки. Сравните отметки в current и yours и сохраните ещё раз.',
    en: 'Somebody changed these cells while you were filling them in. Compare current with yours and save again.',
  },
  'journal.attendance_conflict': {
    kind: 'conflict',
    ru: 'Пока вы отмечали посещаемость, её изменил кто-то другой. Сравните current и yours и сохраните ещё раз.',
    en: 'Somebody changed this attendance while you were marking it. Compare current with yours and save again.',
  },
  'journal.lesson_cancelled': { kind: 'conflict', ru: 'Урок отменён: отметки и посещаемость за него не ставятся.', en: 'The lesson is cancelled: it takes no marks and no attendance.' },
  'journal.no_term': {
    kind: 'conflict',
    ru: 'Дата урока не входит ни в одну четверть или полугодие. Попросите администратора школы проверить учебные периоды.',
    en: 'The date of the lesson lies in no term. Ask the school administrator to check the terms.',
  },
  'journal.term_closed': {
    kind: 'conflict',
    ru: 'Период «{term}» закрыт. Изменить отметки можно только с разрешения администрации.',
    en: 'The term “{term}” is closed. Marks can be changed only with the administration’s permission.',
  },
  'journal.grade_without_marks': {
    kind: 'conflict',
    ru: 'В первом классе отметки не ставятся. Если в школе принято иначе, это меняет администратор школы.',
    en: 'Grade 1 has no marks. If the school decided otherwise, its administrator changes the setting.',
  },
  'journal.work_has_marks': { kind: 'conflict', ru: 'За эту работу уже есть отметки. Сначала удалите их.', en: 'This work already has marks. Remove them first.' },
  'journal.marks_withheld': {
    kind: 'conflict',
    ru: 'Отметки не показываются: нет согласия на обработку данных ребёнка. Дайте его в разделе согласий.',
    en: 'Marks are not shown: there is no consent to the processing of the child’s data. Give it on the page of consents.',
  },
  'journal.busy': { kind: 'conflict', ru: 'В эти клетки одновременно пишут несколько человек. Повторите сохранение.', en: 'Several people write into these cells at once. Save again.' },
  'journal.value': { kind: 'invalid', ru: 'Такой отметки нет в шкале школы: {value}.', en: 'The school’s scale has no such mark: {value}.' },
  'journal.pupil_not_in_group': { kind: 'invalid', ru: 'В день урока этот ученик не был в группе.', en: 'This pupil was not in the group on the day of the lesson.' },
  'journal.work_unknown': { kind: 'invalid', ru: 'У этого урока нет такой работы.', en: 'This lesson has no such work.' },
  'journal.work_type_unknown': { kind: 'invalid', ru: 'Такого вида работы нет в списке школы.', en: 'The school’s list has no such kind of work.' },
  'journal.work_or_type': { kind: 'invalid', ru: 'Укажите работу или вид работы, но не оба сразу.', en: 'Name a work or a kind of work, not both.' },
  'journal.cell_twice': { kind: 'invalid', ru: 'Эта клетка указана дважды.', en: 'This cell is named twice.' },
  'journal.lesson_elsewhere': { kind: 'invalid', ru: 'Этот урок проводит другая группа или вы не ведёте его.', en: 'This lesson is of another group, or is not yours to write in.' },
  'journal.other_year': { kind: 'invalid', ru: 'Этот урок относится к другому учебному году.', en: 'This lesson is of another school year.' },
  'journal.term_unknown': { kind: 'invalid', ru: 'У этой группы нет такого периода.', en: 'This group has no such term.' },
  'journal.due_before_lesson': { kind: 'invalid', ru: 'Срок сдачи не может быть раньше урока.', en: 'Homework cannot be due before the lesson.' },
  'journal.weight': { kind: 'invalid', ru: 'Такого веса нет в списке школы. Допустимы: {limit}.', en: 'The school’s list has no such weight. Allowed: {limit}.' },
  'journal.reason': { kind: 'invalid', ru: 'Выберите причину изменения из списка.', en: 'Choose a reason for the change from the list.' },
  'journal.note_required': { kind: 'invalid', ru: 'Для другой причины напишите пояснение.', en: 'Explain the other reason in a note.' },
  'journal.reason_for_present': { kind: 'invalid', ru: 'Причина указывается только у отсутствующих.', en: 'A reason belongs to an absence only.' },
  'journal.minutes_for_late': { kind: 'invalid', ru: 'Минуты указываются только у опоздавших.', en: 'Minutes belong to lateness only.' },
});
