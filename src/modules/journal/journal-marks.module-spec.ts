import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeActor } from '../../../test/factories/actor.js';
import { type JournalWorld, makeJournal } from '../../../test/factories/journal.js';
import { makeLesson } from '../../../test/factories/schedule.js';
import { assignTeacher, makePupil } from '../../../test/factories/schools.js';
import { startTestModule, type TestModule } from '../../../test/support/index.js';
import { ChangeMark } from './app/change-mark.service.js';
import { Works } from './app/works.service.js';
import { type CellInput, JournalFacade, JournalModule, type SavedMarks } from './index.js';

describe('marks', () => {
  let module: TestModule;
  let journal: JournalFacade;
  let w: JournalWorld;

  beforeAll(async () => {
    module = await startTestModule(JournalModule);
    journal = module.get(JournalFacade);
    w = await makeJournal(module.db);
    module.clock.moveTo(new Date(`${w.school.schoolYear}-11-20T09:00:00Z`));
  });
  afterAll(() => module.stop());

  const cell = (pupil: number, value: string | number, parts: Partial<CellInput> = {}, world = w): CellInput =>
    ({ lessonId: world.lessons[0]!.id, pupilId: world.pupils[pupil]!.id, value, ...parts });
  const fresh = async (spec?: Parameters<typeof makeJournal>[1]): Promise<JournalWorld> => makeJournal(module.db, spec);
  const typeId = async (world: JournalWorld, code: string): Promise<string> => (await journal.workTypes(world.school.id)).find((t) => t.code === code)!.id;
  const count = async (world: JournalWorld, table: string): Promise<number> =>
    Number((await module.db.query(`SELECT count(*) FROM journal.${table} WHERE school_id = $1`, [world.school.id])).rows[0].count);
  const refused = async (promise: Promise<unknown>): Promise<any> => promise.then(() => { throw new Error('it was allowed'); }, (e: unknown) => e);

  it('saves a column: marks, history, sums and one event, the work made by type', async () => {
    const world = await fresh();
    const control = await typeId(world, 'control');
    const saved = await journal.saveMarks(world.teacher, [0, 1, 2].map((p) => cell(p, 5 - p, { workTypeId: control }, world)));
    expect(saved.marks.map((m) => [m.pupilId, m.value, m.version])).toEqual([0, 1, 2].map((p) => [world.pupils[p]!.id, String(5 - p), 1]));
    expect(new Set(saved.marks.map((m) => m.workId)).size).toBe(1);
    expect(saved.averages.find((a) => a.pupilId === world.pupils[1]!.id)).toMatchObject({ average: '4.00', weightedAverage: '4.00', count: 1, sum: 12, weight: 3, termId: world.termId });
    const { rows } = await module.db.query('SELECT weight, counts, ordinal FROM journal.work WHERE school_id = $1', [world.school.id]);
    expect(rows).toEqual([{ weight: 3, counts: true, ordinal: 1 }]);
    expect(await count(world, 'mark_history')).toBe(3);
    const { rows: events } = await module.db.query(`SELECT payload FROM platform.outbox WHERE school_id = $1`, [world.school.id]);
    expect(events).toEqual([{ payload: { schoolYear: world.school.schoolYear, marks: expect.arrayContaining(saved.marks.map((m) => [m.id, 1])) } }]);
  });

  it('keeps the weighted average exact: 5·3, 5·1, 4·5 is 4.44', async () => {
    const world = await fresh();
    for (const [code, value] of [['control', 5], ['answer', 5], ['exam', 4]] as const) {
      await journal.saveMarks(world.teacher, [cell(0, value, { workTypeId: await typeId(world, code) }, world)]);
    }
    const saved = await journal.saveMarks(world.teacher, [cell(0, 'осв', { lessonId: world.lessons[1]!.id }, world)]);
    expect(saved.averages).toEqual([expect.objectContaining({ weightedAverage: '4.44', average: '4.67', count: 3, sum: 40, weight: 9 })]);
  });

  it('saves nothing when one cell is wrong, and names every wrong cell', async () => {
    const world = await fresh();
    const stranger = await makePupil(module.db, world.school);
    const error = await refused(journal.saveMarks(world.teacher, [
      cell(0, 5, {}, world), cell(1, 7, {}, world), { ...cell(2, 4, {}, world), pupilId: stranger.id }, cell(2, 3, { workId: world.lessons[0]!.id }, world),
    ]));
    expect(error.errors.map((e: any) => [e.pointer, e.code])).toEqual([
      ['/marks/1/value', 'journal.value'], ['/marks/2/pupilId', 'journal.pupil_not_in_group'], ['/marks/3/workId', 'journal.work_unknown'],
    ]);
    expect([await count(world, 'mark'), await count(world, 'work'), await count(world, 'average')]).toEqual([0, 0, 0]);
    const unreadable = await refused(journal.saveMarks(world.teacher, [cell(0, '5/4', {}, world), cell(0, 5, {}, world), cell(1, 4, { reasonCode: 'whim' }, world)]));
    expect(unreadable.errors.map((e: any) => [e.pointer, e.code])).toEqual([
      ['/marks/0/value', 'journal.value'], ['/marks/1', 'journal.cell_twice'], ['/marks/2/reasonCode', 'journal.reason'],
    ]);
  });

  it('does not overwrite a cell the writer did not see', async () => {
    const world = await fresh();
    const { marks: [first] } = await journal.saveMarks(world.teacher, [cell(0, 5, {}, world)]);
    const blind = await refused(journal.saveMarks(world.teacher, [cell(0, 2, {}, world), cell(1, 4, {}, world)]));
    expect(blind).toMatchObject({ code: 'journal.cell_conflict', extra: { conflicts: [{
      pointer: '/marks/0', pupilId: world.pupils[0]!.id, current: { id: first!.id, value: '5', version: 1 }, yours: { value: '2' } }] } });
    const seen = await journal.saveMarks(world.teacher, [cell(0, 4, { expected: { id: first!.id, version: 1 }, reasonCode: 'rechecked' }, world)]);
    expect(seen.marks).toEqual([expect.objectContaining({ id: first!.id, value: '4', version: 2 })]);
    expect(seen.averages[0]).toMatchObject({ count: 1, sum: 4 });
    expect(await refused(journal.saveMarks(world.teacher, [cell(0, 3, { expected: { id: first!.id, version: 1 } }, world)]))).toMatchObject({ code: 'journal.cell_conflict' });
    expect(await count(world, 'mark')).toBe(1);
  });

  it('lets one of two writers have a new cell, the other learns what is there', async () => {
    const world = await fresh();
    const results = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => journal.saveMarks(world.teacher, [cell(0, 1 + (i % 5), {}, world)])));
    const won = results.filter((r): r is PromiseFulfilledResult<SavedMarks> => r.status === 'fulfilled');
    expect(won).toHaveLength(1);
    for (const lost of results.filter((r) => r.status === 'rejected')) {
      expect(lost.reason).toMatchObject({ code: 'journal.cell_conflict', extra: { conflicts: [{ current: { id: won[0]!.value.marks[0]!.id } }] } });
    }
    expect([await count(world, 'mark'), await count(world, 'work'), await count(world, 'mark_history')]).toEqual([1, 1, 1]);
  });

  it('saves columns of many lessons at once without a deadlock, and no sum is lost', async () => {
    const world = await fresh({ pupils: 8, lessons: 6 });
    const shuffled = (n: number): number[] => Array.from({ length: 8 }, (_, i) => (i * 3 + n) % 8);
    await journal.workTypes(world.school.id);
    const saves = world.lessons.map((lesson, n) => journal.saveMarks(world.teacher, shuffled(n).map((p) => cell(p, 5, { lessonId: lesson.id }, world))));
    for (const { marks } of await Promise.all(saves)) expect(marks).toHaveLength(8);
    const { rows } = await module.db.query('SELECT marks, points::int, weight::int FROM journal.average WHERE school_id = $1', [world.school.id]);
    expect(rows).toEqual(Array.from({ length: 8 }, () => ({ marks: 6, points: 30, weight: 6 })));
  });

  it('changes and removes a mark with a reason; the history keeps everything', async () => {
    const world = await fresh();
    const { marks: [mark] } = await journal.saveMarks(world.teacher, [cell(0, 3, {}, world)]);
    const changing = module.get(ChangeMark);
    const changed = await changing.change(world.teacher, mark!.id, 1, { value: 5, reasonCode: 'retake' });
    expect(changed).toMatchObject({ marks: [{ value: '5', version: 2 }], averages: [{ sum: 5, count: 1 }] });
    expect(await refused(changing.change(world.teacher, mark!.id, 1, { value: 2, reasonCode: 'retake' })))
      .toMatchObject({ code: 'object.stale', extra: { current: { value: '5', version: 2 } } });
    expect(await refused(changing.remove(world.teacher, mark!.id, 2, { reasonCode: 'other' }))).toMatchObject({ errors: [{ parameter: 'note' }] });
    const admin = makeActor({ role: 'school_admin', schoolId: world.school.id });
    expect(await changing.remove(admin, mark!.id, 2, { reasonCode: 'entered_by_mistake' })).toMatchObject({ averages: [{ count: 0, average: null }] });
    const { rows } = await module.db.query('SELECT version, act, value_before, value_after, reason_code, by_role FROM journal.mark_history WHERE mark_id = $1 ORDER BY version', [mark!.id]);
    expect(rows.map((r) => Object.values(r))).toEqual([
      [1, 'given', null, '3', null, 'teacher'], [2, 'changed', '3', '5', 'retake', 'teacher'], [3, 'removed', '5', null, 'entered_by_mistake', 'school_admin'],
    ]);
    await expect(module.db.query(`UPDATE journal.mark_history SET value_after = '5' WHERE mark_id = $1`, [mark!.id])).rejects.toThrow('append-only');
  });

  it('gives a work another weight, and the averages follow', async () => {
    const world = await fresh();
    const { marks } = await journal.saveMarks(world.teacher, [cell(0, 5, {}, world), cell(1, 4, {}, world)]);
    await journal.saveMarks(world.teacher, [cell(0, 2, { lessonId: world.lessons[1]!.id }, world)]);
    const works = module.get(Works);
    expect(await refused(works.change(world.teacher, marks[0]!.workId, 1, { weight: 42 }))).toMatchObject({ errors: [{ pointer: '/weight' }] });
    await works.change(world.teacher, marks[0]!.workId, 1, { typeId: await typeId(world, 'control') });
    const { rows } = await module.db.query('SELECT marks, weighted_points::int AS sum, weight::int FROM journal.average WHERE school_id = $1 ORDER BY marks DESC', [world.school.id]);
    expect(rows).toEqual([{ marks: 2, sum: 17, weight: 4 }, { marks: 1, sum: 12, weight: 3 }]);
    expect(await refused(works.remove(world.teacher, marks[0]!.workId, 2))).toMatchObject({ code: 'journal.work_has_marks' });
  });

  it('knows who may write: not another teacher, not one whose assignment ended, but the substitute', async () => {
    const world = await fresh();
    const { school, group } = world;
    const other = makeActor({ role: 'teacher', schoolId: school.id });
    const elsewhere = { ...world.teacher, schoolId: w.school.id };
    const ended = makeActor({ role: 'teacher', schoolId: school.id });
    await assignTeacher(module.db, group, ended.personId, `${school.schoolYear}-09-01`, `${school.schoolYear}-11-20`);
    for (const actor of [other, elsewhere, ended]) {
      expect(await refused(journal.saveMarks(actor, [cell(0, 5, {}, world)]))).toMatchObject({ code: 'object.not_found' });
    }
    const substitute = makeActor({ role: 'teacher', schoolId: school.id });
    const lesson = await makeLesson(module.db, { schoolId: school.id, groupId: group.id, date: `${school.schoolYear}-11-18`, teacherId: substitute.personId, status: 'substituted' });
    expect((await journal.saveMarks(substitute, [cell(0, 5, { lessonId: lesson.id }, world)])).marks).toHaveLength(1);
    expect(await refused(journal.saveMarks(substitute, [cell(0, 5, {}, world)]))).toMatchObject({ code: 'object.not_found' });
  });

  it('refuses marks of a closed term, of no term, of a cancelled lesson and of grade 1', async () => {
    const world = await fresh();
    const { school, group } = world;
    const cancelled = await makeLesson(module.db, { schoolId: school.id, groupId: group.id, date: `${school.schoolYear}-11-17`, status: 'cancelled' });
    expect(await refused(journal.saveMarks(world.teacher, [cell(0, 5, { lessonId: cancelled.id }, world)]))).toMatchObject({ code: 'journal.lesson_cancelled' });
    await module.db.query('INSERT INTO journal.closed_term VALUES ($1, $2, $3, $4)', [school.id, world.termId, `${school.schoolYear}-11-20`, world.teacher.personId]);
    expect(await refused(journal.saveMarks(world.teacher, [cell(0, 5, {}, world)]))).toMatchObject({ code: 'journal.term_closed' });

    const first = await fresh({ gradeLevel: 1 });
    expect(await refused(journal.saveMarks(first.teacher, [cell(0, 5, {}, first)]))).toMatchObject({ code: 'journal.grade_without_marks' });
    await module.db.query('INSERT INTO journal.setting VALUES ($1, true)', [first.school.id]);
    expect((await journal.saveMarks(first.teacher, [cell(0, 5, {}, first)])).marks).toHaveLength(1);

    const bare = await fresh();
    await module.db.query('DELETE FROM schools.terms WHERE school_id = $1', [bare.school.id]);
    expect(await refused(journal.saveMarks(bare.teacher, [cell(0, 5, {}, bare)]))).toMatchObject({ code: 'journal.no_term' });
  });
});
