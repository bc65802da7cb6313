import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/shared/actor.js';
import { makeActor } from './actor.js';
import { type MadeLesson, makeLessons } from './schedule.js';
import { type MadeClass, type MadeGroup, type MadePupil, type MadeSchool, makeClass, makePupils, makeSchool, makeTeachingGroup, makeTerm } from './schools.js';
import type { SqlRunner } from './sql.js';

/** A class with a teacher, a subject, a term over the whole year and some lessons in November. */
export interface JournalWorld {
  readonly school: MadeSchool;
  readonly schoolClass: MadeClass;
  readonly pupils: readonly MadePupil[];
  readonly group: MadeGroup;
  readonly termId: string;
  readonly lessons: readonly MadeLesson[];
  readonly teacher: Actor;
}

export async function makeJournal(db: SqlRunner, spec: { pupils?: number; lessons?: number; gradeLevel?: number; zone?: string } = {}): Promise<JournalWorld> {
  const school = await makeSchool(db, { zone: spec.zone });
  const schoolClass = await makeClass(db, school, { gradeLevel: spec.gradeLevel ?? 5 });
  const pupils = await makePupils(db, schoolClass, spec.pupils ?? 3);
  const term = await makeTerm(db, school, { startsOn: school.startsOn, endsOn: school.endsOn });
  const teacher = makeActor({ personId: randomUUID(), role: 'teacher', schoolId: school.id });
  const group = await makeTeachingGroup(db, school, { classes: [schoolClass], teacherId: teacher.personId });
  const lessons = await makeLessons(db, Array.from({ length: spec.lessons ?? 2 }, (_, i) => (
    { schoolId: school.id, groupId: group.id, date: `${school.schoolYear}-11-${String(2 + i).padStart(2, '0')}` })));
  return { school, schoolClass, pupils, group, termId: term.id, lessons, teacher };
}
