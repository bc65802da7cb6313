import type { PersonName } from '../../src/shared/identifiers/index.js';
import { CURRICULUM, PHYSICAL_EDUCATION, type SubjectPlan } from './curriculum.js';
import { adultName, childName } from './names.js';
import { fixedId, Random } from './random.js';
import { solveTimetable, type ClassWeek, type Hour, type Slot } from './timetable.js';

export interface SchoolSpec { key: string; name: string; shortName: string; regionCode: string; zone: string; settlement: string; address: string; publicCode: string }
export interface PupilPlan { id: string; name: PersonName; sex: 'm' | 'f'; birthDate: string; externalId: string; cohort: string }
export interface TeacherPlan { id: string; name: PersonName; room: string; subject: string }
export interface ClassPlan { id: string; schoolYear: number; gradeLevel: number; letter: string; shift: 1 | 2; homeroomId: string; cohort: string }
export interface GroupPlan { id: string; schoolYear: number; subject: string; name: string; hours: number; teacherId: string; classes: { classId: string; subgroup: 0 | 1 | 2 }[] }
export interface EntryPlan { groupId: string; teacherId: string; room: string; weekday: number; shift: 1 | 2; number: number; gradeLevel: number; schoolYear: number }
export interface SchoolPlan {
  spec: SchoolSpec; id: string; subjects: { id: string; plan: SubjectPlan }[]; teachers: TeacherPlan[]; rooms: string[];
  pupils: PupilPlan[]; classes: ClassPlan[]; groups: GroupPlan[]; entries: EntryPlan[];
}

const LETTERS = ['А', 'Б'];
/** Study after dinner: these grade levels are the second shift. */
const SECOND_SHIFT = [3, 6];
const TEACHER_HOURS = 19;
export const GYM = 'Спортзал';

/** The plan of a school over some school years; everything in it follows from the seed. */
export function planSchool(seed: string, spec: SchoolSpec, years: readonly number[], pupilsPerClass: number): SchoolPlan {
  const born = new Date(Date.UTC(Math.min(...years), 7, 20));
  const id = (key: string, at = born): string => fixedId(seed, `${spec.key}:${key}`, at);
  const random = new Random(`${seed}:${spec.key}`);
  const plan: SchoolPlan = {
    spec, id: id('school'), subjects: CURRICULUM.map((p) => ({ id: id(`subject:${p.name}`), plan: p })),
    teachers: [], rooms: [GYM], pupils: [], classes: [], groups: [], entries: [],
  };
  const staff = new Staff(plan, id, random);
  for (const year of years) planYearOfSchool(plan, year, staff, id, random);
  plan.rooms.push(...plan.teachers.map((t) => t.room).filter((r) => r !== GYM));
  planPupils(plan, pupilsPerClass, id, random);
  return plan;
}

/** Teachers as they are needed: a new one when those of the subject have their hours full. */
class Staff {
  private readonly load = new Map<string, number>();

  constructor(private readonly plan: SchoolPlan, private readonly id: (key: string) => string, private readonly random: Random) {}

  newYear(): void {
    this.load.clear();
  }

  /** @param except somebody who is busy at the same time */
  forHours(subject: string, hours: number, except: readonly string[] = []): TeacherPlan {
    const found = this.plan.teachers.find((t) => t.subject === subject && !except.includes(t.id) && (this.load.get(t.id) ?? 0) + hours <= TEACHER_HOURS);
    const teacher = found ?? this.hire(subject);
    this.load.set(teacher.id, (this.load.get(teacher.id) ?? 0) + hours);
    return teacher;
  }

  private hire(subject: string): TeacherPlan {
    const number = this.plan.teachers.filter((t) => t.subject === subject).length + 1;
    const { sex: _, ...name } = adultName(this.random);
    const room = subject === PHYSICAL_EDUCATION ? GYM : String(101 + this.plan.teachers.length + 80 * Math.floor(this.plan.teachers.length / 20));
    const teacher = { id: this.id(`teacher:${subject}:${number}`), name, room, subject };
    this.plan.teachers.push(teacher);
    return teacher;
  }
}

