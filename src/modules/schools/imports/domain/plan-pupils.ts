import { type ChildDocument, fullNameKey, nameKey, sameName, type PersonName } from '../../../../shared/identifiers/index.js';
import type { Headings } from './columns.js';
import type { ImportError } from './import-error.js';
import type { PupilRow } from './read-pupils.js';

/** A pupil on the roll as the plan needs them. */
export interface KnownPupil {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: PersonName;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly snilsIndex: string | null;
  readonly innIndex: string | null;
  readonly documentIndex: string | null;
  /** The latest membership, ended or not. */
  readonly latest: { readonly classId: string; readonly schoolYear: number; readonly validFrom: string; readonly validUntil: string | null } | null;
}

export interface Move {
  readonly kind: 'enrolled' | 'transferred' | 'promoted';
  readonly fromClassId: string | null;
  readonly toClassId: string;
  readonly on: string;
  readonly orderNumber: string | null;
}

/** What a pupil's row will be after the import. */
export interface PupilFields {
  readonly externalId: string | null;
  readonly name: PersonName;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  /** Null: stays as it is. */
  readonly snils: string | null;
  readonly inn: string | null;
  readonly document: ChildDocument | null;
}

/** What numbers are compared by; null for an empty cell. */
type Indexes = Pick<KnownPupil, 'snilsIndex' | 'innIndex' | 'documentIndex'>;

export interface PupilPlan {
  readonly created: readonly { readonly fields: PupilFields; readonly move: Move }[];
  readonly changed: readonly { readonly pupilId: string; readonly fields: PupilFields | null; readonly move: Move | null; readonly leaves: KnownPupil['latest'] }[];
  readonly same: number;
  readonly errors: readonly ImportError[];
}

export interface PlanContext {
  readonly known: readonly KnownPupil[];
  /** Class id by our spelling of its name, in the year of the import. */
  readonly classes: ReadonlyMap<string, string>;
  readonly schoolYear: number;
  /** First day of the year: since when those without a date are in their class. */
  readonly startsOn: string;
  /** The day a change of class takes place when the row has no later one. */
  readonly on: string;
  readonly headings: Headings;
  readonly indexes: (row: Pick<PupilRow, 'snils' | 'inn' | 'document'>) => Indexes;
}

/** What the rows would do. Nothing is asked of the database, so a preview is the plan itself. */
export function planPupils(rows: readonly PupilRow[], context: PlanContext): PupilPlan {
  const roll = new Roll(context.known);
  const seen = new Seen();
  const created: { fields: PupilFields; move: Move }[] = [];
  const changed: { pupilId: string; fields: PupilFields | null; move: Move | null; leaves: KnownPupil['latest'] }[] = [];
  const errors: ImportError[] = [];
  let same = 0;
  for (const row of rows) {
    const say = (key: string, code: string, params?: Record<string, unknown>) => errors.push({ line: row.line, column: context.headings.get(key)!, code, params });
    const indexes = context.indexes(row);
    const classId = context.classes.get(row.className);
    if (classId === undefined) say('className', 'imports.class_unknown', { schoolYear: context.schoolYear, nextYear: context.schoolYear + 1 });
    const found = roll.find(row, indexes.snilsIndex, classId ?? null);
    if (found === 'ambiguous') say('externalId', 'imports.ambiguous');
    if (found === 'snils_taken') say('snils', 'imports.snils_taken');
    const foundId = found === null || typeof found === 'string' ? null : found.id;
    const first = seen.before(row, indexes, foundId);
    if (first !== null) say(first.key, 'imports.duplicate', { first: first.line });
    const innTaken = roll.innTaken(indexes, foundId);
    if (innTaken) say('inn', 'imports.inn_taken');
    if (classId === undefined || typeof found === 'string' || first !== null || innTaken) continue;
    if (found === null) {
      created.push({ fields: fieldsOf(row, null), move: { kind: 'enrolled', fromClassId: null, toClassId: classId, on: since(row, context), orderNumber: row.orderNumber } });
      continue;
    }
    const move = moveOf(row, found, classId, context);
    if (move === 'later') {
      say(row.enrolledOn === null ? 'className' : 'enrolledOn', 'imports.later_movement', { date: found.latest!.validFrom });
      continue;
    }
    const fields = differs(row, found, indexes) ? fieldsOf(row, found) : null;
    if (fields === null && move === null) same += 1;
    else changed.push({ pupilId: found.id, fields, move, leaves: found.latest });
  }
  return { created, changed, same, errors };
}

/** The pupils on the roll by what a row can know of them: external id, then SNILS, then name and birth date. */
class Roll {
  private readonly byExternalId = new Map<string, KnownPupil>();
  private readonly bySnils = new Map<string, KnownPupil>();
  private readonly byInn = new Map<string, KnownPupil>();
  private readonly byBirth = new Map<string, KnownPupil[]>();

  constructor(known: readonly KnownPupil[]) {
    for (const pupil of known) {
      if (pupil.externalId !== null) this.byExternalId.set(pupil.externalId, pupil);
      if (pupil.snilsIndex !== null) this.bySnils.set(pupil.snilsIndex, pupil);
      if (pupil.innIndex !== null) this.byInn.set(pupil.innIndex, pupil);
      const key = birthKey(pupil);
      this.byBirth.set(key, [...(this.byBirth.get(key) ?? []), pupil]);
    }
  }

