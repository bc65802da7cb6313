import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  makeBells, makeBuilding, makeClass, makeDivision, makeRoom, makeSchool, makeTeachingGroup, makeVacation, type MadeClass, type MadeGroup, type MadeSchool,
} from '../../../test/factories/schools.js';
import { rows, type SqlRunner } from '../../../test/factories/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/index.js';
import { Db } from '../../platform/database/index.js';
import type { Actor } from '../../shared/actor.js';
import { DomainError } from '../../shared/domain-error.js';
import { ScheduleFacade, type Clash, type NewEntry } from './index.js';

let app: TestApp;
let schedule: ScheduleFacade;
let db: SqlRunner;
const written = new Set<string>();

beforeAll(async () => {
  app = await startTestApp();
  schedule = app.get(ScheduleFacade);
  const real = app.get(Db);
  db = { query: (sql, params) => real.query(sql, params) };
  app.get(ScheduleFacade).recordsKeptBy('the test', async (_, __, ids) => ids.filter((id) => written.has(id)));
});
afterAll(() => app.stop());

/** A school with one class of the fifth and one of the first grade, its director, and the autumn timetable. */
async function autumn(weekDays: 5 | 6 = 6): Promise<{
  school: MadeSchool; actor: Actor; fifth: MadeClass; first: MadeClass; timetableId: string;
  group: (spec: { classes: Parameters<typeof makeTeachingGroup>[2]['classes']; subject?: string; teacherId?: string }) => Promise<MadeGroup & { teacherId: string }>;
  entry: (group: MadeGroup & { teacherId: string }, weekday: number, number: number, more?: Partial<NewEntry>) => Promise<NewEntry>;
}> {
  const school = await makeSchool(db, { zone: 'Europe/Kaliningrad', schoolYear: 2026, weekDays });
  await makeBells(db, school);
  const [fifth, first] = [await makeClass(db, school), await makeClass(db, school, { gradeLevel: 1 })];
  const actor: Actor = {
    personId: randomUUID(), sessionId: randomUUID(), assignmentId: randomUUID(), role: 'director', schoolId: school.id, classId: null, regionCode: null,
    acr: 'second_factor', requestId: 'test', ip: '127.0.0.1',
  };
  const timetable = await schedule.createTimetable(actor, school.id, { name: 'Осень', schoolYear: 2026, validFrom: '2026-11-02', validUntil: '2026-11-15' });
  return {
    school, actor, fifth, first, timetableId: timetable.id,
    group: async (spec) => {
      const teacherId = spec.teacherId ?? randomUUID();
      return { ...(await makeTeachingGroup(db, school, { ...spec, teacherId })), teacherId };
    },
    entry: async (group, weekday, number, more = {}) => ({
      weekday, shift: 1, number, groupId: group.id, teacherId: group.teacherId, roomId: (await makeRoom(db, school)).id, ...more }),
  };
}

const lessonsOf = (schoolId: string): Promise<{ id: string; group_id: string; date: string; number: number; status: string; room_id: string; teacher_id: string; starts_at: Date }[]> =>
  rows(db, 'SELECT id, group_id, date, number, status, room_id, teacher_id, starts_at FROM schedule.v_lesson WHERE school_id = $1 ORDER BY date, number, id', [schoolId]);

async function refusal(act: Promise<unknown>): Promise<DomainError & { clashes: Clash[] }> {
  const error = await act.then(() => null, (e: unknown) => e);
  expect(error).toBeInstanceOf(DomainError);
  return Object.assign(error as DomainError, { clashes: ((error as DomainError).extra['clashes'] ?? []) as Clash[] });
}

