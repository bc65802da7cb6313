import { ConsentsFacade } from '../../src/modules/consents/index.js';
import { FamilyFacade } from '../../src/modules/family/index.js';
import { Db } from '../../src/platform/database/index.js';
import type { RoleCode } from '../../src/shared/roles.js';
import type { TestApp } from '../support/app.js';
import { makeStaff, type MadePerson, signIn } from './identity.js';
import { type MadeLesson, makeLessons } from './schedule.js';
import {
  makeBells, makeClass, makePupil, makeRoom, makeSchool, makeTeachingGroup, makeTerm, type MadeClass, type MadeGroup, type MadePupil, type MadeSchool,
} from './schools.js';
import type { SqlRunner } from './sql.js';

/** Access tokens of everybody who may ask about `pupil` of the class 5А, and of those who may not. */
export interface DiaryWorld {
  readonly db: SqlRunner;
  readonly school: MadeSchool;
  readonly schoolClass: MadeClass;
  readonly otherClass: MadeClass;
  readonly pupil: MadePupil;
  readonly classmate: MadePupil;
  /** Taught by `teacher`. */
  readonly maths: MadeGroup;
  /** Taught by `colleague`, who also teaches 5Б. */
  readonly music: MadeGroup;
  readonly teacherId: string;
  readonly colleagueId: string;
  readonly roomId: string;
  /** Maths on the 16th (first) and 17th, music on the 16th (second) of November of the school year. */
  readonly lessons: readonly [MadeLesson, MadeLesson, MadeLesson];
  readonly tokens: Readonly<Record<
    'mother' | 'motherOfClassmate' | 'formerGuardian' | 'pupil' | 'classmate' | 'teacher' | 'colleague' | 'teacherOfOtherClass' | 'homeroom' | 'homeroomOfOtherClass'
    | 'methodist' | 'deputy_head' | 'school_admin' | 'director' | 'secretary' | 'formerDirector' | 'directorElsewhere', string>>;
}

/** Puts the clock at the 20th of November of the school year. */
export async function makeDiaryWorld(app: TestApp): Promise<DiaryWorld> {
  const real = app.get(Db);
  const db: SqlRunner = { query: (sql, params) => real.query(sql, params) };
  const school = await makeSchool(db, { zone: 'Europe/Kaliningrad' });
  app.clock.moveTo(new Date(`${school.schoolYear}-11-20T12:00:00Z`));
  await makeBells(db, school);
  await makeTerm(db, school, { startsOn: school.startsOn, endsOn: school.endsOn });
  const inSchool = { schoolId: school.id };
  const person = (family: string, given: string, role: RoleCode, scope: { schoolId?: string; classId?: string } = inSchool): Promise<MadePerson> =>
    makeStaff(app, role, scope, { name: { family, given, patronymic: null } });

  const [schoolClass, otherClass] = [await makeClass(db, school), await makeClass(db, school, { letter: 'Б' })];
  const [self, selfMate] = [await person('Орлова', 'Вера', 'pupil'), await person('Белов', 'Глеб', 'pupil')];
  const pupil = await makePupil(db, school, { schoolClass, personId: self.id });
  const classmate = await makePupil(db, school, { schoolClass, personId: selfMate.id });

  const [teacher, colleague, third] = [await person('Волкова', 'Анна', 'teacher'), await person('Жуков', 'Олег', 'teacher'), await person('Сова', 'Инна', 'teacher')];
  const maths = await makeTeachingGroup(db, school, { classes: [schoolClass], subject: 'Математика', teacherId: teacher.id });
  const music = await makeTeachingGroup(db, school, { classes: [schoolClass, otherClass], subject: 'Музыка', teacherId: colleague.id });
  await makeTeachingGroup(db, school, { classes: [otherClass], subject: 'Математика', teacherId: third.id });
  const room = await makeRoom(db, school, { name: 'Каб. 21' });
  const on = (day: number): string => `${school.schoolYear}-11-${day}`;
  const lessons = await makeLessons(db, [
    { schoolId: school.id, groupId: maths.id, date: on(16), number: 1, roomId: room.id },
    { schoolId: school.id, groupId: maths.id, date: on(17), number: 1 },
    { schoolId: school.id, groupId: music.id, date: on(16), number: 2 },
  ]) as unknown as DiaryWorld['lessons'];

  const guardianOf = async (child: MadePupil): Promise<MadePerson> => {
    const guardian = await makeStaff(app, 'guardian');
    await app.get(FamilyFacade).link(null, { guardianId: guardian.id, pupilId: child.id, schoolId: school.id, kind: 'mother', source: 'import' });
    await app.get(ConsentsFacade).give(null, { subjectId: child.id, purpose: 'child_data', version: 1, givenBy: guardian.id });
    return guardian;
  };
  const [mother, motherOfClassmate, formerGuardian] = [await guardianOf(pupil), await guardianOf(classmate), await guardianOf(pupil)];
  await db.query(`UPDATE family.links SET status = 'revoked', reason = 'by_school' WHERE guardian_id = $1`, [formerGuardian.id]);

  const staff = async (role: RoleCode): Promise<string> => signIn(app, await person('Кадров', role, role));
  const homeroomOf = async (of: MadeClass): Promise<string> => {
    const homeroom = await person('Классная', 'Ольга', 'homeroom_teacher', { ...inSchool, classId: of.id });
    await db.query('UPDATE schools.classes SET homeroom_person_id = $3 WHERE school_id = $1 AND id = $2', [school.id, of.id, homeroom.id]);
    return signIn(app, homeroom);
  };
  const elsewhere = await makeSchool(db);
  const formerDirector = await person('Бывший', 'Пётр', 'director');
  const formerToken = await signIn(app, formerDirector);
  await db.query(`UPDATE identity.role_assignments SET status = 'terminated', terminated_at = valid_from WHERE person_id = $1`, [formerDirector.id]);
  return {
    db, school, schoolClass, otherClass, pupil, classmate, maths, music, teacherId: teacher.id, colleagueId: colleague.id, roomId: room.id, lessons,
    tokens: {
      mother: await signIn(app, mother), motherOfClassmate: await signIn(app, motherOfClassmate), formerGuardian: await signIn(app, formerGuardian),
      pupil: await signIn(app, self), classmate: await signIn(app, selfMate),
      teacher: await signIn(app, teacher), colleague: await signIn(app, colleague), teacherOfOtherClass: await signIn(app, third),
      homeroom: await homeroomOf(schoolClass), homeroomOfOtherClass: await homeroomOf(otherClass),
      methodist: await staff('methodist'), deputy_head: await staff('deputy_head'), school_admin: await staff('school_admin'),
      director: await staff('director'), secretary: await staff('secretary'), formerDirector: formerToken,
      directorElsewhere: await signIn(app, await person('Дальний', 'Яков', 'director', { schoolId: elsewhere.id })),
    },
  };
}
