import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { BlindIndex } from '../src/platform/crypto/index.js';
import { PasswordHasher } from '../src/modules/identity/app/password-hasher.js';
import { DEFAULT_WORK_TYPES } from '../src/modules/journal/domain/work-types.js';
import { FIVE_POINT_SCALE } from '../src/modules/journal/domain/mark-value.js';
import { makeLessons } from '../test/factories/schedule.js';
import { makeClass, makePupils, makeSchool, makeTeachingGroup, makeTerm, type MadeClass, type MadeGroup, type MadeSchool } from '../test/factories/schools.js';

/** Of every guardian. */
export const BENCH_PASSWORD = 'bench only, of nobody';

const PUPILS = 30;
const SUBJECTS = ['Русский язык', 'Литература', 'Математика', 'История', 'География', 'Биология', 'Физика', 'Информатика', 'Английский язык', 'Физкультура'];
const LESSONS_WITH_MARKS = 40;
/** Lessons with a work and no marks yet: where the bench saves. */
const BLANK_LESSONS = 4;
const LESSONS_A_DAY = 5;
const CLASSES_A_SCHOOL = 5;

/** A group with the cells the bench may fill. */
export interface BenchGroup {
  readonly schoolId: string;
  readonly classId: string;
  readonly groupId: string;
  readonly termId: string;
  readonly teacherId: string;
  readonly blanks: readonly { lessonId: string; workId: string; date: string }[];
  readonly pupils: readonly string[];
}

export interface Dataset {
  readonly schoolYear: number;
  readonly groups: readonly BenchGroup[];
  readonly guardians: readonly { personId: string; login: string; sessionId: string; assignmentId: string; schoolId: string; pupilId: string }[];
  readonly teachers: ReadonlyMap<string, { sessionId: string; assignmentId: string }>;
  readonly marks: number;
  /** Marks the floor's one update is aimed at, over the whole data set. */
  readonly floorMarks: readonly { schoolId: string; id: string }[];
}

/** Makes schools until there are `marks` marks. Owner's connection. */
export async function seed(db: pg.Client, marks: number, say: (line: string) => void): Promise<void> {
  const classes = Math.ceil(marks / (PUPILS * SUBJECTS.length * LESSONS_WITH_MARKS));
  let school: MadeSchool | null = null;
  for (let i = 0; i < classes; i += 1) {
    if (school === null || i % CLASSES_A_SCHOOL === 0) school = await seedSchool(db);
    await seedClass(db, school, 5 + (i % CLASSES_A_SCHOOL));
    if (i === 0) await db.query('ANALYZE'); // the plans of the next classes hang on it
    if ((i + 1) % 5 === 0) say(`seeded ${i + 1} of ${classes} classes`);
  }
  await db.query('VACUUM ANALYZE');
}

async function seedSchool(db: pg.Client): Promise<MadeSchool> {
  const school = await makeSchool(db);
  await makeTerm(db, school, { startsOn: `${school.schoolYear}-09-01`, endsOn: `${school.schoolYear}-12-31` });
  for (const [position, t] of DEFAULT_WORK_TYPES.entries()) {
    await db.query('INSERT INTO journal.work_type (school_id, code, name, weight, counts, position) VALUES ($1, $2, $3, $4, $5, $6)', [school.id, t.code, t.name, t.weight, t.counts, position]);
  }
  for (const [position, v] of FIVE_POINT_SCALE.entries()) {
    await db.query('INSERT INTO journal.scale_value (school_id, code, display, points, position) VALUES ($1, $2, $3, $4, $5)', [school.id, v.code, v.display, v.points, position]);
  }
  return school;
}

async function seedClass(db: pg.Client, school: MadeSchool, gradeLevel: number): Promise<void> {
  const schoolClass = await makeClass(db, school, { gradeLevel });
  await makePupils(db, schoolClass, PUPILS);
  const groups: MadeGroup[] = [];
  for (const subject of SUBJECTS) groups.push(await makeTeachingGroup(db, school, { classes: [schoolClass], subject, teacherId: randomUUID() }));
  await seedLessons(db, school, groups);
  for (const statement of FILL_CLASS) await db.query(statement, statement.includes('$2') ? [schoolClass.id, school.schoolYear] : []);
  await seedPeople(db, schoolClass);
}