describe('entries of a timetable', () => {
  let a: Awaited<ReturnType<typeof autumn>>;
  beforeEach(async () => { a = await autumn(); });

  it('names the lesson that has the teacher, the room or the class already', async () => {
    const maths = await a.group({ classes: [a.fifth], subject: 'Математика' });
    const music = await a.group({ classes: [a.first], subject: 'Музыка', teacherId: maths.teacherId });
    const art = await a.group({ classes: [a.first], subject: 'ИЗО' });
    const standing = await a.entry(maths, 1, 2);
    const [first] = await schedule.addEntries(a.actor, a.timetableId, [standing]);

    const error = await refusal(schedule.addEntries(a.actor, a.timetableId, [
      await a.entry(music, 1, 2), await a.entry(art, 1, 2, { roomId: standing.roomId! }), standing, await a.entry(art, 2, 2)]));
    expect(error.code).toBe('schedule.clash');
    const withStanding = error.clashes.filter((c) => c.with.entryId === first!.id);
    expect(withStanding.map(({ pointer, because }) => ({ pointer, because }))).toEqual([
      { pointer: '/entries/0', because: ['teacher'] },
      { pointer: '/entries/1', because: ['room'] },
      { pointer: '/entries/2', because: ['teacher', 'room', 'duplicate'] },
    ]);
    expect(withStanding[0]!.with).toMatchObject({ weekday: 1, shift: 1, number: 2, subject: 'Математика', classes: ['5А'] });
    // The two entries of the first grade also meet each other.
    expect(error.clashes).toContainEqual(expect.objectContaining({ pointer: '/entries/0', because: ['class'], with: expect.objectContaining({ pointer: '/entries/1', entryId: null }) }));
    expect(error.clashes.some((c) => c.pointer === '/entries/3')).toBe(false);
    expect(await rows(db, 'SELECT id FROM schedule.entry WHERE timetable_id = $1', [a.timetableId])).toHaveLength(1);
  });

  it('lets subgroups of one division meet, and refuses the whole class, another division or the same subgroup beside them', async () => {
    await makeDivision(db, a.fifth, { number: 1 });
    await makeDivision(db, a.fifth, { number: 2, name: 'Технология' });
    const part = (division: number, subgroup: number): Promise<MadeGroup & { teacherId: string }> =>
      a.group({ classes: [{ schoolClass: a.fifth, division, subgroup }], subject: `Предмет ${division}/${subgroup}` });
    const [english1, english2, work1] = [await part(1, 1), await part(1, 2), await part(2, 1)];
    const it1 = await a.group({ classes: [{ schoolClass: a.fifth, division: 1, subgroup: 1 }], subject: 'Информатика' });
    const whole = await a.group({ classes: [a.fifth], subject: 'Физика' });
    await schedule.addEntries(a.actor, a.timetableId, [await a.entry(english1, 1, 1), await a.entry(english2, 1, 1)]);

    const because = async (group: MadeGroup & { teacherId: string }): Promise<string[]> =>
      (await refusal(schedule.addEntries(a.actor, a.timetableId, [await a.entry(group, 1, 1)]))).clashes.map((c) => `${c.because.join()} ${c.with.subject}`).sort();
    expect(await because(work1)).toEqual(['class Предмет 1/1', 'class Предмет 1/2']);
    expect(await because(whole)).toEqual(['class Предмет 1/1', 'class Предмет 1/2']);
    expect(await because(it1)).toEqual(['class Предмет 1/1']);
  });

  it('lets a gym take two classes', async () => {
    const gym = await makeRoom(db, a.school, { exclusive: false });
    const groups = [await a.group({ classes: [a.fifth] }), await a.group({ classes: [a.first], subject: 'Физкультура' })];
    const added = await schedule.addEntries(a.actor, a.timetableId, await Promise.all(groups.map((g) => a.entry(g, 1, 1, { roomId: gym.id }))));
    expect(added.map((e) => e.room?.id)).toEqual([gym.id, gym.id]);
  });

  it('lets one of two people who write the same room at the same moment win, and tells the other why', async () => {
    const room = await makeRoom(db, a.school);
    const groups = [await a.group({ classes: [a.fifth] }), await a.group({ classes: [a.first], subject: 'Музыка' })];
    const entries = await Promise.all(groups.map((g) => a.entry(g, 3, 3, { roomId: room.id })));
    const results = await Promise.allSettled(entries.map((e) => schedule.addEntries(a.actor, a.timetableId, [e])));
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((r) => r.status === 'rejected')!.reason as DomainError;
    expect(lost).toMatchObject({ code: 'schedule.clash', extra: { clashes: [{ because: ['room'], with: { weekday: 3, number: 3, room: room.name } }] } });
  });

  it('names every wrong field of every entry at once', async () => {
    const group = await a.group({ classes: [a.first] });
    const good = await a.entry(group, 1, 1);
    await expect(schedule.addEntries(a.actor, a.timetableId, [
      { ...good, groupId: randomUUID(), roomId: randomUUID() },
      { ...good, teacherId: randomUUID(), roomId: null, number: 9, weekday: 7 },
    ])).rejects.toMatchObject({ errors: [
      { pointer: '/entries/0/groupId', code: 'schedule.unknown_group' },
      { pointer: '/entries/0/roomId', code: 'schedule.unknown_room' },
      { pointer: '/entries/1/teacherId', code: 'schedule.not_teaching' },
      { pointer: '/entries/1/weekday', code: 'schedule.day_off' },
      { pointer: '/entries/1/number', code: 'schedule.no_bell' },
      { pointer: '/entries/1/roomId', code: 'schedule.place_needed' },
    ] });
  });

  it('keeps another school out', async () => {
    const other = await autumn();
    const group = await a.group({ classes: [a.fifth] });
    await expect(schedule.addEntries(other.actor, a.timetableId, [await a.entry(group, 1, 1)])).rejects.toMatchObject({ code: 'object.not_found' });
    await expect(schedule.createTimetable(other.actor, a.school.id, { name: 'x', schoolYear: 2026, validFrom: '2026-11-02', validUntil: '2026-11-15' }))
      .rejects.toMatchObject({ code: 'object.not_found' });
    await expect(schedule.publish(other.actor, a.timetableId)).rejects.toMatchObject({ code: 'object.not_found' });
  });
});

