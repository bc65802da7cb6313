import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeClass, makeDivision, makePupil, makeSchool, makeTeachingGroup, makeYear, type MadeClass, type MadeSchool, putInSubgroup } from '../../../test/factories/schools.js';
import { startTestApp, type TestApp } from '../../../test/support/index.js';
import { Db } from '../../platform/database/index.js';
import type { Actor } from '../../shared/actor.js';
import { newId } from '../../shared/ids.js';
import { AuditFacade } from '../audit/index.js';
import { SchoolsFacade } from './index.js';

let app: TestApp;
let db: Db;
let schools: SchoolsFacade;
let school: MadeSchool;
let a: MadeClass;
let b: MadeClass;
let actor: Actor;

beforeAll(async () => {
  app = await startTestApp();
  db = app.get(Db);
  schools = app.get(SchoolsFacade);
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.moveTo(new Date('2026-11-22T09:00:00Z'));
  school = await makeSchool(db, { zone: 'Asia/Kamchatka', schoolYear: 2026 });
  a = await makeClass(db, school, { letter: 'А' });
  b = await makeClass(db, school, { letter: 'Б' });
  actor = {
    personId: newId(), sessionId: newId(), assignmentId: newId(), role: 'secretary', schoolId: school.id, classId: null, regionCode: null,
    acr: 'second_factor', requestId: newId(), ip: '127.0.0.1',
  };
});

const members = (groupId: string) => db.query<{ from: string; until: string | null }>(
  'SELECT valid_from AS "from", valid_until AS until FROM schools.v_group_member WHERE group_id = $1 ORDER BY pupil_id, valid_from', [groupId]);
const inClass = (on: string) => db.query<{ class_id: string }>(
  `SELECT class_id FROM schools.v_class_member WHERE school_id = $1 AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)`, [school.id, on]);
const name = { family: 'Соловьёв', given: 'Пётр', patronymic: 'Ильич' };

describe('the roll', () => {
  it('takes a pupil with a sealed SNILS and enrols them in the day of the school', async () => {
    app.clock.moveTo(new Date('2026-11-21T13:00:00Z')); // 22 November in Kamchatka already
    const pupil = await schools.createPupil(actor, { schoolId: school.id, name, birthDate: '2014-05-17', sex: 'm', snils: '112-233-445 95', classId: a.id });
    expect(pupil.schoolClass).toEqual({ id: a.id, name: '5А' });
    expect(await inClass('2026-11-21')).toEqual([]);
    expect(await inClass('2026-11-22')).toEqual([{ class_id: a.id }]);
    const row = await db.one<Record<string, unknown>>('SELECT * FROM schools.pupils WHERE id = $1', [pupil.id]);
    expect(JSON.stringify(row)).not.toContain('11223344595');
    await expect(schools.createPupil(actor, { schoolId: school.id, name, birthDate: '2014-05-17', sex: 'm', snils: '112-233-445 96' })).rejects.toMatchObject({ code: 'input.invalid', errors: [{ pointer: '/snils', code: 'snils.checksum' }] });
  });

  it('finds likely pupils by name, birth date and SNILS, in this school only', async () => {
    const pupil = await schools.createPupil(actor, { schoolId: school.id, name, birthDate: '2014-05-17', sex: 'm', snils: '11223344595' });
    const other = await makeSchool(db, { schoolYear: 2026 });
    const ask = (over: object, at = school.id) => schools.findLikelyPupils(at, { name: { family: 'соловьев', given: 'ПЕТР' }, birthDate: '2014-05-17', ...over });
    expect((await ask({})).map((like) => [like.pupil.id, like.likeness])).toEqual([[pupil.id, 'same']]);
    expect((await ask({ name: { family: 'Другой', given: 'Мальчик' }, birthDate: '2010-01-01', snils: '11223344595' }))[0]?.matches).toEqual({ name: false, birthDate: false, snils: true });
    expect((await ask({ birthDate: '2014-05-18' }))[0]?.likeness).toBe('likely');
    expect(await ask({ name: { family: 'Со%', given: '_' } })).toEqual([]);
    expect(await ask({}, other.id)).toEqual([]);
  });

  it('finds a class by the name people write', async () => {
    expect((await schools.classByName(school.id, 2026, '5 «a»'))?.id).toBe(a.id);
    expect(await schools.classByName(school.id, 2025, '5А')).toBeNull();
    expect(await schools.classByName(school.id, 2026, 'класс')).toBeNull();
  });

  it('ties a pupil with one account only', async () => {
    const pupil = await makePupil(db, school);
    const personId = newId();
    await schools.bindAccount(school.id, pupil.id, personId);
    expect((await schools.pupil(school.id, pupil.id))?.personId).toBe(personId);
    await expect(schools.bindAccount(school.id, pupil.id, newId())).rejects.toMatchObject({ code: 'schools.account_bound' });
    await expect(schools.bindAccount((await makeSchool(db)).id, pupil.id, newId())).rejects.toMatchObject({ code: 'object.not_found' });
  });
});