/** Six days a week from 1 September, five lessons a day, subjects in turn. */
async function seedLessons(db: pg.Client, school: MadeSchool, groups: readonly MadeGroup[]): Promise<void> {
  const specs = [];
  const day = new Date(`${school.schoolYear}-09-01T00:00:00Z`);
  for (let n = 0; n < (LESSONS_WITH_MARKS + BLANK_LESSONS) * groups.length; n += 1) {
    if (n > 0 && n % LESSONS_A_DAY === 0) do day.setUTCDate(day.getUTCDate() + 1); while (day.getUTCDay() === 0);
    specs.push({ schoolId: school.id, groupId: groups[n % groups.length]!.id, date: day.toISOString().slice(0, 10), number: 1 + (n % LESSONS_A_DAY) });
  }
  await makeLessons(db, specs);
}

/** Records, works, marks with history and sums, attendance of one class; the first to read parameters takes $1 class, $2 school year */
const FILL_CLASS = [
  `CREATE TEMP TABLE IF NOT EXISTS bench_lesson AS SELECT l.*, 1::bigint AS place FROM schedule.lesson l WHERE false`,
  `TRUNCATE bench_lesson`,
  `INSERT INTO bench_lesson SELECT l.*, row_number() OVER (PARTITION BY l.group_id ORDER BY l.date, l.number)
   FROM schedule.lesson l JOIN schools.group_classes g ON g.group_id = l.group_id WHERE g.class_id = $1 AND l.school_year = $2`,
  'ANALYZE bench_lesson',
  `INSERT INTO journal.record (school_id, school_year, lesson_id, group_id, topic, homework, updated_at, updated_by, taken_at, taken_by)
   SELECT school_id, school_year, id, group_id, 'Тема урока ' || place, '§ ' || place || ', упр. 1-3', starts_at, teacher_id, starts_at, teacher_id
   FROM bench_lesson`,
  `INSERT INTO journal.work (school_id, school_year, id, lesson_id, group_id, date, type_id, weight, counts, created_by)
   SELECT l.school_id, l.school_year, schedule.id_at(l.starts_at), l.id, l.group_id, l.date, t.id, t.weight, true, l.teacher_id
   FROM bench_lesson l JOIN journal.work_type t ON t.school_id = l.school_id AND t.code = CASE WHEN l.place % 8 = 0 THEN 'control' ELSE 'answer' END`,
  `INSERT INTO journal.mark (school_id, school_year, id, group_id, lesson_id, work_id, pupil_id, date, term_id, value, points, weight, given_by, given_at)
   SELECT l.school_id, l.school_year, schedule.id_at(l.starts_at), l.group_id, l.id, w.id, m.pupil_id, l.date, t.id, v.value::text, v.value, w.weight, l.teacher_id, l.ends_at
   FROM bench_lesson l
   JOIN journal.work w ON w.school_id = l.school_id AND w.school_year = l.school_year AND w.lesson_id = l.id
   JOIN schools.group_members m ON m.group_id = l.group_id
   JOIN schools.terms t ON t.school_id = l.school_id
   CROSS JOIN LATERAL (SELECT 2 + (abs(hashtext(l.id::text || m.pupil_id::text)) % 4) AS value) v
   WHERE l.place <= ${LESSONS_WITH_MARKS}`,
  `INSERT INTO journal.mark_history (school_id, school_year, mark_id, version, group_id, lesson_id, work_id, pupil_id, act, value_after, by_person, by_role, at)
   SELECT m.school_id, m.school_year, m.id, 1, m.group_id, m.lesson_id, m.work_id, m.pupil_id, 'given', m.value, m.given_by, 'teacher', m.given_at
   FROM journal.mark m JOIN bench_lesson l ON l.school_id = m.school_id AND l.school_year = m.school_year AND l.id = m.lesson_id`,
  `INSERT INTO journal.attendance (school_id, school_year, id, lesson_id, pupil_id, group_id, date, status, reason_code, marked_by, marked_at)
   SELECT l.school_id, l.school_year, schedule.id_at(l.starts_at), l.id, m.pupil_id, l.group_id, l.date, 'absent', 'ill', l.teacher_id, l.starts_at
   FROM bench_lesson l JOIN schools.group_members m ON m.group_id = l.group_id
   WHERE abs(hashtext(m.pupil_id::text || l.id::text)) % 20 = 0 AND l.place <= ${LESSONS_WITH_MARKS}`,
];

