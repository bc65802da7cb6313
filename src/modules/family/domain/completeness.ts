/** What can be missing of a child's profile (FA-6); name, birth date and school never are: the roll and what a parent enters have them. */
export const PROFILE_FIELDS = ['class', 'study_profile', 'snils_or_inn'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Who fills a field in. */
export const FILLERS = ['school', 'family'] as const;
export const FILLED_IN_BY: Readonly<Record<ProfileField, (typeof FILLERS)[number]>> = { class: 'school', study_profile: 'school', snils_or_inn: 'family' };

export interface KnownOfChild {
  /** What the school has not filled in; null before the child is linked: no class is known. */
  readonly gaps: readonly ProfileField[] | null;
  /** Linked by data without SNILS and INN, or entered without them. */
  readonly needsNumber: boolean;
}

/** Each of them keeps the diary closed to the family until it is filled in. */
export function missingFields({ gaps, needsNumber }: KnownOfChild): ProfileField[] {
  const missing = new Set<ProfileField>([...(gaps ?? ['class']), ...(needsNumber ? ['snils_or_inn' as const] : [])]);
  return PROFILE_FIELDS.filter((field) => missing.has(field));
}
