import { defineEvent } from '../../platform/outbox/index.js';

/**
 * The working days of a year changed: due dates promised from it are computed again by whoever keeps them.
 * `regionCode` null: for all regions.
 */
export const CalendarYearReplaced = defineEvent<{ readonly year: number; readonly regionCode: string | null }>('calendar.year_replaced');
