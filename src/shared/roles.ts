/** Role codes (domain rules, "Role codes"; ID-13). */
export const ROLE_CODES = [
  'pupil', 'guardian', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin',
  'director', 'regional_coordinator', 'support_agent', 'content_editor', 'system_admin', 'guest',
] as const;
export type RoleCode = (typeof ROLE_CODES)[number];

/** Roles held in one school: a second factor is required of them (ID-5). */
export const SCHOOL_STAFF: readonly RoleCode[] = [
  'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin', 'director',
];

/** Roles of the operator: a second factor is required of them too (ID-5). */
export const OPERATORS: readonly RoleCode[] = ['regional_coordinator', 'support_agent', 'content_editor', 'system_admin'];

export function needsSecondFactor(role: RoleCode): boolean {
  return SCHOOL_STAFF.includes(role) || OPERATORS.includes(role);
}
