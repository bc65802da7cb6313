/** Hours a week of a subject in a grade level; a line of the class's own profile goes before the one without. */
export interface CurriculumLine {
  readonly gradeLevel: number;
  readonly profile: string | null;
  readonly subjectId: string;
  readonly hoursAWeek: number;
}

export interface CheckedClass {
  readonly id: string;
  readonly gradeLevel: number;
  readonly profile: string | null;
  /** Its subgroups, by division. */
  readonly subgroups: readonly { readonly division: number; readonly subgroup: number }[];
}

/** A class or a subgroup in a teaching group. Null hours: not said yet. */
export interface TaughtPart {
  readonly classId: string;
  readonly subjectId: string;
  /** 0 and 0: the whole class. */
  readonly division: number;
  readonly subgroup: number;
  readonly hoursAWeek: number | null;
}

export const CURRICULUM_DIFFERENCES = ['no_group', 'no_hours', 'less', 'more', 'uneven', 'not_planned'] as const;

export interface CurriculumDifference {
  readonly classId: string;
  readonly subjectId: string;
  /**
   * `no_group`: nobody teaches it; `no_hours`: a group says no hours; `less`, `more`: than planned; `uneven`: subgroups get
   * different hours; `not_planned`: taught, but not in the curriculum.
   */
  readonly difference: (typeof CURRICULUM_DIFFERENCES)[number];
  readonly planned: number | null;
  /** The fewest and the most hours a pupil of the class gets. */
  readonly givenLeast: number;
  readonly givenMost: number;
}

/** Where the hours of teaching groups are not those of the curriculum, class by class (SC-9). */
export function checkCurriculum(classes: readonly CheckedClass[], lines: readonly CurriculumLine[], parts: readonly TaughtPart[]): CurriculumDifference[] {
  return classes.flatMap((schoolClass) => {
    const planned = plannedHours(schoolClass, lines);
    const taught = parts.filter(({ classId }) => classId === schoolClass.id);
    const subjects = new Set([...planned.keys(), ...taught.map(({ subjectId }) => subjectId)]);
    return [...subjects].flatMap((subjectId) => {
      const found = compare(planned.get(subjectId) ?? null, taught.filter((part) => part.subjectId === subjectId), schoolClass);
      return found === null ? [] : [{ classId: schoolClass.id, subjectId, ...found }];
    });
  });
}

function plannedHours({ gradeLevel, profile }: CheckedClass, lines: readonly CurriculumLine[]): ReadonlyMap<string, number> {
  const own = lines.filter((line) => line.gradeLevel === gradeLevel && (line.profile === null || line.profile.toLowerCase() === profile?.toLowerCase()));
  const generalFirst = [...own.filter((line) => line.profile === null), ...own.filter((line) => line.profile !== null)];
  return new Map(generalFirst.map(({ subjectId, hoursAWeek }) => [subjectId, hoursAWeek]));
}

function compare(planned: number | null, parts: readonly TaughtPart[], { subgroups }: CheckedClass): Omit<CurriculumDifference, 'classId' | 'subjectId'> | null {
  const sum = (some: readonly TaughtPart[]) => some.reduce((hours, { hoursAWeek }) => hours + (hoursAWeek ?? 0), 0);
  const whole = sum(parts.filter(({ division }) => division === 0));
  const divisions = [...new Set(parts.map(({ division }) => division))].filter((division) => division > 0);
  // A pupil is in one subgroup of each division: the fewest hours are the whole class's and the poorest subgroup's of each.
  const perDivision = divisions.map((division) => subgroups.filter((s) => s.division === division)
    .map(({ subgroup }) => sum(parts.filter((part) => part.division === division && part.subgroup === subgroup))));
  const givenLeast = perDivision.reduce((hours, of) => hours + Math.min(...of), whole);
  const givenMost = perDivision.reduce((hours, of) => hours + Math.max(...of), whole);
  const say = (difference: CurriculumDifference['difference']) => ({ difference, planned, givenLeast, givenMost });
  if (planned === null) return say('not_planned');
  if (parts.length === 0) return say('no_group');
  if (parts.some(({ hoursAWeek }) => hoursAWeek === null)) return say('no_hours');
  if (givenLeast !== givenMost) return say('uneven');
  if (givenLeast === planned) return null;
  return say(givenLeast < planned ? 'less' : 'more');
}
