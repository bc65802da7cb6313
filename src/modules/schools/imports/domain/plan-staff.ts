import { displayName, nameKey, type PersonName } from '../../../../shared/identifiers/index.js';
import type { Headings } from './columns.js';
import type { ImportError } from './import-error.js';

/** A position as a good row tells it. */
export interface StaffRow {
  readonly line: number;
  /** What the file calls the person; a person with several positions has it in each row. */
  readonly externalId: string | null;
  readonly name: PersonName;
  readonly role: string;
  readonly title: string;
}

/** A position of the school that stands or waits. */
export interface KnownPosition {
  readonly id: string;
  /** Null of somebody new who waits for the region. */
  readonly personId: string | null;
  readonly externalId: string | null;
  readonly name: PersonName;
  readonly role: string;
  /** Null: the role was given without an order. */
  readonly title: string | null;
}

export interface StaffPlan<R extends StaffRow> {
  /** `personId`: somebody of the school; `as`: the person of an earlier row; neither: somebody new. */
  readonly created: readonly { readonly row: R; readonly personId: string | null; readonly as: number | null }[];
  /** Positions that were known without their code. */
  readonly coded: readonly { readonly positionId: string; readonly externalId: string }[];
  readonly same: number;
  readonly errors: readonly ImportError[];
}

/**
 * Rows of staff against the positions of a school. A row is the position of a person, told apart by the person's code (by the
 * full name without one), the role and the title. Somebody of the school who gets one more position keeps their account.
 */
export function planStaff<R extends StaffRow>(rows: readonly R[], known: readonly KnownPosition[], headings: Headings): StaffPlan<R> {
  const plan = { created: [] as { row: R; personId: string | null; as: number | null }[], coded: [] as { positionId: string; externalId: string }[], same: 0, errors: [] as ImportError[] };
  const seen = new Map<string, number>();
  const newPeople = new Map<string, number>();
  const say = (row: R, key: string, code: string, params?: Record<string, unknown>) => plan.errors.push({ line: row.line, column: headings.get(key)!, code, params });
  for (const row of rows) {
    const first = seen.get(positionKey(row));
    if (first !== undefined) {
      say(row, 'title', 'imports.duplicate', { first });
      continue;
    }
    seen.set(positionKey(row), row.line);
    const theirs = known.filter((position) => isSamePerson(row, position));
    const position = theirs.find(({ role, title }) => role === row.role && title !== null && nameKey(title) === nameKey(row.title));
    const people = [...new Set(theirs.flatMap(({ personId }) => personId ?? []))];
    if (position !== undefined && (position.externalId !== null || row.externalId === null)) plan.same += 1;
    else if (position !== undefined) plan.coded.push({ positionId: position.id, externalId: row.externalId! });
    else if (people.length > 1) say(row, 'family', 'imports.staff_ambiguous');
    else if (people.length === 0 && theirs.length > 0) say(row, 'family', 'imports.staff_waits');
    else {
      const as = people.length === 1 ? null : newPeople.get(personKey(row)) ?? null;
      plan.created.push({ row, personId: people[0] ?? null, as });
      if (people.length === 0 && as === null) newPeople.set(personKey(row), row.line);
    }
  }
  return plan;
}

/** By code where both have one, else by the full name. */
function isSamePerson(row: StaffRow, known: KnownPosition): boolean {
  return row.externalId !== null && known.externalId !== null ? row.externalId === known.externalId : fullName(row.name) === fullName(known.name);
}

function personKey({ externalId, name }: StaffRow): string {
  return externalId === null ? `name|${fullName(name)}` : `code|${externalId}`;
}

function positionKey(row: StaffRow): string {
  return `${personKey(row)}|${row.role}|${nameKey(row.title)}`;
}

function fullName(name: PersonName): string {
  return nameKey(displayName(name));
}