/** A guardian of each pupil and the teacher of each group, signed in. */
async function seedPeople(db: pg.Client, schoolClass: MadeClass): Promise<void> {
  await db.query(
    `CREATE TEMP TABLE IF NOT EXISTS bench_person (id uuid, assignment uuid, session uuid, role text, school_id uuid, pupil_id uuid)`);
  await db.query('TRUNCATE bench_person');
  await db.query(
    `INSERT INTO bench_person
     SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'guardian', school_id, pupil_id FROM schools.class_members WHERE class_id = $1
     UNION ALL
     SELECT a.person_id, gen_random_uuid(), gen_random_uuid(), 'teacher', a.school_id, NULL
     FROM schools.assignments a JOIN schools.group_classes g ON g.group_id = a.group_id WHERE g.class_id = $1`, [schoolClass.id]);
  const [now, idleUntil] = [new Date(), new Date(Date.now() + 365 * 86_400_000)];
  for (const statement of PEOPLE) await db.query(statement, statement.includes('$2') ? [now, idleUntil] : [now]);
}

const PEOPLE = [
  `INSERT INTO identity.people (id, family, given, name_key, created_at, updated_at) SELECT id, 'Петров', 'Иван', 'петров иван', $1, $1 FROM bench_person`,
  `INSERT INTO identity.accounts (person_id, created_at) SELECT id, $1 FROM bench_person`,
  `INSERT INTO identity.role_assignments (id, person_id, role, school_id, valid_from, created_at)
   SELECT assignment, id, role, CASE WHEN role = 'teacher' THEN school_id END, $1, $1 FROM bench_person`,
  `INSERT INTO identity.totp_factors (id, person_id, label, secret_sealed, created_at, confirmed_at) SELECT gen_random_uuid(), id, 'bench', '', $1, $1 FROM bench_person WHERE role = 'teacher'`,
  `INSERT INTO identity.sessions (id, person_id, assignment_id, acr, created_at, last_used_at, idle_until, ip)
   SELECT session, id, assignment, 'second_factor', $1, $1, $2, '127.0.0.1' FROM bench_person`,
  `INSERT INTO identity.level_confirmations (id, person_id, method, confirmed_at) SELECT gen_random_uuid(), id, 'school', $1 FROM bench_person WHERE role = 'guardian'`,
  `INSERT INTO family.links (school_id, id, pupil_id, guardian_id, kind, status, source, created_at, changed_at)
   SELECT school_id, gen_random_uuid(), pupil_id, id, 'mother', 'linked', 'import', $1, $1 FROM bench_person WHERE role = 'guardian'`,
];

/** Every guardian signs in by a login and the same password: hashing it once will do. */
async function giveLogins(db: pg.Client, blind: BlindIndex): Promise<void> {
  await db.query(
    `UPDATE identity.accounts a SET login = 'bench_' || replace(a.person_id::text, '-', ''), password_hash = $1, password_set_at = $2 FROM family.links l WHERE l.guardian_id = a.person_id`,
    [await new PasswordHasher().hash(BENCH_PASSWORD), new Date()]);
  const { rows } = await db.query<{ id: string; login: string }>(`SELECT person_id AS id, login FROM identity.accounts WHERE login IS NOT NULL`);
  await db.query(`INSERT INTO identity.aliases (key, person_id, kind) SELECT key, id, 'login' FROM unnest($1::text[], $2::uuid[]) AS n (key, id) ON CONFLICT DO NOTHING`,
    [rows.map(({ login }) => blind.of('alias.login', login)), rows.map(({ id }) => id)]);
}