describe('movements', () => {
  it('tells who was in the class on a day, and keeps what happened', async () => {
    const pupil = await makePupil(db, school, { schoolClass: a });
    const move = (kind: 'transferred' | 'expelled' | 'enrolled', on: string, toClassId: string | null) =>
      schools.movePupil(actor, { schoolId: school.id, pupilId: pupil.id, kind, on, toClassId, orderNumber: '17-у' });
    await move('transferred', '2026-10-05', b.id);
    expect(await inClass('2026-10-04')).toEqual([{ class_id: a.id }]);
    expect(await inClass('2026-10-05')).toEqual([{ class_id: b.id }]);
    await expect(move('transferred', '2026-09-20', a.id)).rejects.toMatchObject({ code: 'schools.later_movement' });
    await expect(move('enrolled', '2026-10-10', a.id)).rejects.toMatchObject({ code: 'schools.already_in_class', params: { className: '5Б' } });
    await move('expelled', '2026-11-01', null);
    expect(await inClass('2026-11-01')).toEqual([]);
    await expect(move('expelled', '2026-11-02', null)).rejects.toMatchObject({ code: 'schools.not_in_class' });
    await move('enrolled', '2026-11-10', b.id);
    expect(await inClass('2026-11-10')).toEqual([{ class_id: b.id }]);
    const kept = await db.query<{ kind: string }>('SELECT kind FROM schools.movements WHERE pupil_id = $1 ORDER BY on_date', [pupil.id]);
    expect(kept.map(({ kind }) => kind)).toEqual(['transferred', 'expelled', 'enrolled']);
    await expect(db.query('DELETE FROM schools.movements')).rejects.toMatchObject({ code: '42501' });
  });

  it('promotes into the next year, closing the old year at its end', async () => {
    await makeYear(db, school.id, 2027);
    const next = await makeClass(db, school, { gradeLevel: 6, schoolYear: 2027 });
    const pupil = await makePupil(db, school, { schoolClass: a });
    await schools.movePupil(actor, { schoolId: school.id, pupilId: pupil.id, kind: 'promoted', on: '2027-09-01', toClassId: next.id });
    const spans = await db.query('SELECT valid_until FROM schools.v_class_member WHERE pupil_id = $1 ORDER BY valid_from', [pupil.id]);
    expect(spans).toEqual([{ valid_until: '2027-08-01' }, { valid_until: null }]);
    await expect(schools.movePupil(actor, { schoolId: school.id, pupilId: pupil.id, kind: 'transferred', on: '2027-09-01', toClassId: a.id })).rejects.toMatchObject({ errors: [{ code: 'schools.date_outside_year' }] });
  });

  it('lets one of two movements at a time win', async () => {
    const pupil = await makePupil(db, school);
    const enrol = (c: MadeClass) => schools.movePupil(actor, { schoolId: school.id, pupilId: pupil.id, kind: 'enrolled', on: '2026-09-01', toClassId: c.id });
    const done = await Promise.allSettled([enrol(a), enrol(b)]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'schools.already_in_class' } });
  });

  it('does not let a row reach into another school', async () => {
    const other = await makeSchool(db, { schoolYear: 2026 });
    const foreign = await makeClass(db, other);
    const pupil = await makePupil(db, school);
    await expect(schools.movePupil(actor, { schoolId: school.id, pupilId: pupil.id, kind: 'enrolled', on: '2026-09-01', toClassId: foreign.id })).rejects.toMatchObject({ errors: [{ code: 'schools.class_unknown' }] });
    await expect(schools.movePupil(actor, { schoolId: other.id, pupilId: pupil.id, kind: 'enrolled', on: '2026-09-01', toClassId: foreign.id })).rejects.toMatchObject({ code: 'object.not_found' });
    await expect(db.query('INSERT INTO schools.class_members (school_id, school_year, class_id, pupil_id, valid_from) VALUES ($1, 2026, $2, $3, $4)', [school.id, foreign.id, pupil.id, '2026-09-01'])).rejects.toMatchObject({ code: '23503' });
  });
});

