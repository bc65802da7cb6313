import { randomInt } from 'node:crypto';
import { fullNameKey, nameKey } from '../../src/shared/identifiers/index.js';
import { newId } from '../../src/shared/ids.js';
import { schoolYearOn } from '../../src/modules/schools/structure/domain/school-day.js';
import { rows, type SqlRunner } from './sql.js';

export interface MadeSchool {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly regionCode: string;
  readonly settlementId: string;
  /** The school year made with it: that of today unless asked otherwise. */
  readonly schoolYear: number;
  /** First and last day of that year: 1 September to 31 May. */
  readonly startsOn: string;
  readonly endsOn: string;
}

export interface MadeClass {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly gradeLevel: number;
  readonly letter: string;
  readonly name: string;
}

export interface MadePupil {
  readonly id: string;
  readonly schoolId: string;
  readonly name: { readonly family: string; readonly given: string; readonly patronymic: string | null };
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly personId: string | null;
}

export interface MadeGroup {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly subjectId: string;
  readonly name: string;
}

/**
 * A school with an academic year. `zone` finds a region of that zone (Moscow unless said). The region waives the confirmation of its
 * appointments, as it may (SC-5), unless `staffConfirmed`: then they wait, as the rule is.
 */
export async function makeSchool(
  db: SqlRunner,
  spec: { zone?: string; regionCode?: string; name?: string; status?: string; schoolYear?: number; weekDays?: 5 | 6; staffConfirmed?: boolean } = {},
): Promise<MadeSchool> {
  const [place] = await rows<{ settlementId: string; regionCode: string; zone: string }>(db,
    `SELECT s.id AS "settlementId", s.region_code AS "regionCode", s.zone FROM schools.settlements s
     WHERE s.is_capital AND (s.region_code = $1 OR ($1 IS NULL AND s.zone = $2)) ORDER BY s.region_code LIMIT 1`,
    [spec.regionCode ?? (spec.zone === undefined ? '77' : null), spec.zone ?? null]);
  if (place === undefined) throw new Error(`No region of the zone ${spec.zone}`);
  const id = newId();
  const name = spec.name ?? `Школа № ${randomInt(1, 99_999)}`;
  await db.query(
    `INSERT INTO schools.schools (id, name, short_name, search_key, type, region_code, settlement_id, zone, status, public_code, confirms_staff)
     VALUES ($1, $2, $2, $3, 'school', $4, $5, $6, $7, $8, $9)`,
    [id, name, nameKey(name), place.regionCode, place.settlementId, spec.zone ?? place.zone, spec.status ?? 'active', id.slice(-12).toUpperCase(), spec.staffConfirmed ? null : false]);
  const schoolYear = spec.schoolYear ?? schoolYearOn(new Date().toISOString().slice(0, 10));
  return { id, name, ...place, zone: spec.zone ?? place.zone, ...(await makeYear(db, id, schoolYear, spec.weekDays)) };
}

/** One more academic year of a school. */
export async function makeYear(db: SqlRunner, schoolId: string, schoolYear: number, weekDays: 5 | 6 = 6): Promise<Pick<MadeSchool, 'schoolYear' | 'startsOn' | 'endsOn'>> {
  const year = { schoolYear, startsOn: `${schoolYear}-09-01`, endsOn: `${schoolYear + 1}-05-31` };
  await db.query(
    'INSERT INTO schools.academic_years (school_id, school_year, id, starts_on, ends_on, week_days) VALUES ($1, $2, $3, $4, $5, $6)',
    [schoolId, schoolYear, newId(), year.startsOn, year.endsOn, weekDays]);
  return year;
}

