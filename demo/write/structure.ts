import type { ClientBase } from 'pg';
import { fullNameKey, nameKey } from '../../src/shared/identifiers/index.js';
import { DEFAULT_WORK_TYPES } from '../../src/modules/journal/domain/work-types.js';
import { FIVE_POINT_SCALE } from '../../src/modules/journal/domain/mark-value.js';
import { fixedId } from '../plan/random.js';
import type { SchoolPlan } from '../plan/school.js';
import { bell } from '../plan/timetable.js';
import type { YearPlan } from '../plan/year.js';
import { insertRows } from './rows.js';

const HALVES = { number: 1, name: 'Подгруппы' };

/** Where and when lessons are. */
export interface Places { readonly bellScheduleId: string; readonly roomIds: ReadonlyMap<string, string> }

const idsOf = (seed: string, plan: SchoolPlan, years: readonly YearPlan[]) => (key: string): string =>
  fixedId(seed, `${plan.spec.key}:${key}`, new Date(Date.UTC(years[0]!.schoolYear, 7, 20)));

export function placesOf(seed: string, plan: SchoolPlan, years: readonly YearPlan[]): Places {
  const id = idsOf(seed, plan, years);
  return { bellScheduleId: id('bells'), roomIds: new Map([...new Set(plan.rooms)].map((name) => [name, id(`room:${name}`)])) };
}

/** The school itself, its years, rooms, bells, subjects, lists of the journal. */
export async function writeSchool(db: ClientBase, seed: string, plan: SchoolPlan, years: readonly YearPlan[]): Promise<void> {
  const { spec, id: school_id } = plan;
  const id = idsOf(seed, plan, years);
  const { bellScheduleId, roomIds } = placesOf(seed, plan, years);
  const { rows: [place] } = await db.query<{ id: string }>('SELECT id FROM schools.settlements WHERE region_code = $1 AND name = $2', [spec.regionCode, spec.settlement]);
  if (place === undefined) throw new Error(`The directory has no ${spec.settlement}`);
  await insertRows(db, 'schools.schools', [{
    id: school_id, name: spec.name, short_name: spec.shortName, search_key: nameKey(spec.name), type: 'school', region_code: spec.regionCode,
    settlement_id: place.id, address: spec.address, zone: spec.zone, status: 'active', public_code: spec.publicCode, profiles: [], version: 1, created_at: `${years[0]!.schoolYear}-08-20T00:00:00Z`,
  }]);
  await insertRows(db, 'schools.academic_years', years.map((y) => ({ school_id, school_year: y.schoolYear, id: id(`year:${y.schoolYear}`), starts_on: y.startsOn, ends_on: y.endsOn, week_days: 5, version: 1 })));
  await insertRows(db, 'schools.terms', years.flatMap((y) => y.terms.map((t) => ({
    school_id, school_year: y.schoolYear, id: id(`term:${y.schoolYear}:${t.kind}:${t.number}`), kind: t.kind, number: t.number, name: t.name,
    grade_from: t.gradeFrom, grade_to: t.gradeTo, starts_on: t.startsOn, ends_on: t.endsOn, version: 1,
  }))));
  await insertRows(db, 'schools.vacations', years.flatMap((y) => y.vacations.map((v, i) => ({
    school_id, school_year: y.schoolYear, id: id(`vacation:${y.schoolYear}:${i}`), name: v.name, starts_on: v.startsOn, ends_on: v.endsOn,
    grade_from: v.gradeFrom, grade_to: v.gradeTo, version: 1,
  }))));
  await insertRows(db, 'schools.bell_schedules', [{ school_id, id: bellScheduleId, name: 'Обычное', kind: 'regular', is_default: true, version: 1 }]);
  await insertRows(db, 'schools.bells', ([1, 2] as const).flatMap((shift) => [1, 2, 3, 4, 5, 6, 7].slice(0, shift === 1 ? 7 : 6).map((number) => {
    const { from, to } = bell(shift, number);
    return { school_id, schedule_id: bellScheduleId, weekday: null, shift, number, starts_at: wall(from), ends_at: wall(to) };
  })));
  await insertRows(db, 'schools.rooms', [...roomIds].map(([name, room]) => ({ school_id, id: room, name, exclusive: /^\d/.test(name), version: 1 })));
  await insertRows(db, 'schools.subjects', plan.subjects.map(({ id: subject, plan: p }) => ({ school_id, id: subject, name: p.name, name_key: nameKey(p.name), short_name: p.shortName, version: 1 })));
  await insertRows(db, 'journal.work_type', DEFAULT_WORK_TYPES.map((t, i) => ({ school_id, id: id(`work-type:${t.code}`), code: t.code, name: t.name, weight: t.weight, counts: t.counts, position: i + 1 })));
  await insertRows(db, 'journal.scale_value', FIVE_POINT_SCALE.map((v, i) => ({ school_id, code: v.code, display: v.display, points: v.points, position: i + 1 })));
}

/**
 * Teachers, classes, pupils, groups.
 * @param named people who get an account of their own, made elsewhere
 * @param imported the class (`5Б`) of the last year whose pupils come in by a file
 */