describe('members of teaching groups follow', () => {
  it('classes, subgroups and their dates', async () => {
    const teacherId = newId();
    const first = await makePupil(db, school, { schoolClass: a });
    await makePupil(db, school, { schoolClass: b });
    await makeDivision(db, a);
    const stream = await makeTeachingGroup(db, school, { classes: [a, b], subject: 'Музыка', teacherId });
    const half = await makeTeachingGroup(db, school, { classes: [{ schoolClass: a, division: 1, subgroup: 1 }], subject: 'Английский язык' });
    const otherHalf = await makeTeachingGroup(db, school, { classes: [{ schoolClass: a, division: 1, subgroup: 2 }], subject: 'Английский язык' });
    expect(await members(stream.id)).toHaveLength(2);
    expect(await members(half.id)).toEqual([]);

    await putInSubgroup(db, a, first.id, { subgroup: 1, until: '2026-10-05' });
    await putInSubgroup(db, a, first.id, { subgroup: 2, from: '2026-10-05' });
    expect(await members(half.id)).toEqual([{ from: '2026-09-01', until: '2026-10-05' }]);
    expect(await members(otherHalf.id)).toEqual([{ from: '2026-10-05', until: null }]);

    await schools.movePupil(actor, { schoolId: school.id, pupilId: first.id, kind: 'transferred', on: '2026-11-02', toClassId: b.id });
    expect(await members(otherHalf.id)).toEqual([{ from: '2026-10-05', until: '2026-11-02' }]);
    expect((await members(stream.id)).map(({ until }) => until)).toEqual([null, null]); // both classes are in it: one span without a seam
    expect(await schools.teaches(teacherId, stream.id, '2026-09-01')).toBe(true);
    expect(await schools.teaches(teacherId, stream.id, '2026-08-31')).toBe(false);
    await expect(db.query('DELETE FROM schools.group_members WHERE group_id = $1', [stream.id])).rejects.toMatchObject({ code: '42501' });
    expect((await schools.groupsOf(school.id, teacherId)).map(({ name: group, subject }) => [group, subject])).toEqual([['5А+5Б', 'Музыка']]);
  });
});

