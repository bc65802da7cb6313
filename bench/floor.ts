import Fastify from 'fastify';
import pg from 'pg';

// The floor of performance.md: a bare Fastify and pg, one named statement a step, no login, rights, validation or history.
for (const oid of [1082, 20, 1700]) pg.types.setTypeParser(oid, (value) => value);
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, options: '-c plan_cache_mode=force_generic_plan' });
const run = async (name: string, text: string, values: unknown[]): Promise<unknown[]> => (await pool.query({ name, text, values })).rows;
const app = Fastify();

type Query = Record<string, string>;
const key = (q: Query): unknown[] => [q['school'], Number(q['year'])];

const WEEK = `
  SELECT l.id, l.date, l.number, l.starts_at, l.ends_at, l.teacher_id, l.room_id, l.status, b.name AS subject, r.topic, r.homework,
    m.id AS mark_id, m.value, m.weight, m.comment, m.given_at, a.status AS attendance, a.reason_code, a.minutes
  FROM schools.group_members g
  JOIN schedule.lesson l ON l.school_id = $1 AND l.school_year = $2 AND l.group_id = g.group_id AND l.date BETWEEN $4 AND $5
  JOIN schools.subjects b ON b.id = l.subject_id
  LEFT JOIN journal.record r ON r.school_id = $1 AND r.school_year = $2 AND r.lesson_id = l.id
  LEFT JOIN journal.mark m ON m.school_id = $1 AND m.school_year = $2 AND m.pupil_id = $3 AND m.date = l.date AND m.lesson_id = l.id
  LEFT JOIN journal.attendance a ON a.school_id = $1 AND a.school_year = $2 AND a.lesson_id = l.id AND a.pupil_id = $3
  WHERE g.pupil_id = $3 AND g.school_year = $2
  ORDER BY l.date, l.number`;

app.get('/empty', async () => ({}));

app.get<{ Querystring: Query }>('/p1', async ({ query: q }) => ({ lessons: await run('p1', WEEK, [...key(q), q['pupil'], q['from'], q['to']]) }));

app.get<{ Querystring: Query }>('/p2', async ({ query: q }) => {
  const group = [...key(q), q['group']];
  return {
    lessons: await run('p2-lessons', `SELECT l.id, l.date, l.number, l.starts_at, l.ends_at, r.topic, r.homework FROM schedule.lesson l
      LEFT JOIN journal.record r ON r.school_id = $1 AND r.school_year = $2 AND r.lesson_id = l.id
      WHERE l.school_id = $1 AND l.school_year = $2 AND l.group_id = $3 ORDER BY l.date, l.number`, group),
    pupils: await run('p2-pupils', `SELECT p.id, p.family, p.given, p.patronymic, g.valid_from, g.valid_until FROM schools.group_members g
      JOIN schools.pupils p ON p.id = g.pupil_id WHERE g.school_id = $1 AND g.school_year = $2 AND g.group_id = $3 ORDER BY p.family`, group),
    marks: await run('p2-marks', `SELECT m.id, m.pupil_id, m.lesson_id, m.work_id, m.value, m.comment, m.version FROM schedule.lesson l
      JOIN journal.mark m ON m.school_id = $1 AND m.school_year = $2 AND m.group_id = $3 AND m.date = l.date AND m.lesson_id = l.id
      WHERE l.school_id = $1 AND l.school_year = $2 AND l.group_id = $3`, group),
    attendance: await run('p2-attendance', `SELECT id, pupil_id, lesson_id, status, reason_code, minutes, version FROM journal.attendance
      WHERE school_id = $1 AND school_year = $2 AND group_id = $3`, group),
  };
});

app.post<{ Body: Query }>('/p3', async ({ body: b }) => ({
  mark: await run('p3', 'UPDATE journal.mark SET value = $4, version = version + 1 WHERE school_id = $1 AND school_year = $2 AND id = $3 RETURNING id, value, version',
    [...key(b), b['mark'], b['value']]),
}));

app.put<{ Body: Query }>('/p4', async ({ body: b }) => {
  await run('p4-attendance', `INSERT INTO journal.attendance (school_id, school_year, id, lesson_id, pupil_id, group_id, date, status, marked_by, marked_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'absent', $8, $9)
    ON CONFLICT (school_id, school_year, lesson_id, pupil_id) DO UPDATE SET status = 'absent', version = attendance.version + 1`,
    [...key(b), b['id'], b['lesson'], b['pupil'], b['group'], b['date'], b['teacher'], new Date()]);
  await run('p4-record', 'UPDATE journal.record SET taken_at = $4, taken_by = $5 WHERE school_id = $1 AND school_year = $2 AND lesson_id = $3',
    [...key(b), b['lesson'], new Date(), b['teacher']]);
  return { ok: true };
});

app.get<{ Querystring: Query }>('/p4-week', async ({ query: q }) => ({
  lessons: await run('p4-week', `SELECT l.id, l.date, l.number, l.starts_at, l.ends_at, l.teacher_id, l.room_id, l.status, b.name AS subject
    FROM schedule.lesson_class c
    JOIN schedule.lesson l ON l.school_id = $1 AND l.school_year = $2 AND l.id = c.lesson_id
    JOIN schools.subjects b ON b.id = l.subject_id
    WHERE c.school_id = $1 AND c.school_year = $2 AND c.class_id = $3 AND c.date BETWEEN $4 AND $5 ORDER BY l.date, l.number`, [...key(q), q['class'], q['from'], q['to']]),
}));

process.on('SIGTERM', () => { void app.close().then(() => pool.end()).then(() => process.exit(0)); });
process.on('disconnect', () => process.exit(0));
process.send?.({ listening: await app.listen({ port: 0, host: '127.0.0.1' }) });