describe('publishing', () => {
  beforeEach(() => app.clock.moveTo(new Date('2026-10-20T09:00:00Z')));

  it('makes dated lessons, but none in vacations, on public holidays and beyond the school\'s week', async () => {
    const a = await autumn();
    await makeVacation(db, a.school, { startsOn: '2026-11-02', endsOn: '2026-11-08', gradeFrom: 5 });
    const [fifth, first] = [await a.group({ classes: [a.fifth] }), await a.group({ classes: [a.first], subject: 'Музыка' })];
    const shared = await a.group({ classes: [a.fifth, a.first], subject: 'Хор' });
    await schedule.addEntries(a.actor, a.timetableId, [
      await a.entry(fifth, 3, 1), await a.entry(first, 3, 1), await a.entry(shared, 2, 2), await a.entry(fifth, 6, 1)]);
    expect(await schedule.publish(a.actor, a.timetableId)).toEqual({ created: 5, changed: 0, removed: 0, cancelled: 0 });
    const made = await lessonsOf(a.school.id);
    const dates = (group: MadeGroup): string[] => made.filter((l) => l.group_id === group.id).map((l) => l.date);
    expect(dates(fifth)).toEqual(['2026-11-11', '2026-11-14']);      // 4 November is a holiday, the week before it vacation
    expect(dates(first)).toEqual(['2026-11-11']);
    expect(dates(shared)).toEqual(['2026-11-03', '2026-11-10']);     // the first grade studies on the 3rd
    expect(made.find((l) => l.date === '2026-11-11')!.starts_at).toEqual(new Date('2026-11-11T06:30:00Z')); // 08:30 in Kaliningrad
  });

  it('refuses what the bells cannot ring for, naming it', async () => {
    const a = await autumn();
    const group = await a.group({ classes: [a.fifth] });
    await schedule.addEntries(a.actor, a.timetableId, [await a.entry(group, 5, 7)]);
    const short = await makeBells(db, a.school, { name: 'Короткий день', kind: 'short', isDefault: false });
    await db.query('DELETE FROM schools.bells WHERE school_id = $1 AND schedule_id = $2 AND number = 7', [a.school.id, short.id]);
    await db.query(`INSERT INTO schools.bell_days (school_id, date, schedule_id) VALUES ($1, '2026-11-13', $2)`, [a.school.id, short.id]);
    await expect(schedule.publish(a.actor, a.timetableId)).rejects.toMatchObject({ code: 'schedule.bells_missing', params: { lessons: ['2026-11-13: 1/7'] } });
    expect(await lessonsOf(a.school.id)).toEqual([]);
  });

  it('replaces lessons to come by a new version: the same keep their id, changed ones too, what is written on stays', async () => {
    const a = await autumn();
    const [maths, music, art] = [await a.group({ classes: [a.fifth] }), await a.group({ classes: [a.first], subject: 'Музыка' }), await a.group({ classes: [a.fifth], subject: 'ИЗО' })];
    const [m1, m2, mu, ar] = [await a.entry(maths, 1, 1), await a.entry(maths, 4, 2), await a.entry(music, 1, 1), await a.entry(art, 2, 3)];
    await schedule.addEntries(a.actor, a.timetableId, [m1, m2, mu, ar]);
    await schedule.publish(a.actor, a.timetableId);
    const before = await lessonsOf(a.school.id);
    const find = (list: typeof before, group: MadeGroup, date: string): (typeof before)[number] | undefined => list.find((l) => l.group_id === group.id && l.date === date);
    written.add(find(before, art, '2026-11-10')!.id);

    // Tuesday of the first week, after its third lesson: rooms of Monday change places, Thursday moves, art goes.
    app.clock.moveTo(new Date('2026-11-03T12:00:00Z'));
    const next = await schedule.createTimetable(a.actor, a.school.id, { name: 'Осень 2', schoolYear: 2026, validFrom: '2026-11-02', validUntil: '2026-11-15' });
    await schedule.addEntries(a.actor, next.id, [{ ...m1, roomId: mu.roomId! }, { ...mu, roomId: m1.roomId! }, { ...m2, number: 5 }]);
    expect(await schedule.publish(a.actor, next.id)).toEqual({ created: 2, changed: 2, removed: 2, cancelled: 1 });

    const after = await lessonsOf(a.school.id);
    for (const [group, date] of [[maths, '2026-11-02'], [music, '2026-11-02'], [art, '2026-11-03']] as const) {
      expect(find(after, group, date)).toEqual(find(before, group, date));
    }
    expect(find(after, maths, '2026-11-09')).toEqual({ ...find(before, maths, '2026-11-09'), room_id: mu.roomId });
    expect(find(after, music, '2026-11-09')).toEqual({ ...find(before, music, '2026-11-09'), room_id: m1.roomId });
    expect(after.filter((l) => l.group_id === maths.id && l.number !== 1).map((l) => [l.date, l.number])).toEqual([['2026-11-05', 5], ['2026-11-12', 5]]);
    expect(find(after, art, '2026-11-10')).toEqual({ ...find(before, art, '2026-11-10'), status: 'cancelled' });

    expect(await schedule.publish(a.actor, next.id)).toEqual({ created: 0, changed: 0, removed: 0, cancelled: 0 });
    expect(await lessonsOf(a.school.id)).toEqual(after);
  });

  it('keeps what was changed by hand, and names it when it stands in the way', async () => {
    const a = await autumn();
    const [maths, music] = [await a.group({ classes: [a.fifth] }), await a.group({ classes: [a.first], subject: 'Музыка' })];
    const [m, mu] = [await a.entry(maths, 1, 1), await a.entry(music, 2, 1)];
    await schedule.addEntries(a.actor, a.timetableId, [m, mu]);
    await schedule.publish(a.actor, a.timetableId);
    const [monday, tuesday] = await lessonsOf(a.school.id);
    await teacherRole(music.teacherId, a.school.id);
    await schedule.substitute(a.actor, monday!.id, music.teacherId, 'Болезнь');
    await schedule.cancel(a.actor, tuesday!.id, 'Актированный день');

    expect(await schedule.publish(a.actor, a.timetableId)).toMatchObject({ created: 0, changed: 0, removed: 0 });
    expect((await lessonsOf(a.school.id)).slice(0, 2)).toMatchObject([
      { id: monday!.id, status: 'substituted', teacher_id: music.teacherId }, { id: tuesday!.id, status: 'cancelled' }]);

    const next = await schedule.createTimetable(a.actor, a.school.id, { name: '2', schoolYear: 2026, validFrom: '2026-11-02', validUntil: '2026-11-15' });
    await schedule.addEntries(a.actor, next.id, [m, { ...mu, weekday: 1 }].map((e, i) => (i === 0 ? e : { ...e, roomId: mu.roomId! })));
    const error = await refusal(schedule.publish(a.actor, next.id));
    expect(error.clashes).toEqual([expect.objectContaining({
      because: ['teacher'], lesson: expect.objectContaining({ date: '2026-11-02', number: 1, subject: 'Музыка' }),
      with: expect.objectContaining({ lessonId: monday!.id, date: '2026-11-02', number: 1 }) })]);
    expect(await lessonsOf(a.school.id)).toHaveLength(4);
  });

  it('fills in past days that nobody planned, once', async () => {
    const a = await autumn();
    app.clock.moveTo(new Date('2026-12-01T09:00:00Z'));
    const maths = await a.group({ classes: [a.fifth] });
    await schedule.addEntries(a.actor, a.timetableId, [await a.entry(maths, 1, 1)]);
    expect(await schedule.publish(a.actor, a.timetableId)).toMatchObject({ created: 2 });
    expect(await schedule.publish(a.actor, a.timetableId)).toMatchObject({ created: 0, removed: 0 });
  });

  it('refuses an empty timetable and a change of a published one', async () => {
    const a = await autumn();
    await expect(schedule.publish(a.actor, a.timetableId)).rejects.toMatchObject({ code: 'schedule.timetable_empty' });
    const entry = await a.entry(await a.group({ classes: [a.fifth] }), 1, 1);
    await schedule.addEntries(a.actor, a.timetableId, [entry]);
    await schedule.publish(a.actor, a.timetableId);
    await expect(schedule.addEntries(a.actor, a.timetableId, [{ ...entry, number: 2 }])).rejects.toMatchObject({ code: 'schedule.timetable_published' });
    const copy = await schedule.createTimetable(a.actor, a.school.id, { name: 'Копия', schoolYear: 2026, validFrom: '2026-11-02', validUntil: '2026-11-15', copyOf: a.timetableId });
    expect(copy).toMatchObject({ status: 'draft', entries: 1, copyOf: a.timetableId });
    expect(await schedule.publish(a.actor, copy.id)).toEqual({ created: 0, changed: 0, removed: 0, cancelled: 0 });
  });
});

