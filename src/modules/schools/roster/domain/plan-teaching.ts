/** Why something somebody is to teach or lead cannot be given to them by itself. */
export type TeachingGapReason =
  | 'no_subject' | 'subject_unknown' | 'class_unknown' | 'no_group' | 'taught_by_other' | 'which_subgroup' | 'led_by_other' | 'starts_later';

export interface TeachingGap {
  /** As typed; null when it is about the class alone. */
  readonly subject: string | null;
  readonly className: string | null;
  readonly why: TeachingGapReason;
}

/** What can be given, and what is left for a person to see to. */
export interface TeachingPlan {
  readonly groups: readonly { readonly groupId: string; readonly subject: string; readonly name: string }[];
  readonly homeroom: { readonly classId: string; readonly name: string; readonly version: number } | null;
  readonly gaps: readonly TeachingGap[];
}

/** A group of a subject that a class, or a subgroup of it, is part of. */
export interface TeachingCandidate {
  readonly groupId: string;
  readonly name: string;
  readonly subjectKey: string;
  readonly classId: string;
  /** The whole class is in it. */
  readonly whole: boolean;
  /** Who teaches it then or later. */
  readonly taughtBy: readonly string[];
}

export interface TeachingFacts {
  readonly personId: string;
  readonly subjects: readonly { readonly typed: string; readonly key: string; readonly known: boolean }[];
  readonly classes: readonly { readonly typed: string; readonly id: string | null }[];
  readonly candidates: readonly TeachingCandidate[];
  /** The class to lead; null: none was asked for. */
  readonly homeroom: { readonly typed: string; readonly found: { readonly id: string; readonly name: string; readonly version: number; readonly leader: string | null } | null } | null;
  /** The first day of work has not come yet. */
  readonly startsLater: boolean;
}

/** Every subject in every class named, and a class to lead, as far as nobody else has them (EN-1, SC-9). */
export function planTeaching({ personId, subjects, classes, candidates, homeroom, startsLater }: TeachingFacts): TeachingPlan {
  const groups = new Map<string, TeachingPlan['groups'][number]>();
  const gaps: TeachingGap[] = [];
  const gap = (subject: string | null, className: string | null, why: TeachingGapReason): void => void gaps.push({ subject, className, why });
  for (const { typed, known } of subjects) if (!known) gap(typed, null, 'subject_unknown');
  for (const { typed, id } of classes) {
    if (id === null) gap(null, typed, 'class_unknown');
    else if (subjects.length === 0) gap(null, typed, 'no_subject');
  }
  for (const subject of subjects.filter(({ known }) => known)) {
    for (const { typed: className, id } of classes) {
      if (id === null) continue;
      const found = candidates.filter(({ subjectKey, classId }) => subjectKey === subject.key && classId === id);
      const fitting = found.some(({ whole }) => whole) ? found.filter(({ whole }) => whole) : found;
      if (fitting.some(({ taughtBy }) => taughtBy.includes(personId))) continue;
      const free = fitting.filter(({ taughtBy }) => taughtBy.length === 0);
      if (fitting.length === 0) gap(subject.typed, className, 'no_group');
      else if (free.length === 0) gap(subject.typed, className, 'taught_by_other');
      else if (free.length > 1) gap(subject.typed, className, 'which_subgroup');
      else groups.set(free[0]!.groupId, { groupId: free[0]!.groupId, subject: subject.typed, name: free[0]!.name });
    }
  }
  const led = homeroom?.found ?? null;
  if (homeroom !== null && led === null) gap(null, homeroom.typed, 'class_unknown');
  else if (led !== null && led.leader !== null && led.leader !== personId) gap(null, led.name, 'led_by_other');
  else if (led !== null && led.leader === null && startsLater) gap(null, led.name, 'starts_later');
  const free = led !== null && led.leader === null && !startsLater;
  return { groups: [...groups.values()], homeroom: free ? { classId: led.id, name: led.name, version: led.version } : null, gaps };
}
