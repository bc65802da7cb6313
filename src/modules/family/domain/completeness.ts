/** What can be missing of a child's profile (FA-6); name, birth date and school never are: the roll and what a parent enters have them. */
export const PROFILE_FIELDS = ['class', 'study_profile', 'snils_or_inn'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

export interface KnownOfChild {
  readonly linked: boolean;
  /** Linked by data without SNILS and INN, or entered without them. */
  readonly needsNumber: boolean;
  /** The class today; null when in none. */
  readonly study: { readonly gradeLevel: number; readonly profile: string | null; readonly profilesNamed: boolean } | null;
}

/** A field that is missing; whether the diary waits for it. */
export interface MissingField {
  readonly field: ProfileField;
  readonly blocks: boolean;
}

/** From this grade level on classes have a study profile, in schools that name any. */
const PROFILED_FROM = 10;

/** A class without its study profile is the school's to mend, and does not close the diary of a whole class. */
export function missingFields({ linked, needsNumber, study }: KnownOfChild): MissingField[] {
  const missing: MissingField[] = [];
  if (!linked || study === null) missing.push({ field: 'class', blocks: true });
  else if (study.gradeLevel >= PROFILED_FROM && study.profilesNamed && study.profile === null) missing.push({ field: 'study_profile', blocks: false });
  if (needsNumber) missing.push({ field: 'snils_or_inn', blocks: true });
  return missing;
}
