import { instantOf, newId } from '../../../shared/ids.js';

/** The school year an id lies in, as `platform.school_year_of` says. Not a UUIDv7: 0, which no row has. */
export function schoolYearOf(id: string): number {
  return id[14] === '7' ? schoolYearAt(instantOf(id)) : 0;
}

/** The school year of an instant: cut on 1 August UTC. */
export function schoolYearAt(at: Date): number {
  return at.getUTCMonth() < 7 ? at.getUTCFullYear() - 1 : at.getUTCFullYear();
}

/** A new id for a row that belongs to `id`'s school year: it carries the same instant. */
export function newIdBeside(id: string): string {
  return newId(instantOf(id));
}
