/** A mark as the family sees it. */
export interface DiaryMark {
  readonly id: string;
  /** A code of the school's scale: `5`, `pass`, `owed`. */
  readonly value: string;
  /** How the school writes it: `5`, `зач`, `.`. */
  readonly display: string;
  readonly weight: number;
  readonly workType: { readonly id: string; readonly name: string };
  readonly title: string | null;
  readonly comment: string | null;
  readonly at: string;
}

export type DiaryStatus = 'planned' | 'held' | 'cancelled' | 'moved' | 'substituted';

/** One lesson of a pupil's day (JO-12). */
export interface DiaryLesson {
  readonly id: string;
  readonly number: number;
  readonly shift: number;
  /** ISO 8601 with the school's offset. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly subject: { readonly id: string; readonly name: string };
  /** Who taught or teaches it: the substitute, if there is one. */
  readonly teacher: { readonly id: string; readonly name: string };
  readonly room: string | null;
  readonly onlineUrl: string | null;
  readonly topic: string | null;
  readonly status: DiaryStatus;
  /** Why it is cancelled, or who is missing. */
  readonly reason: string | null;
  readonly homework: readonly { readonly id: string; readonly text: string; readonly dueOn: string | null; readonly dueAt: string | null }[];
  readonly marks: readonly DiaryMark[];
  readonly attendance: { readonly status: string; readonly reason: string | null; readonly minutes: number | null } | null;
}

export interface Diary {
  readonly from: string;
  readonly to: string;
  /** True: nobody consented to the processing of the child's data, so marks are not given to the family (FA-8). */
  readonly marksWithheld: boolean;
  /** Days that have lessons, in order. */
  readonly days: readonly { readonly date: string; readonly lessons: readonly DiaryLesson[] }[];
}
