import { defineEvent } from '../../platform/outbox/index.js';

export interface LessonFacts {
  readonly lessonId: string;
  readonly schoolYear: number;
  readonly groupId: string;
  /** Calendar date at the school. */
  readonly date: string;
}

/** A lesson will not take place (SH-3). */
export const lessonCancelled = defineEvent<LessonFacts>('schedule.lesson_cancelled');

/** Somebody else gives the lesson (SH-3). */
export const lessonSubstituted = defineEvent<LessonFacts & { replacedTeacherId: string; teacherId: string }>('schedule.lesson_substituted');
