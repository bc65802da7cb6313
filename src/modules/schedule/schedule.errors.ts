import { defineErrors } from '../../shared/domain-error.js';

export const scheduleErrors = defineErrors({
  'schedule.clash': {
    kind: 'conflict',
    ru: 'В это время уже что-то стоит: учитель, класс или кабинет заняты. Занятые места перечислены; измените время, учителя или кабинет.',
    en: 'Something stands there already: a teacher, class or room is taken. The clashes are listed; choose another time, teacher or room.',
  },
  'schedule.timetable_published': {
    kind: 'conflict',
    ru: 'Расписание опубликовано, изменять его нельзя. Создайте новую версию (copyOf), измените её и опубликуйте.',
    en: 'The timetable is published and cannot be changed. Make a new version (copyOf), change it and publish it.',
  },
  'schedule.timetable_empty': { kind: 'conflict', ru: 'В расписании нет ни одного урока. Добавьте уроки.', en: 'The timetable has no lessons. Add some.' },
  'schedule.bells_missing': {
    kind: 'conflict',
    ru: 'Для некоторых уроков нет звонков: {lessons}. Дополните расписание звонков или уберите эти уроки.',
    en: 'Some lessons have no bells: {lessons}. Complete the bell schedule or remove these lessons.',
  },
  'schedule.no_academic_year': { kind: 'invalid', ru: 'Этот учебный год в школе не заведён. Сначала создайте его.', en: 'The school has no such academic year. Create it first.' },
  'schedule.outside_year': {
    kind: 'invalid', ru: 'Срок действия выходит за учебный год: он с {from} по {until}.', en: 'The period leaves the academic year, which is from {from} to {until}.',
  },
  'schedule.dates_reversed': { kind: 'invalid', ru: 'Последний день раньше первого.', en: 'The last day is before the first one.' },
  'schedule.no_bell_schedule': { kind: 'invalid', ru: 'Нет такого расписания звонков. Создайте его или отметьте основное.', en: 'There is no such bell schedule. Create it or name the default one.' },
  'schedule.unknown_timetable': { kind: 'invalid', ru: 'Нет такого расписания в этом учебном году.', en: 'There is no such timetable in this school year.' },
  'schedule.unknown_group': { kind: 'invalid', ru: 'Нет такой учебной группы в этом учебном году.', en: 'There is no such teaching group in this school year.' },
  'schedule.group_without_class': { kind: 'invalid', ru: 'В учебной группе нет ни одного класса. Назначьте ей класс или подгруппу.', en: 'The teaching group has no class. Give it a class or a subgroup.' },
  'schedule.not_teaching': { kind: 'invalid', ru: 'Этот учитель не назначен в учебную группу. Сначала назначьте его.', en: 'This teacher is not assigned to the group. Assign them first.' },
  'schedule.unknown_room': { kind: 'invalid', ru: 'Нет такого кабинета.', en: 'There is no such room.' },
  'schedule.place_needed': { kind: 'invalid', ru: 'Укажите кабинет или ссылку на онлайн-урок.', en: 'Name a room or the link of the online lesson.' },
  'schedule.no_bell': { kind: 'invalid', ru: 'На этот день, смену и номер урока нет звонка.', en: 'There is no bell for this day, shift and lesson number.' },
  'schedule.day_off': { kind: 'invalid', ru: 'В этот день недели класс не учится.', en: 'The class has no lessons on this weekday.' },
  'schedule.lesson_cancelled': { kind: 'conflict', ru: 'Урок уже отменён.', en: 'The lesson is cancelled already.' },
  'schedule.same_teacher': { kind: 'invalid', ru: 'Этот учитель и так ведёт урок. Выберите другого.', en: 'This teacher gives the lesson already. Choose somebody else.' },
  'schedule.not_staff': { kind: 'invalid', ru: 'Этот человек не учитель вашей школы.', en: 'This person is not a teacher of your school.' },
  'schedule.one_subject': { kind: 'invalid', ru: 'Укажите ровно одно: class, pupil, teacher или room.', en: 'Name exactly one of class, pupil, teacher and room.' },
  'schedule.period_too_long': { kind: 'invalid', ru: 'Слишком большой период: не больше {limit} дней.', en: 'The period is too long: at most {limit} days.' },
});
