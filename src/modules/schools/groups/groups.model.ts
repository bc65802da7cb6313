import type { CalendarDate, SchoolStatus, Span } from '../schools.contracts.js';

export const SCHOOL_GROUP_KINDS = ['network', 'cluster', 'municipality'] as const;

export interface SchoolGroupData {
  readonly kind: (typeof SCHOOL_GROUP_KINDS)[number];
  readonly name: string;
}

/** Schools of one region that a coordinator looks at together (SC-11). */
export interface SchoolGroup extends SchoolGroupData {
  readonly id: string;
  readonly regionCode: string;
  readonly version: number;
}

/** Whose groups and schools: of a region (null: every one), and of one group of it, if somebody is kept to one. */
export interface Overseer {
  readonly regionCode: string | null;
  readonly groupId: string | null;
}

/** A school in a group, for a time. */
export interface GroupedSchool extends Span {
  readonly schoolId: string;
  readonly name: string;
  readonly status: SchoolStatus;
}

export interface PupilGroupData {
  readonly name: string;
  /** What it is for. */
  readonly about: string | null;
}

/** Pupils of a school across its classes (SC-11): those of an olympiad, of a boarding house. */
export interface PupilGroup extends PupilGroupData {
  readonly id: string;
  /** In it today. */
  readonly pupils: number;
  readonly version: number;
}

export interface GroupedPupil extends Span {
  readonly pupilId: string;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
  /** On the day asked for; null outside any class. */
  readonly className: string | null;
}

export interface RegionPupilGroupData extends PupilGroupData {
  /** Whose schools put pupils in; null: every school of the region. */
  readonly schoolGroupId: string | null;
}

/** Pupils of several schools together (SC-11): an olympiad team of the region, children of a cluster. */
export interface RegionPupilGroup extends RegionPupilGroupData {
  readonly id: string;
  readonly regionCode: string;
  readonly version: number;
}

/** A group of the region as one of its schools sees it. */
export interface JoinedGroup extends PupilGroupData {
  readonly id: string;
  /** Whether the school puts pupils in today. */
  readonly open: boolean;
  /** Own pupils in it today. */
  readonly pupils: number;
}

/** How many pupils a group across schools has today. */
export interface GroupFigures {
  readonly pupils: number;
  readonly bySchool: readonly { readonly schoolId: string; readonly name: string; readonly pupils: number }[];
  /** Null: in no class. */
  readonly byGradeLevel: readonly { readonly gradeLevel: number | null; readonly pupils: number }[];
}

/** How large a school is today. */
export interface SchoolCounts {
  readonly schoolId: string;
  readonly pupils: number;
  readonly classes: number;
  readonly staff: number;
  readonly teachers: number;
}

/** From when and until when, as asked for. */
export interface AskedSpan {
  readonly from?: CalendarDate;
  readonly until?: CalendarDate | null;
}
