export type {
  Clash, ClashingLesson, Entry, HasRecords, Lesson, LessonStatus, NewEntry, NewTimetable, Published, Timetable, TimetableStatus,
} from './schedule.contracts.js';
export { lessonCancelled, lessonSubstituted, type LessonFacts } from './schedule.events.js';
export { ScheduleFacade } from './schedule.facade.js';
export { ScheduleModule } from './schedule.module.js';