describe('import of a file', () => {
  const HEAD = 'Код;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс\n';
  const GOOD = `${HEAD}k1;Иванов;Пётр;Ильич;17.05.2014;м;5А\nk2;Петрова;Анна;Олеговна;18.05.2014;ж;5-б\n;Сидоров;Олег;;19.05.2014;м;5A\n`;
  const take = (text: string | Buffer, over: object = {}) => schools.importFile(actor, {
    schoolId: school.id, kind: 'pupils', mode: 'commit', partial: false, fileName: 'x.csv', bytes: Buffer.from(text as string), ...over,
  });
  const count = async () => (await db.query('SELECT 1 FROM schools.pupils WHERE school_id = $1', [school.id])).length;

  it('previews without writing, writes once, and changes nothing the second time', async () => {
    expect(await take(GOOD, { mode: 'preview' })).toMatchObject({ written: false, rows: 3, created: 3, changed: 0, same: 0, errors: [] });
    expect(await count()).toBe(0);
    expect(await take(GOOD)).toMatchObject({ written: true, created: 3 });
    expect(await inClass('2026-09-01')).toHaveLength(3);
    const before = await db.query('SELECT id, version FROM schools.pupils WHERE school_id = $1 ORDER BY id', [school.id]);
    expect(await take(GOOD)).toMatchObject({ written: true, created: 0, changed: 0, same: 3 });
    expect(await db.query('SELECT id, version FROM schools.pupils WHERE school_id = $1 ORDER BY id', [school.id])).toEqual(before);
    expect(await db.query('SELECT 1 FROM schools.movements WHERE school_id = $1', [school.id])).toHaveLength(3);
  });

  it('changes names and classes of those it knows', async () => {
    await take(GOOD);
    expect(await take(`${HEAD}k1;Иванов;Павел;Ильич;17.05.2014;м;5Б\n`)).toMatchObject({ created: 0, changed: 1, same: 0 });
    expect(await inClass('2026-11-21')).toHaveLength(3);
    const [moved] = await db.query<{ given: string; kind: string; on_date: string }>(
      `SELECT p.given, m.kind, m.on_date FROM schools.pupils p JOIN schools.movements m ON m.pupil_id = p.id WHERE p.school_id = $1 AND p.external_id = 'k1' ORDER BY m.id DESC`, [school.id]);
    expect(moved).toEqual({ given: 'Павел', kind: 'transferred', on_date: '2026-11-22' });
  });

  it('writes nothing of a file with a wrong row, or the good rows when that is accepted', async () => {
    const bad = `${GOOD};Wрong;Имя;;31.02.2014;м;9Я\n`;
    const refused = await take(bad);
    expect(refused).toMatchObject({ written: false, created: 3 });
    expect(refused.errors.map(({ line, column, code }) => [line, column, code])).toEqual([[5, 'Фамилия', 'imports.name'], [5, 'Дата рождения', 'imports.date']]);
    expect(await count()).toBe(0);
    expect(await take(bad, { partial: true })).toMatchObject({ written: true, created: 3 });
    expect(await count()).toBe(3);
  });

  it('refuses fifty thousand rows before anything is written, and tells the first thousand of many errors', async () => {
    const row = ';Иванов;Пётр;;17.05.2014;м;5А\n';
    await expect(take(HEAD + row.repeat(50_000))).rejects.toMatchObject({ errors: [{ pointer: '/file', code: 'imports.too_many_rows', params: { limit: 10_000 } }] });
    const many = await take(HEAD + ';Иван0в;Пётр;;31.02.2014;м;5А\n'.repeat(2_000));
    expect(many).toMatchObject({ written: false, rows: 2000, created: 0 });
    expect(many.errors).toHaveLength(1001);
    expect(many.errors.at(-1)).toMatchObject({ line: 502, code: 'imports.more_errors', params: { left: 3000 } });
    expect(await count()).toBe(0);
  });

  it('names swapped columns, a wrong delimiter and bytes of another coding', async () => {
    expect((await take(`${HEAD}k1;Пётр;Иванов;Ильич;5А;м;17.05.2014\n`)).errors.map(({ column, code }) => [column, code])).toEqual([['Дата рождения', 'imports.date'], ['Класс', 'imports.class_name']]);
    expect((await take(GOOD.replaceAll(';', '^'))).errors[0]).toMatchObject({ line: 1, code: 'imports.no_known_column' });
    const broken = Buffer.from(GOOD).map((byte, i) => (i === Buffer.from(HEAD).length + 5 ? 0xff : byte));
    await expect(take(broken as Buffer)).rejects.toMatchObject({ errors: [{ pointer: '/file', code: 'imports.broken_text' }] });
    expect(await count()).toBe(0);
  });

  it('makes the classes first', async () => {
    expect((await take(`${HEAD};Иванов;Пётр;;17.05.2014;м;6А\n`)).errors).toMatchObject([{ line: 2, column: 'Класс', code: 'imports.class_unknown' }]);
    expect(await take('Класс;Смена;Профиль\n6А;2;\n5А;1;физмат\n5Б;;\n', { kind: 'classes' })).toMatchObject({ written: true, created: 1, changed: 1, same: 1 });
    expect(await take('Класс;Смена;Профиль\n6А;2;\n5А;1;физмат\n5Б;;\n', { kind: 'classes' })).toMatchObject({ created: 0, changed: 0, same: 3 });
    expect(await take(`${HEAD};Иванов;Пётр;;17.05.2014;м;6А\n`)).toMatchObject({ written: true, created: 1 });
  });

  it('takes two files at a time one after the other', async () => {
    const done = await Promise.all([take(GOOD), take(GOOD)]);
    expect(done.map(({ created }) => created).sort()).toEqual([0, 3]);
  });

  it('refuses what is no table, a year that is not there, and says it in the audit log only when written', async () => {
    await expect(take('PK\u0003\u0004')).rejects.toMatchObject({ errors: [{ pointer: '/file', code: 'imports.workbook' }] });
    await expect(take(GOOD, { schoolYear: 2031 })).rejects.toMatchObject({ errors: [{ pointer: '/schoolYear', code: 'imports.year_unknown' }] });
    expect((await take('')).errors).toMatchObject([{ line: 1, code: 'imports.empty' }]);
    await take(GOOD, { mode: 'preview' });
    const { id } = await take(GOOD);
    const log = await app.get(AuditFacade).read({ schoolId: school.id, operation: 'schools.import_pupils' }, 10);
    expect(log.items.map(({ objectId, details }) => [objectId, details['created']])).toEqual([[id, 3]]);
  });
});

