import { newId } from '../../../src/shared/ids.js';
import { ROLE_CODES, SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { makeDiaryWorld } from '../../factories/diary.js';
import { makeLesson } from '../../factories/schedule.js';
import type { TestApp } from '../../support/app.js';
import { defineMatrix, everyoneBut, get, patch, post, remove, strangers } from './format.js';

const PLANNERS = ['deputy_head', 'school_admin', 'director'] as const;
const FIRST = { 'if-match': '"1"' };

async function makeWorld(app: TestApp) {
  const w = await makeDiaryWorld(app);
  const director = app.as(w.tokens.director);
  const body = { name: 'Декабрь', schoolYear: w.school.schoolYear, validFrom: `${w.school.schoolYear}-12-01`, validUntil: `${w.school.schoolYear}-12-07` };
  const draft = async (): Promise<string> => (await director.post(`/schools/${w.school.id}/timetables`, body)).body.id as string;
  const entry = (number: number) => ({ weekday: 2, shift: 1, number, groupId: w.maths.id, teacherId: w.teacherId, roomId: w.roomId });
  const timetable = await draft();
  const entries = (await director.post(`/timetables/${timetable}/entries`, { entries: [1, 2, 3].map(entry) })).body.items as { id: string }[];
  const lesson = async (number: number): Promise<string> =>
    (await makeLesson(w.db, { schoolId: w.school.id, groupId: w.maths.id, date: `${w.school.schoolYear}-11-27`, number })).id;
  return { ...w, body, entry, timetable, entries, toRename: await draft(), toDelete: await draft(), toCancel: await lesson(1), toSubstitute: await lesson(2) };
}

type World = Awaited<ReturnType<typeof makeWorld>>;

export const matrix = defineMatrix(makeWorld, ({ operation, row }) => {
  const planners = (own: number) => [
    row('director', 'other_school', 404, (w) => w.tokens.directorElsewhere),
    row('director', 'ended', 401, (w) => w.tokens.formerDirector),
    row('teacher', 'own', 403, (w) => w.tokens.teacher),
    row('deputy_head', 'own', own, (w) => w.tokens.deputy_head),
    strangers(PLANNERS, 404),
    strangers(everyoneBut(PLANNERS), 403),
  ];
  const staff = [
    row('teacher', 'own', 200, (w) => w.tokens.teacher),
    row('secretary', 'same_school', 200, (w) => w.tokens.secretary),
    row('director', 'other_school', 404, (w) => w.tokens.directorElsewhere),
    row('director', 'ended', 401, (w) => w.tokens.formerDirector),
    row('guardian', 'same_school', 403, (w) => w.tokens.mother),
    strangers(SCHOOL_STAFF, 404),
    strangers(everyoneBut(SCHOOL_STAFF), 403),
  ];
  const ask = (of: string) => get(`/schedule?${of}&from=2026-11-16&to=2026-11-22`);
  const of = {
    class: (w: World) => ask(`class=${w.schoolClass.id}`), otherClass: (w: World) => ask(`class=${w.otherClass.id}`),
    pupil: (w: World) => ask(`pupil=${w.pupil.id}`), teacher: (w: World) => ask(`teacher=${w.teacherId}`), room: (w: World) => ask(`room=${w.roomId}`),
  };
  return {
    listTimetables: operation((w) => get(`/schools/${w.school.id}/timetables`), staff),
    getTimetable: operation((w) => get(`/timetables/${w.timetable}`), staff),
    listTimetableEntries: operation((w) => get(`/timetables/${w.timetable}/entries`), staff),
    createTimetable: operation((w) => post(`/schools/${w.school.id}/timetables`, w.body), planners(201)),
    updateTimetable: operation((w) => patch(`/timetables/${w.toRename}`, { name: 'Зима' }, FIRST), planners(200)),
    deleteTimetable: operation((w) => remove(`/timetables/${w.toDelete}`, FIRST), planners(204)),
    addTimetableEntries: operation((w) => post(`/timetables/${w.timetable}/entries`, { entries: [w.entry(4)] }), [
      ...planners(201),
      // Ids of another school in the body name nothing there.
      row('director', 'other_school', 422, (w) => w.tokens.director, (w) => post(`/timetables/${w.timetable}/entries`, { entries: [{ ...w.entry(5), groupId: newId() }] })),
    ]),
    updateTimetableEntry: operation((w) => patch(`/timetables/${w.timetable}/entries/${w.entries[0]!.id}`, { number: 6 }, FIRST), planners(200)),
    deleteTimetableEntry: operation((w) => remove(`/timetables/${w.timetable}/entries/${w.entries[1]!.id}`, FIRST), planners(204)),
    publishTimetable: operation((w) => post(`/timetables/${w.timetable}/publish`), planners(200)),
    cancelLesson: operation((w) => post(`/lessons/${w.toCancel}/cancel`, { reason: 'Мороз' }), planners(200)),
    substituteTeacher: operation((w) => post(`/lessons/${w.toSubstitute}/substitute`, { teacherId: w.colleagueId, reason: 'Болезнь' }), planners(200)),
    getSchedule: operation(of.class, [
      row('guardian', 'own', 200, (w) => w.tokens.mother),
      row('guardian', 'own', 200, (w) => w.tokens.mother, of.pupil),
      row('guardian', 'same_class', 200, (w) => w.tokens.motherOfClassmate),
      row('guardian', 'same_class', 404, (w) => w.tokens.motherOfClassmate, of.pupil),
      row('guardian', 'other_class', 404, (w) => w.tokens.mother, of.otherClass),
      row('guardian', 'same_school', 404, (w) => w.tokens.mother, of.teacher),
      row('guardian', 'same_school', 404, (w) => w.tokens.mother, of.room),
      row('guardian', 'ended', 404, (w) => w.tokens.formerGuardian),
      row('guardian', 'ended', 404, (w) => w.tokens.formerGuardian, of.pupil),
      row('pupil', 'own', 200, (w) => w.tokens.pupil, of.pupil),
      row('pupil', 'same_class', 404, (w) => w.tokens.classmate, of.pupil),
      row('pupil', 'same_class', 200, (w) => w.tokens.classmate),
      row('teacher', 'same_school', 200, (w) => w.tokens.teacherOfOtherClass),
      row('secretary', 'same_school', 200, (w) => w.tokens.secretary, of.room),
      row('director', 'other_school', 404, (w) => w.tokens.directorElsewhere, of.teacher),
      row('director', 'ended', 401, (w) => w.tokens.formerDirector),
      strangers([...ROLE_CODES, 'no_role'], 404),
    ]),
  };
});
