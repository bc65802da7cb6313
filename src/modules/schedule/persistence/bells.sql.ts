/** Rows of `ringing()` (domain) as a relation `ring`. @param param the parameter they come in, as JSON */
export const ringingFrom = (param: string): string =>
  `jsonb_to_recordset(${param}::jsonb) AS ring("buildingId" uuid, "ownBellsOf" text, "ofDay" uuid, bells uuid)`;

/** Bells of a weekday, where a shift has any, stand instead of the usual ones of that shift. @param slot has weekday, shift, number */
export const isBellOf = (bell: string, school: string, schedule: string, slot: string): string =>
  `${bell}.school_id = ${school} AND ${bell}.schedule_id = ${schedule} AND ${bell}.shift = ${slot}.shift AND ${bell}.number = ${slot}.number
      AND (${bell}.weekday = ${slot}.weekday OR (${bell}.weekday IS NULL AND NOT EXISTS (
        SELECT FROM schools.v_bell own WHERE own.school_id = ${school} AND own.schedule_id = ${schedule} AND own.shift = ${slot}.shift AND own.weekday = ${slot}.weekday)))`;
