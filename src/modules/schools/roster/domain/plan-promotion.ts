/** A pupil with their latest membership, and the class it is in. */
export interface PromotedPupil {
  readonly id: string;
  readonly classId: string;
  readonly schoolYear: number;
  readonly validFrom: string;
  /** Exclusive; null: open. */
  readonly validUntil: string | null;
}

export interface PromotedClass {
  readonly id: string;
  readonly gradeLevel: number;
  readonly letter: string;
}

/** Where a pupil goes: into a class of the next year by grade level and letter, or out of the school. */
export interface Promotion {
  readonly pupil: PromotedPupil;
  readonly outcome: 'promoted' | 'repeating' | 'graduated';
  readonly to: { readonly gradeLevel: number; readonly letter: string } | null;
}

export interface PromotionPlan {
  readonly moves: readonly Promotion[];
  /** Who is in the next year already. */
  readonly already: number;
  /** Named as an exception, but not in a class at the end of the year. */
  readonly unknown: readonly string[];
}

export const LAST_GRADE = 11;

/**
 * The whole school into the next year (SC-8): everybody in a class on its last day goes up a grade with the letter of the
 * class; the last grade and those who leave end there; those who repeat go into the class of the same name.
 */
export function planPromotion(pupils: readonly PromotedPupil[], classes: ReadonlyMap<string, PromotedClass>, { schoolYear, endsOn, repeating, leaving }: {
  readonly schoolYear: number;
  readonly endsOn: string;
  readonly repeating: ReadonlySet<string>;
  readonly leaving: ReadonlySet<string>;
}): PromotionPlan {
  // Who ended before the year is cut has left, be it after its last lesson: a graduate is not let go twice.
  const cut = `${schoolYear + 1}-08-01`;
  const here = pupils.filter((p) => p.schoolYear === schoolYear && p.validFrom <= endsOn && (p.validUntil === null || p.validUntil >= cut) && classes.has(p.classId));
  const moves = here.map((pupil): Promotion => {
    const { gradeLevel, letter } = classes.get(pupil.classId)!;
    if (repeating.has(pupil.id)) return { pupil, outcome: 'repeating', to: { gradeLevel, letter } };
    if (gradeLevel === LAST_GRADE || leaving.has(pupil.id)) return { pupil, outcome: 'graduated', to: null };
    return { pupil, outcome: 'promoted', to: { gradeLevel: gradeLevel + 1, letter } };
  });
  const known = new Set(here.map(({ id }) => id));
  return {
    moves, already: pupils.filter((p) => p.schoolYear > schoolYear).length,
    unknown: [...repeating, ...leaving].filter((id) => !known.has(id)),
  };
}