  find(row: PupilRow, snilsIndex: string | null, classId: string | null): KnownPupil | null | 'ambiguous' | 'snils_taken' {
    const byId = row.externalId === null ? undefined : this.byExternalId.get(row.externalId);
    const bySnils = snilsIndex === null ? undefined : this.bySnils.get(snilsIndex);
    if (bySnils !== undefined && (byId === undefined ? row.externalId !== null && bySnils.externalId !== null : byId !== bySnils)) return 'snils_taken';
    if (byId !== undefined || bySnils !== undefined) return byId ?? bySnils!;
    const alike = (this.byBirth.get(birthKey(row)) ?? []).filter((pupil) => sameName(pupil.name, row.name)
      && (row.externalId === null || pupil.externalId === null)
      && (snilsIndex === null || pupil.snilsIndex === null));
    if (alike.length < 2) return alike[0] ?? null;
    const inClass = alike.filter((pupil) => classId !== null && pupil.latest?.classId === classId);
    return inClass.length === 1 ? inClass[0]! : 'ambiguous';
  }

  /** Whether another pupil of the school has the INN. */
  innTaken({ innIndex }: Indexes, pupilId: string | null): boolean {
    return innIndex !== null && this.byInn.has(innIndex) && this.byInn.get(innIndex)!.id !== pupilId;
  }
}

/** What the file has told already: the second row of one pupil is an error that names the first. */
class Seen {
  private readonly lines = new Map<string, number>();

  before(row: PupilRow, { snilsIndex, innIndex }: Indexes, pupilId: string | null): { key: string; line: number } | null {
    const marks: [string, string][] = [];
    if (row.externalId !== null) marks.push(['externalId', `e:${row.externalId}`]);
    if (snilsIndex !== null) marks.push(['snils', `s:${snilsIndex}`]);
    if (innIndex !== null) marks.push(['inn', `i:${innIndex}`]);
    if (pupilId !== null) marks.push(['family', `p:${pupilId}`]);
    // Namesakes born on one day exist: only rows that nothing tells apart are one pupil.
    if (row.externalId === null && snilsIndex === null) marks.push(['family', `n:${fullNameKey(row.name)}|${row.birthDate}`]);
    const twice = marks.find(([, mark]) => this.lines.has(mark));
    for (const [, mark] of marks) if (!this.lines.has(mark)) this.lines.set(mark, row.line);
    return twice === undefined ? null : { key: twice[0], line: this.lines.get(twice[1])! };
  }
}

const birthKey = (pupil: { birthDate: string; name: PersonName }): string => `${pupil.birthDate}|${nameKey(pupil.name.family)}`;

/** The first day in the class of somebody new: the row's, but not before the year begins. */
function since(row: PupilRow, { startsOn }: PlanContext): string {
  return row.enrolledOn !== null && row.enrolledOn > startsOn ? row.enrolledOn : startsOn;
}

/** How the pupil gets into the class of the row; null when they are in it already. */
function moveOf(row: PupilRow, { latest }: KnownPupil, toClassId: string, context: PlanContext): Move | null | 'later' {
  const { orderNumber } = row;
  if (latest === null) return { kind: 'enrolled', fromClassId: null, toClassId, on: since(row, context), orderNumber };
  if (latest.schoolYear < context.schoolYear) {
    return { kind: latest.validUntil === null || latest.validUntil > `${latest.schoolYear + 1}-05-01` ? 'promoted' : 'enrolled', fromClassId: latest.classId, toClassId, on: since(row, context), orderNumber };
  }
  const on = row.enrolledOn !== null && row.enrolledOn > latest.validFrom ? row.enrolledOn : context.on;
  const left = latest.validUntil !== null && latest.validUntil <= on;
  if (latest.classId === toClassId && !left) return null;
  if (latest.schoolYear > context.schoolYear || latest.validFrom > on) return 'later';
  return { kind: left ? 'enrolled' : 'transferred', fromClassId: left ? null : latest.classId, toClassId, on, orderNumber };
}

function differs(row: PupilRow, known: KnownPupil, indexes: Indexes): boolean {
  const wanted = fieldsOf(row, known);
  return wanted.externalId !== known.externalId || wanted.name.family !== known.name.family || wanted.name.given !== known.name.given
    || (wanted.name.patronymic ?? null) !== (known.name.patronymic ?? null) || wanted.birthDate !== known.birthDate || wanted.sex !== known.sex
    || (['snilsIndex', 'innIndex', 'documentIndex'] as const).some((index) => indexes[index] !== null && indexes[index] !== known[index]);
}

/** Empty cells leave what is known. */
function fieldsOf(row: PupilRow, known: KnownPupil | null): PupilFields {
  return {
    externalId: row.externalId ?? known?.externalId ?? null,
    name: { ...row.name, patronymic: row.name.patronymic ?? known?.name.patronymic ?? null },
    birthDate: row.birthDate, sex: row.sex, snils: row.snils, inn: row.inn, document: row.document,
  };
}
