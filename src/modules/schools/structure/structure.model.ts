export interface AcademicYear {
  readonly id: string;
  readonly schoolYear: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly weekDays: 5 | 6;
  readonly fiveDayToGrade: number | null;
  readonly version: number;
}

export type YearData = Omit<AcademicYear, 'version'>;

export interface Bell {
  /** 1 Monday … 7 Sunday; null: any day that has no bells of its own. */
  readonly weekday: number | null;
  readonly shift: 1 | 2;
  readonly number: number;
  /** `HH:mm`. */
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface BellScheduleData {
  readonly name: string;
  readonly kind: 'regular' | 'short';
  readonly isDefault: boolean;
  readonly bells: readonly Bell[];
}

/** A day that goes by another schedule than the default: a short one, as a rule. */
export interface BellDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly scheduleId: string;
  readonly name: string;
  readonly kind: 'regular' | 'short';
}

export interface BellSchedule extends BellScheduleData {
  readonly id: string;
  readonly version: number;
}
