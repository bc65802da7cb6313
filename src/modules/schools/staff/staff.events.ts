import { defineEvent } from '../../../platform/outbox/index.js';

export interface PositionFact {
  readonly positionId: string;
}

/** A position counts from now on, or from its first day. */
export const StaffAppointed = defineEvent<PositionFact>('schools.staff_appointed');

/** Appointments of a region wait for somebody's word: news, or still so some days later. */
export const StaffAwaitsConfirmation = defineEvent<{ readonly regionCode: string }>('schools.staff_awaits_confirmation');

export const StaffDeclined = defineEvent<PositionFact>('schools.staff_declined');

export const StaffPositionEnded = defineEvent<PositionFact>('schools.staff_position_ended');