describe('a building with bells of its own (SC-2)', () => {
  /** The school rings at 8:30, 9:25, 10:20 and so on; the building at 10:00 and 10:55, and no more. */
  async function twoBuildings() {
    app.clock.moveTo(new Date('2026-10-20T09:00:00Z'));
    const a = await autumn();
    const own = await makeBells(db, a.school, { name: 'Корпус Б', isDefault: false, from: '10:00', lessons: 2 });
    const building = await makeBuilding(db, a.school, { bellScheduleId: own.id });
    const there = { roomId: (await makeRoom(db, a.school, { buildingId: building.id })).id };
    const maths = await a.group({ classes: [a.fifth], subject: 'Математика' });
    const music = await a.group({ classes: [a.first], subject: 'Музыка', teacherId: maths.teacherId });
    return { ...a, own, building, there, maths, music };
  }
  const times = async (schoolId: string) => (await rows<{ date: string; number: number; start_time: string }>(db,
    'SELECT date, number, start_time FROM schedule.v_lesson WHERE school_id = $1 ORDER BY starts_at', [schoolId])).map((l) => `${l.date} ${l.number} ${l.start_time.slice(0, 5)}`);

  it('gives its lessons its times; one teacher may have lesson 1 in both, but not two lessons at one time', async () => {
    const a = await twoBuildings();
    const added = await schedule.addEntries(a.actor, a.timetableId, [await a.entry(a.maths, 1, 1), { ...await a.entry(a.music, 1, 1), ...a.there }]);
    expect(added.map((e) => e.startTime)).toEqual(['08:30', '10:00']);
    // Lesson 3 of the school begins while lesson 1 of the building goes on.
    const error = await refusal(schedule.addEntries(a.actor, a.timetableId, [await a.entry(a.maths, 1, 3)]));
    expect(error.clashes).toMatchObject([{ because: ['teacher'], with: { number: 1, subject: 'Музыка' } }]);
    const moved = { ...await a.entry(a.maths, 2, 1), ...a.there, onlineUrl: 'https://meet.example.ru/5a' };
    const [there] = await schedule.addEntries(a.actor, a.timetableId, [moved]);
    expect(there!.startTime).toBe('10:00');
    await schedule.publish(a.actor, a.timetableId);
    expect((await times(a.school.id)).slice(0, 3)).toEqual(['2026-11-02 1 08:30', '2026-11-02 1 10:00', '2026-11-03 1 10:00']);
  });

  it('has no lesson of a number it does not ring for, nor of a group twice', async () => {
    const a = await twoBuildings();
    const first = await a.entry(a.maths, 1, 1);
    await expect(schedule.addEntries(a.actor, a.timetableId, [first, { ...first, ...a.there, weekday: 2, number: 3 }])).rejects.toMatchObject({
      errors: [{ pointer: '/entries/1/number', code: 'schedule.no_bell_in_building', params: { building: a.building.name } }],
    });
    const error = await refusal(schedule.addEntries(a.actor, a.timetableId, [first, { ...first, ...a.there }]));
    expect(error.clashes.map(({ pointer, because }) => [pointer, because])).toEqual([['/entries/0', ['teacher', 'duplicate']], ['/entries/1', ['teacher', 'duplicate']]]);
  });

  it('goes by its own short bells on short days, or without them by the school\'s', async () => {
    const a = await twoBuildings();
    const short = await makeBells(db, a.school, { name: 'Короткий день', kind: 'short', isDefault: false, from: '08:00' });
    await db.query(`INSERT INTO schools.bell_days (school_id, date, schedule_id) VALUES ($1, '2026-11-02', $2)`, [a.school.id, short.id]);
    await schedule.addEntries(a.actor, a.timetableId, [{ ...await a.entry(a.maths, 1, 2), ...a.there }]);
    await schedule.publish(a.actor, a.timetableId);
    expect(await times(a.school.id)).toEqual(['2026-11-02 2 08:55', '2026-11-09 2 10:55']);
    const before = await lessonsOf(a.school.id);

    // Bells that change after publishing take hold when it is published again, as the school's own do.
    const ownShort = await makeBells(db, a.school, { name: 'Корпус Б, короткий', kind: 'short', isDefault: false, from: '09:00' });
    await db.query('UPDATE schools.buildings SET short_bell_schedule_id = $2 WHERE id = $1', [a.building.id, ownShort.id]);
    expect(await schedule.publish(a.actor, a.timetableId)).toEqual({ created: 0, changed: 1, removed: 0, cancelled: 0 });
    expect(await times(a.school.id)).toEqual(['2026-11-02 2 09:55', '2026-11-09 2 10:55']);
    expect((await lessonsOf(a.school.id)).map((l) => l.id)).toEqual(before.map((l) => l.id));

    await db.query('DELETE FROM schools.bells WHERE school_id = $1 AND schedule_id = $2 AND number = 2', [a.school.id, ownShort.id]);
    await expect(schedule.publish(a.actor, a.timetableId)).rejects.toMatchObject({
      code: 'schedule.bells_missing', params: { lessons: [`2026-11-02: 1/2 (${a.building.name})`] },
    });
  });

  it('names a clash that only the bells of a day make', async () => {
    const a = await twoBuildings();
    await schedule.addEntries(a.actor, a.timetableId, [await a.entry(a.maths, 1, 1), { ...await a.entry(a.music, 1, 1), ...a.there }]);
    await db.query(`UPDATE schools.bells SET starts_at = '09:00', ends_at = '09:45' WHERE school_id = $1 AND schedule_id = $2 AND number = 1 AND shift = 1`, [a.school.id, a.own.id]);
    const error = await refusal(schedule.publish(a.actor, a.timetableId));
    expect(error.clashes[0]).toMatchObject({ because: ['teacher'], lesson: { date: '2026-11-02', number: 1 }, with: { date: '2026-11-02', number: 1 } });
    expect(await lessonsOf(a.school.id)).toEqual([]);
  });
});

