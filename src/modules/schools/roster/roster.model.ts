import type { CalendarDate, SchoolClass } from '../schools.contracts.js';

export interface ClassRow extends SchoolClass {
  readonly profile: string | null;
  readonly version: number;
}

export interface ListedClass extends ClassRow {
  /** How many are in it on the day asked. */
  readonly pupils: number;
}

export interface ClassMember {
  readonly id: string;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly nameKey: string;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly validFrom: string;
  readonly validUntil: string | null;
}

export interface Division {
  readonly number: number;
  readonly name: string;
  readonly subgroups: readonly { readonly number: number; readonly name: string }[];
}

export interface GroupPart {
  readonly classId: string;
  /** 0 and 0: the whole class. */
  readonly division: number;
  readonly subgroup: number;
}

export interface Assignment {
  readonly id: string;
  readonly personId: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly version: number;
}

export interface GroupData {
  readonly id: string;
  readonly schoolYear: number;
  readonly subjectId: string;
  readonly name: string;
  readonly hoursAWeek: number | null;
}

export interface GroupRow extends Omit<GroupData, 'hoursAWeek'> {
  /** A decimal as text. */
  readonly hoursAWeek: string | null;
  readonly subject: string;
  readonly parts: readonly (GroupPart & { readonly className: string })[];
  readonly assignments: readonly Assignment[];
  readonly version: number;
}

export interface MovementRow {
  readonly id: string;
  readonly kind: 'enrolled' | 'transferred' | 'promoted' | 'expelled' | 'graduated';
  readonly on: CalendarDate;
  readonly fromClass: string | null;
  readonly toClass: string | null;
  readonly orderNumber: string | null;
  readonly note: string | null;
  readonly recordedAt: Date;
  /** Null: it stands. */
  readonly cancelReason: string | null;
  readonly cancelledAt: Date | null;
  /** Sorts the latest day first. */
  readonly order: number;
}
