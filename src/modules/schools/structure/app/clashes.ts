import { checkViolation, exclusionViolation, foreignKeyViolation, uniqueViolation } from '../../../../platform/database/index.js';
import { DomainError } from '../../../../shared/domain-error.js';

/** What a constraint of our tables means to the user; the rest are bugs and stay as they are. */
const CODES: Readonly<Record<string, string>> = {
  terms_dates: 'schools.terms_overlap', terms_number: 'schools.term_exists', vacations_dates: 'schools.vacations_overlap',
  curricula_line: 'schools.curriculum_exists', subjects_name: 'schools.name_taken', rooms_school_id_building_id_name_key: 'schools.name_taken', buildings_school_id_name_key: 'schools.name_taken',
  bell_schedules_name: 'schools.name_taken', bell_schedules_default: 'schools.default_taken', bells_number: 'schools.bell_twice', bells_overlap: 'schools.bells_overlap',
  classes_name: 'schools.class_exists', teaching_groups_name: 'schools.name_taken', assignments_once: 'schools.assigned_already',
  pupils_external_id: 'schools.external_id_taken', pupils_snils: 'schools.snils_taken', pupils_inn: 'schools.inn_taken', schools_inn_key: 'schools.registered_already',
  school_groups_name: 'schools.name_taken', pupil_groups_name: 'schools.name_taken', region_pupil_groups_name: 'schools.name_taken',
  school_group_members_once: 'schools.in_group_already', school_group_members_pkey: 'schools.in_group_already',
  pupil_group_members_once: 'schools.in_group_already', pupil_group_members_pkey: 'schools.in_group_already',
  region_pupil_group_members_once: 'schools.in_group_already', region_pupil_group_members_pkey: 'schools.in_group_already',
  staff_positions_once: 'schools.position_exists', directory_proposals_once: 'schools.proposed_already',
  schools_okpo_key: 'schools.registered_already', schools_ogrn_key: 'schools.registered_already',
};

/**
 * Runs a use case and says a clash of constraints in the user's words. To be called around the transaction, never inside.
 * @throws DomainError of the table above; `schools.in_use` for a record that others point at
 */
export async function sayingClashes<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const clash = uniqueViolation(error) ?? exclusionViolation(error) ?? checkViolation(error);
    const code = clash?.schema === 'schools' ? CODES[clash.constraint] : undefined;
    if (code !== undefined) throw new DomainError(code);
    if (foreignKeyViolation(error)?.schema !== undefined && isDelete(error)) throw new DomainError('schools.in_use');
    throw error;
  }
}

/** PostgreSQL tells a row still pointed at from a row that points nowhere only in words; the former names the other table. */
function isDelete(error: unknown): boolean {
  const { driverError } = error as { driverError?: { detail?: string } };
  return /is still referenced|все ещё есть ссылки/.test(driverError?.detail ?? '');
}
