import type { Newcomer } from '../../identity/index.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import type { CalendarDate } from '../schools.contracts.js';

/** Roles somebody is appointed to. A homeroom teacher follows from their class. */
export const POSITION_ROLES = ['teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin', 'director'] as const;
export type PositionRole = (typeof POSITION_ROLES)[number];

export const POSITION_STATUSES = ['awaiting_confirmation', 'active', 'declined', 'withdrawn', 'ended'] as const;
export type PositionStatus = (typeof POSITION_STATUSES)[number];

export type { Newcomer };

/** One position of one person (SC-5); a person may have several. */
export interface Position {
  readonly id: string;
  readonly schoolId: string;
  /** Null until somebody new has an account. */
  readonly personId: string | null;
  /** Null of somebody new who was declined. */
  readonly name: PersonName | null;
  readonly role: PositionRole;
  /** As the order has it; null when the role was given without an order. */
  readonly title: string | null;
  readonly orderNumber: string | null;
  readonly startsOn: CalendarDate;
  /** Last day. */
  readonly endsOn: CalendarDate | null;
  readonly status: PositionStatus;
  /** Why it was declined, taken back or ended. */
  readonly reason: string | null;
  /** Who appointed; null when the role was given without an order. */
  readonly requestedBy: string | null;
  /** When; null when the role was given without an order. */
  readonly requestedAt: Date | null;
}

export interface StoredPosition extends Omit<Position, 'name' | 'requestedAt'> {
  readonly newcomer: Newcomer | null;
}

/** Whether the appointments of a school wait for a word from above, and who has said so (SC-5). */
export interface ConfirmationRule {
  readonly regionCode: string;
  readonly required: boolean;
  readonly ofRegion: boolean;
  /** A word on this school alone; null: as the region. */
  readonly ofSchool: boolean | null;
}

/** How many appointments wait, of how many schools, since when the oldest. */
export interface WaitingAppointments {
  readonly positions: number;
  readonly schools: number;
  readonly since: Date;
}

/** An appointment somebody has decided on already. */
export interface DecidedAppointment {
  /** Id of a person with an account, or somebody new, whose login goes to their contact. */
  readonly who: string | Newcomer;
  readonly role: PositionRole;
  readonly title: string;
  readonly orderNumber: string;
  /** First day; today unless said. */
  readonly startsOn?: CalendarDate;
  /** Last day; open when missing. */
  readonly endsOn?: CalendarDate | null;
}

/** Where the people of a school are reached at work. */
export interface WorkContacts {
  readonly phone: string | null;
  readonly email: string | null;
  /** In words. */
  readonly receptionHours: string | null;
  readonly shownToFamilies: boolean;
}

/** Version 0: nothing was written yet. */
export interface StoredContacts extends WorkContacts {
  readonly version: number;
}

/** What families see of somebody who works in their school. */
export interface ShownContacts {
  readonly personId: string;
  readonly name: PersonName;
  readonly titles: readonly string[];
  readonly phone: string | null;
  readonly email: string | null;
  readonly receptionHours: string | null;
}
