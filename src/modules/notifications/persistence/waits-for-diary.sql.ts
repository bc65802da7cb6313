import type { NoticeCategory } from '../../../shared/notice-category.js';

/** Notices that show what stands in the diary. An absence is told to everybody: it is about safety. */
const OF_THE_DIARY: readonly NoticeCategory[] = ['mark', 'final_mark', 'remark', 'homework'];

/**
 * SQL: a notice about a pupil waits until its reader's account is confirmed, from the age of 14 (ID-8), and until the child's profile is
 * complete, but for the pupil (FA-6).
 * @param row alias with `school_id`, `pupil_id`, `category`, `person_id`; zone of the school and now as expressions
 */
export const waitsForDiary = (row: string, zone: string, now: string): string => `(${row}.pupil_id IS NOT NULL
  AND ${row}.category IN (${OF_THE_DIARY.map((category) => `'${category}'`).join(', ')})
  AND (EXISTS (SELECT FROM identity.v_level v WHERE v.person_id = ${row}.person_id AND NOT v.confirmed
      AND (v.birth_date IS NULL OR v.birth_date <= (${now}::timestamptz AT TIME ZONE coalesce(${zone}, 'Europe/Moscow'))::date - interval '14 years'))
    OR EXISTS (SELECT FROM schools.v_profile_gap g JOIN schools.v_pupil p ON p.school_id = g.school_id AND p.id = g.pupil_id
      WHERE g.school_id = ${row}.school_id AND g.pupil_id = ${row}.pupil_id AND g.since <= ${now} AND g.until > ${now} AND p.person_id IS DISTINCT FROM ${row}.person_id)))`;