export async function makeClass(
  db: SqlRunner, school: Pick<MadeSchool, 'id' | 'schoolYear'>,
  spec: { gradeLevel?: number; letter?: string; homeroomPersonId?: string; shift?: 1 | 2; schoolYear?: number } = {},
): Promise<MadeClass> {
  const made = { id: newId(), schoolId: school.id, schoolYear: spec.schoolYear ?? school.schoolYear, gradeLevel: spec.gradeLevel ?? 5, letter: spec.letter ?? 'А' };
  await db.query(
    'INSERT INTO schools.classes (school_id, school_year, id, grade_level, letter, homeroom_person_id, shift) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [made.schoolId, made.schoolYear, made.id, made.gradeLevel, made.letter, spec.homeroomPersonId ?? null, spec.shift ?? 1]);
  return { ...made, name: `${made.gradeLevel}${made.letter}` };
}

let serial = 0;

/** A pupil of the school, in the class from its first of September unless said otherwise. */
export async function makePupil(
  db: SqlRunner, school: Pick<MadeSchool, 'id'>,
  spec: {
    schoolClass?: MadeClass | null; from?: string; until?: string | null; family?: string; given?: string; patronymic?: string | null;
    birthDate?: string; sex?: 'm' | 'f'; externalId?: string | null; personId?: string | null;
  } = {},
): Promise<MadePupil> {
  serial += 1;
  const name = { family: spec.family ?? `Иванов${letters(serial)}`, given: spec.given ?? 'Пётр', patronymic: spec.patronymic === undefined ? 'Ильич' : spec.patronymic };
  const made = { id: newId(), schoolId: school.id, name, birthDate: spec.birthDate ?? '2014-05-17', sex: spec.sex ?? 'm', personId: spec.personId ?? null } as const;
  await db.query(
    `INSERT INTO schools.pupils (school_id, id, person_id, family, given, patronymic, name_key, birth_date, sex, external_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [school.id, made.id, made.personId, name.family, name.given, name.patronymic, fullNameKey(name), made.birthDate, made.sex, spec.externalId ?? null]);
  if (spec.schoolClass) await putInClass(db, spec.schoolClass, made.id, spec.from, spec.until);
  return made;
}

/** `count` pupils of one class. */
export async function makePupils(db: SqlRunner, schoolClass: MadeClass, count: number): Promise<MadePupil[]> {
  const made: MadePupil[] = [];
  for (let i = 0; i < count; i += 1) made.push(await makePupil(db, { id: schoolClass.schoolId }, { schoolClass }));
  return made;
}

/** Membership in a class; its groups follow by the triggers. */
export async function putInClass(db: SqlRunner, schoolClass: MadeClass, pupilId: string, from?: string, until: string | null = null): Promise<void> {
  await db.query(
    'INSERT INTO schools.class_members (school_id, school_year, class_id, pupil_id, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6)',
    [schoolClass.schoolId, schoolClass.schoolYear, schoolClass.id, pupilId, from ?? `${schoolClass.schoolYear}-09-01`, until]);
}

export async function makeSubject(db: SqlRunner, school: Pick<MadeSchool, 'id'>, name = 'Математика'): Promise<{ id: string; name: string }> {
  const [subject] = await rows<{ id: string }>(db,
    `INSERT INTO schools.subjects (school_id, id, name, name_key, short_name) VALUES ($1, $2, $3, $4, $3)
     ON CONFLICT (school_id, name_key) DO UPDATE SET name = excluded.name RETURNING id`, [school.id, newId(), name, nameKey(name)]);
  return { id: subject!.id, name };
}

/** A division of a class into subgroups numbered from 1. */
export async function makeDivision(
  db: SqlRunner, schoolClass: MadeClass, spec: { number?: number; name?: string; subgroups?: number } = {},
): Promise<{ number: number }> {
  const number = spec.number ?? 1;
  await db.query('INSERT INTO schools.divisions (school_id, class_id, number, name) VALUES ($1, $2, $3, $4)',
    [schoolClass.schoolId, schoolClass.id, number, spec.name ?? 'Иностранный язык']);
  await db.query(
    `INSERT INTO schools.subgroups (school_id, class_id, division, number, name)
     SELECT $1, $2, $3::int2, n, 'Подгруппа ' || n FROM generate_series(1, $4::int) n`, [schoolClass.schoolId, schoolClass.id, number, spec.subgroups ?? 2]);
  return { number };
}

export async function putInSubgroup(
  db: SqlRunner, schoolClass: MadeClass, pupilId: string, place: { division?: number; subgroup: number; from?: string; until?: string | null },
): Promise<void> {
  await db.query(
    'INSERT INTO schools.subgroup_members (school_id, class_id, division, subgroup, pupil_id, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [schoolClass.schoolId, schoolClass.id, place.division ?? 1, place.subgroup, pupilId, place.from ?? `${schoolClass.schoolYear}-09-01`, place.until ?? null]);
}

/** A teaching group over whole classes or subgroups, with its teacher when one is named. Pupils follow by the triggers. */
export async function makeTeachingGroup(
  db: SqlRunner, school: Pick<MadeSchool, 'id'>,
  spec: {
    classes: readonly (MadeClass | { schoolClass: MadeClass; division: number; subgroup: number })[];
    subject?: string; teacherId?: string; teacherFrom?: string; teacherUntil?: string | null; name?: string;
  },
): Promise<MadeGroup> {
  const parts = spec.classes.map((c) => ('schoolClass' in c ? c : { schoolClass: c, division: 0, subgroup: 0 }));
  const subject = await makeSubject(db, school, spec.subject);
  const { schoolYear } = parts[0]!.schoolClass;
  const usual = parts.map((p) => (p.division === 0 ? p.schoolClass.name : `${p.schoolClass.name}/${p.subgroup}`)).join('+');
  const made = { id: newId(), schoolId: school.id, schoolYear, subjectId: subject.id, name: spec.name ?? usual };
  await db.query('INSERT INTO schools.teaching_groups (school_id, school_year, id, subject_id, name) VALUES ($1, $2, $3, $4, $5)',
    [school.id, schoolYear, made.id, subject.id, made.name]);
  for (const { schoolClass, division, subgroup } of parts) {
    await db.query('INSERT INTO schools.group_classes (school_id, school_year, group_id, class_id, division, subgroup) VALUES ($1, $2, $3, $4, $5, $6)',
      [school.id, schoolYear, made.id, schoolClass.id, division, subgroup]);
  }
  if (spec.teacherId !== undefined) await assignTeacher(db, made, spec.teacherId, spec.teacherFrom, spec.teacherUntil);
  return made;
}

export async function assignTeacher(db: SqlRunner, group: MadeGroup, personId: string, from?: string, until: string | null = null): Promise<void> {
  await db.query('INSERT INTO schools.assignments (school_id, id, group_id, person_id, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6)',
    [group.schoolId, newId(), group.id, personId, from ?? `${group.schoolYear}-09-01`, until]);
}

export async function makeRoom(db: SqlRunner, school: Pick<MadeSchool, 'id'>, spec: { name?: string; exclusive?: boolean; buildingId?: string } = {}): Promise<{ id: string; name: string }> {
  serial += 1;
  const room = { id: newId(), name: spec.name ?? `Каб. ${serial}` };
  await db.query('INSERT INTO schools.rooms (school_id, id, name, exclusive, building_id) VALUES ($1, $2, $3, $4, $5)', [school.id, room.id, room.name, spec.exclusive ?? true, spec.buildingId ?? null]);
  return room;
}

/** A building that rings by bells of its own where they are named. */
export async function makeBuilding(
  db: SqlRunner, school: Pick<MadeSchool, 'id'>, spec: { name?: string; bellScheduleId?: string; shortBellScheduleId?: string } = {},
): Promise<{ id: string; name: string }> {
  const building = { id: newId(), name: spec.name ?? 'Корпус Б' };
  await db.query('INSERT INTO schools.buildings (school_id, id, name, bell_schedule_id, short_bell_schedule_id) VALUES ($1, $2, $3, $4, $5)',
    [school.id, building.id, building.name, spec.bellScheduleId ?? null, spec.shortBellScheduleId ?? null]);
  return building;
}

export async function makeTerm(
  db: SqlRunner, school: Pick<MadeSchool, 'id' | 'schoolYear'>,
  spec: { kind?: 'quarter' | 'trimester' | 'half_year'; number?: number; gradeFrom?: number; gradeTo?: number; startsOn: string; endsOn: string },
): Promise<{ id: string }> {
  const id = newId();
  const number = spec.number ?? 1;
  await db.query(
    `INSERT INTO schools.terms (school_id, school_year, id, kind, number, name, grade_from, grade_to, starts_on, ends_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [school.id, school.schoolYear, id, spec.kind ?? 'quarter', number, `${number} период`, spec.gradeFrom ?? 1, spec.gradeTo ?? 11, spec.startsOn, spec.endsOn]);
  return { id };
}

export async function makeVacation(
  db: SqlRunner, school: Pick<MadeSchool, 'id' | 'schoolYear'>, spec: { startsOn: string; endsOn: string; gradeFrom?: number; gradeTo?: number; name?: string },
): Promise<void> {
  await db.query(
    'INSERT INTO schools.vacations (school_id, school_year, id, name, starts_on, ends_on, grade_from, grade_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [school.id, school.schoolYear, newId(), spec.name ?? 'Каникулы', spec.startsOn, spec.endsOn, spec.gradeFrom ?? 1, spec.gradeTo ?? 11]);
}

/** A bell schedule for any weekday: 7 lessons of 45 minutes in each shift, from 8:30 and from 14:00, every 55 minutes; the default one. */
export async function makeBells(
  db: SqlRunner, school: Pick<MadeSchool, 'id'>, spec: { name?: string; isDefault?: boolean; kind?: 'regular' | 'short'; from?: string; lessons?: number } = {},
): Promise<{ id: string }> {
  const id = newId();
  await db.query('INSERT INTO schools.bell_schedules (school_id, id, name, kind, is_default) VALUES ($1, $2, $3, $4, $5)',
    [school.id, id, spec.name ?? 'Обычное', spec.kind ?? 'regular', spec.isDefault ?? true]);
  await db.query(
    `INSERT INTO schools.bells (school_id, schedule_id, shift, number, starts_at, ends_at)
     SELECT $1, $2, s.shift, n, s.first + (n - 1) * interval '55 minutes', s.first + (n - 1) * interval '55 minutes' + interval '45 minutes'
     FROM (VALUES (1, $3::time), (2, time '14:00')) s (shift, first), generate_series(1, $4::int) n`, [school.id, id, spec.from ?? '08:30', spec.lessons ?? 7]);
  return { id };
}

/** A number as Cyrillic letters, so that made-up family names are names. */
function letters(n: number): string {
  return [...String(n)].map((digit) => 'абвгдежзик'[Number(digit)]).join('');
}
