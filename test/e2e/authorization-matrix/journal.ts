import { makeDiaryWorld } from '../../factories/diary.js';
import { type Call, defineMatrix, everyoneBut, get, patch, post, put, remove, strangers } from './format.js';

const READERS = ['teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'] as const;
const WRITERS = ['teacher', 'homeroom_teacher'] as const;
const CORRECTORS = ['teacher', 'homeroom_teacher', 'school_admin', 'director'] as const;
const FAMILY = ['pupil', 'guardian', 'guest'] as const;

export const matrix = defineMatrix(
  async (app) => {
    const w = await makeDiaryWorld(app);
    const teacher = app.as(w.tokens.teacher);
    const types = (await teacher.get('/work-types')).body.items as { id: string }[];
    const cell = (value: string, type: number) => ({ pupilId: w.pupil.id, value, workTypeId: types[type]!.id });
    const { body } = await teacher.post(`/lessons/${w.lessons[0].id}/marks`, { marks: [cell('5', 0), cell('4', 1)] });
    const added = await teacher.post(`/lessons/${w.lessons[0].id}/works`, { typeId: types[2]!.id });
    return {
      ...w.tokens, group: w.maths.id, lesson: w.lessons[0].id, secondLesson: w.lessons[1].id, pupilId: w.pupil.id, classmateId: w.classmate.id,
      typeId: types[3]!.id, toChange: body.marks[0].id as string, toRemove: body.marks[1].id as string, emptyWork: added.body.id as string,
    };
  },
  ({ operation, row }) => {
    type World = any;
    /** Reads of one journal: its teacher, the homeroom teacher of the class, the administration; nobody of another class or school. */
    const journal = (call: (w: World) => Call) => operation(call, [
      row('teacher', 'own', 200, (w) => w.teacher),
      row('teacher', 'same_school', 404, (w) => w.colleague),
      row('teacher', 'other_class', 404, (w) => w.teacherOfOtherClass),
      row('homeroom_teacher', 'same_class', 200, (w) => w.homeroom),
      row('homeroom_teacher', 'other_class', 404, (w) => w.homeroomOfOtherClass),
      ...(['methodist', 'deputy_head', 'school_admin', 'director'] as const).map((role) => row(role, 'same_school', 200, (w: World) => w[role])),
      row('director', 'other_school', 404, (w) => w.directorElsewhere),
      row('director', 'ended', 401, (w) => w.formerDirector),
      row('guardian', 'none', 403, (w) => w.mother),
      row('pupil', 'none', 403, (w) => w['pupil']),
      strangers([...READERS], 404),
      strangers(everyoneBut(READERS), 403),
    ]);
    /** Writes: the group's teacher; the administration reads only. */
    const written = (call: (w: World) => Call, status: number) => operation(call, [
      row('teacher', 'same_school', 404, (w) => w.colleague),
      row('teacher', 'other_class', 404, (w) => w.teacherOfOtherClass),
      row('homeroom_teacher', 'same_class', 404, (w) => w.homeroom),
      row('methodist', 'same_school', 403, (w) => w.methodist),
      row('deputy_head', 'same_school', 403, (w) => w.deputy_head),
      row('guardian', 'none', 403, (w) => w.mother),
      row('pupil', 'none', 403, (w) => w['pupil']),
      strangers([...WRITERS], 404),
      strangers(everyoneBut(WRITERS), 403),
      row('teacher', 'own', status, (w) => w.teacher),
    ]);
    /** Corrections: the group's teacher, and an administrator of the school by a further entry (JO-6). */
    const corrected = (call: (w: World) => Call) => operation(call, [
      row('teacher', 'same_school', 404, (w) => w.colleague),
      row('teacher', 'other_class', 404, (w) => w.teacherOfOtherClass),
      row('homeroom_teacher', 'same_class', 404, (w) => w.homeroom),
      row('methodist', 'same_school', 403, (w) => w.methodist),
      row('deputy_head', 'same_school', 403, (w) => w.deputy_head),
      row('director', 'other_school', 404, (w) => w.directorElsewhere),
      row('guardian', 'none', 403, (w) => w.mother),
      strangers([...CORRECTORS], 404),
      strangers(everyoneBut(CORRECTORS), 403),
      row('school_admin', 'same_school', 200, (w) => w.school_admin),
    ]);
    /** A pupil's record: the family with a standing link, those who teach them, the homeroom teacher, the administration. */
    const ofPupil = (call: (w: World) => Call) => operation(call, [
      row('guardian', 'own', 200, (w) => w.mother),
      row('guardian', 'same_class', 404, (w) => w.motherOfClassmate),
      row('guardian', 'ended', 404, (w) => w.formerGuardian),
      row('pupil', 'own', 200, (w) => w['pupil']),
      row('pupil', 'same_class', 404, (w) => w.classmate),
      row('teacher', 'own', 200, (w) => w.teacher),
      row('teacher', 'other_class', 404, (w) => w.teacherOfOtherClass),
      row('homeroom_teacher', 'same_class', 200, (w) => w.homeroom),
      row('homeroom_teacher', 'other_class', 404, (w) => w.homeroomOfOtherClass),
      row('director', 'same_school', 200, (w) => w.director),
      row('director', 'other_school', 404, (w) => w.directorElsewhere),
      strangers([...READERS, ...FAMILY], 404),
      strangers(everyoneBut(READERS, FAMILY), 403),
    ]);
    const marks = (w: World, lessonId?: string) => ({ marks: [{ pupilId: w.classmateId, value: '4', workTypeId: w.typeId, ...(lessonId === undefined ? {} : { lessonId }) }] });
    return {
      readJournalPage: journal((w) => get(`/teaching-groups/${w.group}/journal`)),
      readMarkHistory: journal((w) => get(`/marks/${w.toChange}/history`)),
      saveLessonMarks: written((w) => post(`/lessons/${w.lesson}/marks`, marks(w)), 201),
      saveGroupMarks: written((w) => post(`/teaching-groups/${w.group}/marks`, marks(w, w.secondLesson)), 201),
      saveLessonAttendance: written((w) => put(`/lessons/${w.lesson}/attendance`, { entries: [{ pupilId: w.pupilId, status: 'late', minutes: 5 }] }), 200),
      addWork: written((w) => post(`/lessons/${w.lesson}/works`, { typeId: w.typeId }), 201),
      changeWork: written((w) => patch(`/works/${w.emptyWork}`, { title: 'Диктант' }, { 'if-match': '"1"' }), 200),
      removeWork: written((w) => remove(`/works/${w.emptyWork}`, { 'if-match': '"2"' }), 204),
      writeLessonRecord: written((w) => patch(`/lessons/${w.lesson}`, { topic: 'Дроби' }), 200),
      changeMark: corrected((w) => patch(`/marks/${w.toChange}`, { value: '3', reasonCode: 'rechecked' }, { 'if-match': '"1"' })),
      removeMark: corrected((w) => remove(`/marks/${w.toRemove}?reasonCode=entered_by_mistake`, { 'if-match': '"1"' })),
      listPupilMarks: ofPupil((w) => get(`/pupils/${w.pupilId}/marks`)),
      readPupilAverages: ofPupil((w) => get(`/pupils/${w.pupilId}/averages`)),
      listTeachingGroups: operation(() => get('/teaching-groups?mine=true'), [strangers([...READERS], 200), strangers(everyoneBut(READERS), 403)]),
      listWorkTypes: operation(() => get('/work-types'), [strangers([...READERS], 200), strangers(everyoneBut(READERS), 403)]),
      listMarkChangeReasons: operation(() => get('/mark-change-reasons'), [strangers([...READERS], 200), strangers(everyoneBut(READERS), 403)]),
    };
  },
);
