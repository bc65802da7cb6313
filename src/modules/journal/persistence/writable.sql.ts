/**
 * Who may write on a lesson now, as a condition on `l` (schedule.v_lesson): assigned to the group today, or the
 * substitute of that very lesson. An assignment that has ended writes nothing, not on its own lessons either.
 * @param person, now placeholders of the statement
 */
export const mayWriteOn = (person: string, now: string): string => `(
  l.status = 'substituted' AND l.teacher_id = ${person} OR EXISTS (
    SELECT FROM schools.v_assignment a JOIN schools.v_school s ON s.id = a.school_id
    WHERE a.school_id = l.school_id AND a.group_id = l.group_id AND a.person_id = ${person}
      AND a.valid_from <= (${now}::timestamptz AT TIME ZONE s.zone)::date
      AND (a.valid_until IS NULL OR a.valid_until > (${now}::timestamptz AT TIME ZONE s.zone)::date)))`;