/** Takes away what earlier runs saved, makes the sums afresh, and reads what the scenarios need. */
export async function prepare(db: pg.Client, blind: BlindIndex): Promise<Dataset> {
  const { rows: [year] } = await db.query<{ school_year: number }>('SELECT max(school_year)::int AS school_year FROM journal.work');
  const schoolYear = year!.school_year;
  await db.query(
    `DELETE FROM journal.mark WHERE school_year = $1 AND lesson_id IN (${BLANKS})`, [schoolYear]);
  await db.query('DELETE FROM journal.average WHERE school_year = $1', [schoolYear]);
  await db.query(
    `INSERT INTO journal.average (school_id, school_year, group_id, term_id, pupil_id, marks, points, weighted_points, weight)
     SELECT school_id, school_year, group_id, term_id, pupil_id, count(points), sum(points), sum(points * weight), sum(weight)
     FROM journal.mark WHERE school_year = $1 GROUP BY 1, 2, 3, 4, 5`, [schoolYear]);
  await db.query('VACUUM ANALYZE journal.mark');
  await db.query('VACUUM ANALYZE journal.average');
  await db.query('CHECKPOINT').catch(() => undefined); // only a superuser may; it merely quiets the first run
  const { rows: groups } = await db.query<BenchGroup>(
    `SELECT g.school_id AS "schoolId", c.class_id AS "classId", g.id AS "groupId", t.id AS "termId", a.person_id AS "teacherId",
       (SELECT json_agg(json_build_object('lessonId', w.lesson_id, 'workId', w.id, 'date', w.date)) FROM journal.work w
        WHERE w.school_year = $1 AND w.group_id = g.id AND w.lesson_id IN (${BLANKS})) AS blanks,
       (SELECT json_agg(m.pupil_id) FROM schools.group_members m WHERE m.group_id = g.id) AS pupils
     FROM schools.teaching_groups g JOIN schools.group_classes c ON c.group_id = g.id
     JOIN schools.terms t ON t.school_id = g.school_id JOIN schools.assignments a ON a.group_id = g.id WHERE g.school_year = $1`, [schoolYear]);
  await giveLogins(db, blind);
  const { rows: people } = await db.query<{ personId: string; login: string; sessionId: string; assignmentId: string; role: string; schoolId: string | null; pupilId: string | null }>(
    `SELECT DISTINCT ON (s.person_id) s.person_id AS "personId", a.login, s.id AS "sessionId", s.assignment_id AS "assignmentId", r.role, coalesce(r.school_id, l.school_id) AS "schoolId", l.pupil_id AS "pupilId"
     FROM identity.sessions s JOIN identity.role_assignments r ON r.id = s.assignment_id LEFT JOIN family.links l ON l.guardian_id = s.person_id
     JOIN identity.accounts a ON a.person_id = s.person_id ORDER BY s.person_id, s.created_at`); // sign-ins of earlier runs made later ones
  const { rows: floorMarks } = await db.query<{ schoolId: string; id: string }>(
    `SELECT school_id AS "schoolId", id FROM journal.mark WHERE school_year = $1 ORDER BY hashtext(id::text) LIMIT 20000`, [schoolYear]);
  const { rows: [marks] } = await db.query<{ count: string }>('SELECT count(*) FROM journal.mark');
  return {
    schoolYear, groups, floorMarks, marks: Number(marks!.count),
    guardians: people.filter((p) => p.role === 'guardian').map((p) => ({ ...p, schoolId: p.schoolId!, pupilId: p.pupilId! })),
    teachers: new Map(people.filter((p) => p.role === 'teacher').map((p) => [p.personId, p])),
  };
}

/** Lessons of a year beyond those seeded with marks. $1 school year */
const BLANKS = `SELECT id FROM (
  SELECT id, row_number() OVER (PARTITION BY group_id ORDER BY date, number) AS place FROM schedule.lesson WHERE school_year = $1
) l WHERE place > ${LESSONS_WITH_MARKS}`;
