/**
 * A condition on a request `r`: its school is in the group a coordinator is kept to, on the day it is there now (SC-11). True without a group.
 * @param group placeholder of the group's id or null
 * @param now placeholder of the instant
 */
export const inCoordinatedGroup = (group: string, now: string): string => `(${group}::uuid IS NULL OR EXISTS (SELECT FROM schools.v_school_group_member k
  WHERE k.group_id = ${group}::uuid AND k.school_id = r.school_id AND k.valid_from <= (${now}::timestamptz AT TIME ZONE coalesce(r.zone, 'Europe/Moscow'))::date
    AND (k.valid_until IS NULL OR k.valid_until > (${now}::timestamptz AT TIME ZONE coalesce(r.zone, 'Europe/Moscow'))::date)))`;
