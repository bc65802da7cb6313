export type { DueDate } from './calendar.contracts.js';
export { CalendarYearReplaced } from './calendar.events.js';
export { CalendarFacade, type CalendarPlace } from './calendar.facade.js';
export { CalendarModule } from './calendar.module.js';
export type { CalendarDate } from './domain/calendar-date.js';