function planYearOfSchool(plan: SchoolPlan, schoolYear: number, staff: Staff, id: (key: string, at?: Date) => string, random: Random): void {
  const at = new Date(Date.UTC(schoolYear, 7, 20));
  const hours: Hour[] = [];
  const weeks = new Map<string, ClassWeek>();
  staff.newYear();
  const classes: ClassPlan[] = Array.from({ length: 11 }, (_, g) => g + 1).flatMap((gradeLevel) => LETTERS.map((letter) => ({
    id: id(`class:${schoolYear}:${gradeLevel}${letter}`, at), schoolYear, gradeLevel, letter, homeroomId: '',
    shift: SECOND_SHIFT.includes(gradeLevel) ? 2 as const : 1 as const, cohort: `${schoolYear - gradeLevel + 1}${letter}`,
  })));
  const group = (subject: SubjectPlan, name: string, weekly: number, teacher: TeacherPlan, of: GroupPlan['classes']): GroupPlan => {
    const made = { id: id(`group:${schoolYear}:${subject.name}:${name}`, at), schoolYear, subject: subject.name, name, hours: weekly, teacherId: teacher.id, classes: of };
    plan.groups.push(made);
    return made;
  };
  for (const [index, c] of classes.entries()) {
    const own = c.gradeLevel <= 4 ? staff.forHours(`Начальные классы ${c.gradeLevel % 4}${c.letter}`, 0) : null;
    const twin = classes[index % 2 === 0 ? index + 1 : index - 1]!;
    let total = 0;
    for (const { plan: subject } of plan.subjects) {
      const weekly = subject.hours[c.gradeLevel];
      if (weekly === undefined) continue;
      total += weekly;
      const joint = subject.jointFrom !== undefined && c.gradeLevel >= subject.jointFrom;
      if (joint && index % 2 === 1) continue; // made with the first class of the grade
      const name = `${c.gradeLevel}${c.letter}`;
      let made: GroupPlan[];
      if (subject.splitFrom !== undefined && c.gradeLevel >= subject.splitFrom) {
        const first = staff.forHours(subject.name, weekly);
        const second = staff.forHours(subject.name, weekly, [first.id]);
        made = [group(subject, `${name}, подгруппа 1`, weekly, first, [{ classId: c.id, subgroup: 1 }]), group(subject, `${name}, подгруппа 2`, weekly, second, [{ classId: c.id, subgroup: 2 }])];
      } else if (joint) {
        made = [group(subject, `${name} + ${twin.gradeLevel}${twin.letter}`, weekly, staff.forHours(subject.name, weekly), [{ classId: c.id, subgroup: 0 }, { classId: twin.id, subgroup: 0 }])];
      } else {
        made = [group(subject, name, weekly, own !== null && !subject.specialist ? own : staff.forHours(subject.name, weekly), [{ classId: c.id, subgroup: 0 }])];
      }
      const hour: Hour = { subject: subject.name, groups: made.map((g) => g.id), classes: [...new Set(made.flatMap((g) => g.classes.map((x) => x.classId)))], teachers: made.map((g) => g.teacherId) };
      for (let i = 0; i < weekly; i++) hours.push(hour);
    }
    weeks.set(c.id, { shift: c.shift, hours: total });
    c.homeroomId = own?.id ?? '';
  }
  const slots = solveTimetable(hours, weeks, random);
  plan.entries.push(...entriesOf(plan, classes, hours, slots));
  // Grades 5-11 get a teacher of theirs as homeroom teacher, each teacher one class.
  for (const c of classes.filter((x) => x.homeroomId === '')) {
    const free = plan.groups.find((g) => g.schoolYear === schoolYear && g.classes.some((x) => x.classId === c.id) && !classes.some((x) => x.homeroomId === g.teacherId));
    c.homeroomId = free!.teacherId;
  }
  plan.classes.push(...classes);
}

function entriesOf(plan: SchoolPlan, classes: readonly ClassPlan[], hours: readonly Hour[], slots: readonly Slot[]): EntryPlan[] {
  const groups = new Map(plan.groups.map((g) => [g.id, g]));
  const rooms = new Map(plan.teachers.map((t) => [t.id, t.room]));
  return hours.flatMap((hour, i) => hour.groups.map((groupId) => {
    const { teacherId, schoolYear } = groups.get(groupId)!;
    const { shift, gradeLevel } = classes.find((c) => c.id === hour.classes[0])!;
    return { groupId, teacherId, room: rooms.get(teacherId)!, ...slots[i]!, shift, gradeLevel, schoolYear };
  }));
}

/** The same children go through the years: a cohort is the year and the letter they began with. */
function planPupils(plan: SchoolPlan, perClass: number, id: (key: string) => string, random: Random): void {
  let serial = 0;
  for (const cohort of [...new Set(plan.classes.map((c) => c.cohort))].sort()) {
    const began = Number(cohort.slice(0, 4));
    for (let n = 1; n <= perClass; n++) {
      const sex = random.int(2) === 0 ? 'm' : 'f';
      serial += 1;
      const month = 1 + random.int(12);
      plan.pupils.push({
        id: id(`pupil:${cohort}:${n}`), name: childName(random, sex), sex, cohort, externalId: `${plan.spec.key.toUpperCase()}-${String(serial).padStart(5, '0')}`,
        // Seven years old by the September they begin in.
        birthDate: `${began - 7 - (month > 8 ? 1 : 0)}-${String(month).padStart(2, '0')}-${String(1 + random.int(28)).padStart(2, '0')}`,
      });
    }
  }
}
