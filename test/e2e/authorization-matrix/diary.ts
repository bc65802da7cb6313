import { makeDiaryWorld } from '../../factories/diary.js';
import { defineMatrix, everyoneBut, get, strangers } from './format.js';

const READERS = ['pupil', 'guardian', 'guest', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'] as const;

export const matrix = defineMatrix(makeDiaryWorld, ({ operation, row }) => ({
  getDiary: operation((w) => get(`/pupils/${w.pupil.id}/diary?from=${w.school.schoolYear}-11-16&to=${w.school.schoolYear}-11-22`), [
    row('guardian', 'own', 200, (w) => w.tokens.mother),
    row('guardian', 'same_class', 404, (w) => w.tokens.motherOfClassmate),
    row('guardian', 'ended', 404, (w) => w.tokens.formerGuardian),
    row('pupil', 'own', 200, (w) => w.tokens.pupil),
    row('pupil', 'same_class', 404, (w) => w.tokens.classmate),
    row('teacher', 'own', 200, (w) => w.tokens.teacher),
    row('teacher', 'other_class', 404, (w) => w.tokens.teacherOfOtherClass),
    row('homeroom_teacher', 'own', 200, (w) => w.tokens.homeroom),
    row('homeroom_teacher', 'other_class', 404, (w) => w.tokens.homeroomOfOtherClass),
    row('methodist', 'same_school', 200, (w) => w.tokens.methodist),
    row('deputy_head', 'same_school', 200, (w) => w.tokens.deputy_head),
    row('school_admin', 'same_school', 200, (w) => w.tokens.school_admin),
    row('director', 'same_school', 200, (w) => w.tokens.director),
    row('director', 'other_school', 404, (w) => w.tokens.directorElsewhere),
    row('director', 'ended', 401, (w) => w.tokens.formerDirector),
    row('secretary', 'same_school', 403, (w) => w.tokens.secretary),
    strangers(READERS, 404),
    strangers(everyoneBut(READERS), 403),
  ]),
}));