export async function writeRoster(db: ClientBase, seed: string, plan: SchoolPlan, years: readonly YearPlan[], named: ReadonlySet<string>, imported: string | null): Promise<void> {
  const school_id = plan.id;
  const since = `${years[0]!.schoolYear}-08-20T00:00:00Z`;
  const teachers = plan.teachers.filter((t) => !named.has(t.id));
  await insertRows(db, 'identity.people', teachers.map((t) => ({ id: t.id, family: t.name.family, given: t.name.given, patronymic: t.name.patronymic, name_key: fullNameKey(t.name), created_at: since, updated_at: since, version: 1 })));
  await insertRows(db, 'identity.role_assignments', teachers.map((t) => ({
    id: fixedId(seed, `role:teacher:${t.id}`, new Date(since)), person_id: t.id, role: 'teacher', school_id, valid_from: since, status: 'active', created_at: since, version: 1,
  })));
  await insertRows(db, 'schools.classes', plan.classes.map((c) => ({
    school_id, school_year: c.schoolYear, id: c.id, grade_level: c.gradeLevel, letter: c.letter, homeroom_person_id: c.homeroomId, shift: c.shift, version: 1,
  })));
  await insertRows(db, 'schools.divisions', plan.classes.map((c) => ({ school_id, class_id: c.id, ...HALVES })));
  await insertRows(db, 'schools.subgroups', plan.classes.flatMap((c) => [1, 2].map((number) => ({ school_id, class_id: c.id, division: HALVES.number, number, name: `Подгруппа ${number}` }))));

  const lastYear = Math.max(...years.map((y) => y.schoolYear));
  const isImported = (c: SchoolPlan['classes'][number]): boolean => imported !== null && c.schoolYear === lastYear && `${c.gradeLevel}${c.letter}` === imported;
  const cohortOut = plan.classes.find(isImported)?.cohort;
  const pupils = plan.pupils.filter((p) => p.cohort !== cohortOut);
  await insertRows(db, 'schools.pupils', pupils.map((p) => ({
    school_id, id: p.id, family: p.name.family, given: p.name.given, patronymic: p.name.patronymic, name_key: fullNameKey(p.name), birth_date: p.birthDate, sex: p.sex,
    external_id: p.externalId, version: 1, created_at: since,
  })));
  const inClass = plan.classes.filter((c) => !isImported(c)).flatMap((c) => pupils.filter((p) => p.cohort === c.cohort).map((p, i) => ({ c, p, half: (i % 2) + 1 })));
  await insertRows(db, 'schools.class_members', inClass.map(({ c, p }) => ({
    school_id, school_year: c.schoolYear, class_id: c.id, pupil_id: p.id, valid_from: `${c.schoolYear}-09-01`, valid_until: c.schoolYear === lastYear ? null : `${c.schoolYear + 1}-06-01`,
  })));
  await insertRows(db, 'schools.subgroup_members', inClass.map(({ c, p, half }) => ({
    school_id, class_id: c.id, division: HALVES.number, subgroup: half, pupil_id: p.id, valid_from: `${c.schoolYear}-09-01`, valid_until: c.schoolYear === lastYear ? null : `${c.schoolYear + 1}-06-01`,
  })));
  await insertRows(db, 'schools.movements', inClass.filter(({ c }) => c.schoolYear === lastYear).map(({ c, p }) => ({
    school_id, id: fixedId(seed, `movement:${p.id}`, new Date(since)), pupil_id: p.id, kind: c.gradeLevel === 1 ? 'enrolled' : 'promoted', on_date: `${c.schoolYear}-09-01`, to_class_id: c.id, recorded_at: since,
  })));

  const subjects = new Map(plan.subjects.map((s) => [s.plan.name, s.id]));
  await insertRows(db, 'schools.teaching_groups', plan.groups.map((g) => ({ school_id, school_year: g.schoolYear, id: g.id, subject_id: subjects.get(g.subject), name: g.name, hours_a_week: g.hours, version: 1 })));
  await insertRows(db, 'schools.group_classes', plan.groups.flatMap((g) => g.classes.map((c) => ({
    school_id, school_year: g.schoolYear, group_id: g.id, class_id: c.classId, division: c.subgroup === 0 ? 0 : HALVES.number, subgroup: c.subgroup,
  }))));
  await insertRows(db, 'schools.assignments', plan.groups.map((g) => ({
    school_id, id: fixedId(seed, `assignment:${g.id}`, new Date(Date.UTC(g.schoolYear, 7, 20))), group_id: g.id, person_id: g.teacherId, valid_from: `${g.schoolYear}-09-01`, version: 1,
  })));
}

/** Halves of a class that came in by a file: by the order of names. */
export async function divideClass(db: ClientBase, schoolId: string, classId: string): Promise<void> {
  await db.query(
    `INSERT INTO schools.subgroup_members (school_id, class_id, division, subgroup, pupil_id, valid_from)
     SELECT m.school_id, m.class_id, $3, 1 + (row_number() OVER (ORDER BY p.name_key, p.id) % 2), m.pupil_id, m.valid_from
     FROM schools.class_members m JOIN schools.pupils p ON p.school_id = m.school_id AND p.id = m.pupil_id
     WHERE m.school_id = $1 AND m.class_id = $2 AND m.valid_until IS NULL
     ON CONFLICT DO NOTHING`, [schoolId, classId, HALVES.number]);
}

export function wall(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