describe('changes of one lesson', () => {
  it('sends a free substitute, who may mark; refuses a busy one by naming the lesson, and somebody from outside', async () => {
    app.clock.moveTo(new Date('2026-10-20T09:00:00Z'));
    const a = await autumn();
    const [maths, music] = [await a.group({ classes: [a.fifth] }), await a.group({ classes: [a.first], subject: 'Музыка' })];
    await schedule.addEntries(a.actor, a.timetableId, [await a.entry(maths, 1, 1), await a.entry(music, 1, 1), await a.entry(maths, 2, 1)]);
    await schedule.publish(a.actor, a.timetableId);
    const lessons = await lessonsOf(a.school.id);
    const at = (date: string, group: MadeGroup): string => lessons.find((l) => l.date === date && l.group_id === group.id)!.id;
    const [monday, tuesday] = [at('2026-11-02', maths), at('2026-11-03', maths)];

    await expect(schedule.substitute(a.actor, monday, music.teacherId, 'Болезнь')).rejects.toMatchObject({ errors: [{ code: 'schedule.not_staff' }] });
    await teacherRole(music.teacherId, a.school.id);
    const error = await refusal(schedule.substitute(a.actor, monday, music.teacherId, 'Болезнь'));
    expect(error.clashes).toMatchObject([{ because: ['teacher'], with: { lessonId: at('2026-11-02', music), subject: 'Музыка', classes: ['1А'] } }]);

    expect(await schedule.mayMark(a.school.id, music.teacherId, tuesday)).toBe(false);
    expect(await schedule.substitute(a.actor, tuesday, music.teacherId, 'Болезнь')).toMatchObject({ status: 'substituted', teacherId: music.teacherId });
    expect(await schedule.mayMark(a.school.id, music.teacherId, tuesday)).toBe(true);
    expect(await schedule.mayMark(a.school.id, maths.teacherId, tuesday)).toBe(true);
    expect(await schedule.mayMark(randomUUID(), maths.teacherId, tuesday)).toBe(false);

    expect(await schedule.cancel(a.actor, monday, 'Мороз')).toMatchObject({ status: 'cancelled' });
    await expect(schedule.cancel(a.actor, monday, 'Мороз')).rejects.toMatchObject({ code: 'schedule.lesson_cancelled' });
    await expect(schedule.substitute(a.actor, monday, randomUUID(), 'x')).rejects.toMatchObject({ errors: [{ code: 'schedule.not_staff' }] });
  });
});

async function teacherRole(personId: string, schoolId: string): Promise<void> {
  await db.query(`INSERT INTO identity.people (id, family, given, name_key, created_at, updated_at)
    VALUES ($1, 'Волкова', 'Анна', 'волкова анна', '2026-09-01', '2026-09-01') ON CONFLICT DO NOTHING`, [personId]);
  await db.query(
    `INSERT INTO identity.role_assignments (id, person_id, role, school_id, valid_from, created_at) VALUES ($1, $2, 'teacher', $3, '2026-09-01', '2026-09-01')`,
    [randomUUID(), personId, schoolId]);
}
