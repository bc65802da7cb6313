import { type ChildDocumentKind, nameKey, type PersonName } from '../../shared/identifiers/index.js';
import type { TypedPapers } from './roster/domain/papers.js';

/** A calendar date, `YYYY-MM-DD`. */
export type CalendarDate = string;

/** Where a school stands on its way into the journal; `listed`: in the directory and not connected yet (SC-3). */
export const SCHOOL_STATUSES = ['listed', 'trial', 'active', 'suspended', 'closed'] as const;
export type SchoolStatus = (typeof SCHOOL_STATUSES)[number];

export const SCHOOL_TYPES = ['school', 'gymnasium', 'lyceum', 'primary', 'boarding', 'evening', 'cadet', 'special', 'other'] as const;
export type SchoolType = (typeof SCHOOL_TYPES)[number];

export interface School {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  /** IANA zone. */
  readonly zone: string;
  /** Two digits. */
  readonly regionCode: string;
  readonly settlementId: string;
  readonly status: SchoolStatus;
}

export interface SchoolClass {
  readonly id: string;
  readonly schoolId: string;
  /** The year it starts in: 2026 is 2026/27. */
  readonly schoolYear: number;
  readonly gradeLevel: number;
  readonly letter: string;
  /** `5А`. */
  readonly name: string;
  readonly homeroomPersonId: string | null;
  readonly shift: 1 | 2;
}

export interface Pupil {
  readonly id: string;
  readonly schoolId: string;
  /** Null until they have an account. */
  readonly personId: string | null;
  readonly name: PersonName;
  readonly birthDate: CalendarDate;
  readonly sex: 'm' | 'f';
  readonly externalId: string | null;
  /** The class they are in on the day asked for (today unless said), or null. */
  readonly schoolClass: { readonly id: string; readonly name: string } | null;
  readonly version: number;
}

/** Which numbers of a pupil the roll knows; themselves they are not shown. */
export interface KnownPapers {
  readonly hasSnils: boolean;
  readonly hasInn: boolean;
  readonly documentKind: ChildDocumentKind | null;
}

/** What a pupil found by likeness shares with what was asked. */
export interface LikelyPupil {
  readonly pupil: Pupil;
  /** `same`: full name and birth date agree, or the SNILS; `likely`: some of them do. */
  readonly likeness: 'same' | 'likely';
  readonly matches: { readonly name: boolean; readonly birthDate: boolean; readonly snils: boolean };
}

/** Who a representative is to the pupil. */
export const REPRESENTATIVE_KINDS = ['mother', 'father', 'guardian', 'other'] as const;
export type RepresentativeKind = (typeof REPRESENTATIVE_KINDS)[number];

/** Somebody who represents a pupil, as the school's papers have it. */
export interface Representative {
  readonly name: PersonName;
  readonly kind: RepresentativeKind;
  /** E.164; kept sealed. */
  readonly phone: string;
}

/** How a pupil on the roll compares with a child somebody describes. Not for the eyes of whoever describes. */
export interface ComparedPupil {
  readonly pupilId: string;
  readonly name: boolean;
  readonly birthDate: boolean;
  readonly sex: boolean;
  /** Null when one side does not know it. */
  readonly snils: boolean | null;
  readonly inn: boolean | null;
  /** Null also when each side knows a document of another kind. */
  readonly document: boolean | null;
  /** In a class today. */
  readonly inClass: boolean;
  /** `YYYY-MM-DD`, the pupil's. */
  readonly born: CalendarDate;
}

/** Numbers are checked and kept sealed. */
export interface NewPupil extends TypedPapers {
  readonly schoolId: string;
  readonly name: PersonName;
  readonly birthDate: CalendarDate;
  readonly sex: 'm' | 'f';
  readonly externalId?: string | null;
  readonly personId?: string | null;
  /** Enrols at once. */
  readonly classId?: string | null;
  /** First day in the class; today in the school's zone unless said. */
  readonly enrolledOn?: CalendarDate;
  readonly orderNumber?: string | null;
}

/** A span of days in a class or a group: from inclusive, until exclusive (null: open). */
export interface Span {
  readonly validFrom: CalendarDate;
  readonly validUntil: CalendarDate | null;
}

export interface TeachingGroup {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly subjectId: string;
  readonly subject: string;
  readonly name: string;
}

/** A school whose figures somebody sees (SC-11). */
export interface OverseenSchool {
  readonly id: string;
  readonly name: string;
  readonly status: SchoolStatus;
}

/** What a list of overseen schools is sorted by. */
export function overseenKey({ name, id }: OverseenSchool): string {
  return `${nameKey(name)} ${id}`;
}

/** A pupil who was in a class from a day on, and is not any more. */
export interface PupilInClass {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly classId: string;
  readonly pupilId: string;
  readonly from: CalendarDate;
}

/** Whether something is written on the pupil in groups of the class, on days on which they are not in those groups now. */
export type HasRecordsInClass = (pupil: PupilInClass) => Promise<boolean>;

/** What somebody who is appointed says they teach and lead, by the names people write. */
export interface WantedTeaching {
  readonly personId: string;
  readonly subjects: readonly string[];
  /** Where they teach each of the subjects. */
  readonly classes: readonly string[];
  /** The class they lead; null for none. */
  readonly homeroomClass: string | null;
  /** First day of work; today when missing or past: who taught until now stays as it was. */
  readonly from: CalendarDate | undefined;
}