describe('the directory of settlements (SC-1)', () => {
  const file = (...rows: string[]) => Buffer.from(['address,city,settlement,kladr_id,fias_id,timezone,geo_lat,geo_lon,population', ...rows].join('\n'));
  const [one, two] = [randomUUID(), randomUUID()];
  const good = [`"Камчатский край, г Пробный",Пробный,,4100000000000,${one},UTC+12,53.1,158.2,100`, `г Пробный,Пробный,Дальний,4100000000000,${two},UTC+12,53.2,158.3,`];

  it('takes a file once, changes what differs, and writes nothing of one with a wrong row unless told to', async () => {
    expect(await schools.importSettlements(file(...good), false)).toMatchObject({ written: true, rows: 2, created: 2, changed: 0 });
    expect(await schools.importSettlements(file(...good), false)).toMatchObject({ written: true, created: 0, changed: 0 });
    const wrong = file(good[0]!.replace(',100', ',250'), `г Чужой,Чужой,,9900000000000,${randomUUID()},UTC+5,45,63,1`);
    expect(await schools.importSettlements(wrong, false)).toMatchObject({ written: false, errors: [{ line: 3, column: 'kladr_id', code: 'directory_import.region_unknown' }] });
    expect(await schools.importSettlements(wrong, true)).toMatchObject({ written: true, created: 0, changed: 1 });
    const rows = await db.query('SELECT name, area, population, zone FROM schools.settlements WHERE fias_id = ANY ($1::uuid[]) ORDER BY name', [[one, two]]);
    expect(rows).toEqual([{ name: 'Дальний', area: 'Пробный', population: null, zone: 'Asia/Kamchatka' }, { name: 'Пробный', area: null, population: 250, zone: 'Asia/Kamchatka' }]);
  });
});
