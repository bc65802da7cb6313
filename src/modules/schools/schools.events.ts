import { defineEvent } from '../../platform/outbox/index.js';

/** A school left trial mode: families see it from now on (SC-4). */
export const SchoolOpened = defineEvent<{ schoolId: string }>('schools.opened');

/** A school took in its pupils, or who represents them, from a file (SC-6). */
export const RollImported = defineEvent<{ schoolId: string }>('schools.roll_imported');
