/** What may happen to one dated lesson. Whether it was held is told by the clock and by its record. */
export type LessonStatus = 'planned' | 'cancelled' | 'moved' | 'substituted';

/** One dated lesson. */
export interface Lesson {
  readonly id: string;
  readonly schoolId: string;
  /** The year the school year starts in. */
  readonly schoolYear: number;
  readonly groupId: string;
  readonly subjectId: string;
  /** Calendar date at the school, `YYYY-MM-DD`. */
  readonly date: string;
  readonly shift: number;
  /** Number within the shift. */
  readonly number: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Who teaches this lesson: the substitute, if there is one. */
  readonly teacherId: string;
  readonly roomId: string | null;
  readonly status: LessonStatus;
}

/** A timetable to be drawn up for a period within one school year. */
export interface NewTimetable {
  readonly name: string;
  readonly schoolYear: number;
  /** First and last day, both included. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** Without it the school's default bells. */
  readonly bellScheduleId?: string;
  /** Take the entries of this timetable of the same school year. */
  readonly copyOf?: string;
}

export type TimetableStatus = 'draft' | 'published';

export interface Timetable {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly name: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly bellScheduleId: string;
  readonly status: TimetableStatus;
  readonly copyOf: string | null;
  readonly version: number;
  /** How many lessons a week it has. */
  readonly entries: number;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
}

/** Somebody or something named, as people see it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A lesson of the week as it stands in a timetable. */
export interface Entry {
  readonly id: string;
  readonly weekday: number;
  readonly shift: number;
  readonly number: number;
  /** Wall times `HH:mm`, by the bells when it was written. */
  readonly startTime: string;
  readonly endTime: string;
  readonly group: Named;
  readonly subject: Named;
  readonly classes: readonly Named[];
  readonly teacher: Named;
  readonly room: Named | null;
  readonly onlineUrl: string | null;
  readonly version: number;
}

/** What stands in the way of an entry or a lesson, and why (SH-1). */
export interface Clash {
  /** The entry that was sent, as a pointer into the body; absent when publishing. */
  readonly pointer?: string;
  /** What both want: the same teacher, the same room, the same pupils, or it is the same lesson twice. */
  readonly because: readonly ('teacher' | 'room' | 'class' | 'duplicate')[];
  /** The lesson that wants to stand there, when publishing. */
  readonly lesson?: ClashingLesson;
  /** What stands there. */
  readonly with: ClashingLesson;
}

export interface ClashingLesson {
  /** Of an entry of the timetable. */
  readonly entryId?: string | null;
  /** Of a dated lesson. */
  readonly lessonId?: string | null;
  /** Of another entry of the same request. */
  readonly pointer?: string | null;
  readonly weekday?: number;
  readonly date?: string;
  readonly shift: number;
  readonly number: number;
  readonly subject: string;
  readonly classes: readonly string[];
  readonly teacher: string;
  readonly room: string | null;
}

/** A lesson of the week: day, slot, group, teacher, and a room or a link (SH-1). */
export interface NewEntry {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly shift: number;
  readonly number: number;
  readonly groupId: string;
  readonly teacherId: string;
  readonly roomId?: string | null;
  readonly onlineUrl?: string | null;
}

/** What publishing did to the dated lessons. */
export interface Published {
  readonly created: number;
  readonly changed: number;
  /** Future lessons the timetable has no more, taken away. */
  readonly removed: number;
  /** Future lessons the timetable has no more, but with records: cancelled, so that nothing written is lost. */
  readonly cancelled: number;
}

/** Of these lessons of one school year, those that something is written on. */
export type HasRecords = (schoolId: string, schoolYear: number, lessonIds: readonly string[]) => Promise<string[]>;

/** A lesson as it comes; without lessons the one row has no id. */
export interface ScheduleRow {
  readonly id: string | null;
  readonly date: string;
  readonly number: number;
  readonly shift: number;
  /** `HH:mm:ss`. */
  readonly startTime: string;
  readonly endTime: string;
  /** Seconds the school is ahead of UTC then. */
  readonly offset: number;
  readonly status: LessonStatus;
  readonly reason: string | null;
  readonly onlineUrl: string | null;
  readonly subjectId: string;
  readonly subject: string;
  readonly groupId: string;
  readonly group: string;
  readonly teacherId: string;
  readonly teacher: string;
  readonly roomId: string | null;
  readonly room: string | null;
}
