import { defineEvent } from '../../../platform/outbox/index.js';

export interface PositionFact {
  readonly positionId: string;
}

/** A position counts from now on, or from its first day. */
export const StaffAppointed = defineEvent<PositionFact>('schools.staff_appointed');

/** The region is asked to confirm an appointment. */
export const StaffAwaitsConfirmation = defineEvent<PositionFact>('schools.staff_awaits_confirmation');

export const StaffDeclined = defineEvent<PositionFact>('schools.staff_declined');

export const StaffPositionEnded = defineEvent<PositionFact>('schools.staff_position_ended');
