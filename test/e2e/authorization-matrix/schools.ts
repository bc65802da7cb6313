import { Db } from '../../../src/platform/database/index.js';
import { SCHOOL_STAFF, type RoleCode } from '../../../src/shared/roles.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import {
  assignTeacher, makeBells, makeClass, makePupil, makeRoom, makeSchool, makeSubject, makeTeachingGroup, makeTerm, makeVacation,
} from '../../factories/schools.js';
import { form } from '../../support/form.js';
import { anybody, type Call, defineMatrix, EVERYONE, everyoneBut, get, patch, post, put, remove, type Row, strangers } from './format.js';

const WRITERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];
const V1 = { 'if-match': '"1"' };
const STALE = { 'if-match': '"99"' };

/** A school with two classes: a teacher of the first, the class teacher of the second, a colleague without classes, one whose class was taken away. */
export const matrix = defineMatrix(
  async (app) => {
    const db = app.get(Db);
    const school = await makeSchool(db);
    const staff = (role: RoleCode) => makeStaff(app, role, { schoolId: school.id });
    const [clerk, teacher, leader, colleague, former] = [await staff('secretary'), await staff('teacher'), await staff('teacher'), await staff('teacher'), await staff('teacher')];
    const [admin, director, deputy] = [await staff('school_admin'), await staff('director'), await staff('deputy_head')];
    const child = await makeStaff(app, 'pupil', { schoolId: school.id });
    const classmate = await makeStaff(app, 'pupil', { schoolId: school.id });
    const a = await makeClass(db, school, { letter: 'А' });
    const b = await makeClass(db, school, { letter: 'Б', homeroomPersonId: leader.id });
    const pupil = await makePupil(db, school, { schoolClass: a, personId: child.id });
    await makePupil(db, school, { schoolClass: a, personId: classmate.id });
    const inB = await makePupil(db, school, { schoolClass: b });
    const group = await makeTeachingGroup(db, school, { classes: [a], teacherId: teacher.id });
    await assignTeacher(db, group, former.id, `${school.schoolYear}-09-01`, `${school.schoolYear}-09-02`);
    const term = await makeTerm(db, school, { startsOn: `${school.schoolYear}-09-01`, endsOn: `${school.schoolYear}-10-24` });
    await makeVacation(db, school, { startsOn: `${school.schoolYear}-10-25`, endsOn: `${school.schoolYear}-11-01` });
    const token = await signIn(app, clerk);
    const of = async (path: string) => (await app.as(token).get(`/schools/${school.id}/${path}`)).body.items[0].id as string;
    const building = (await app.as(token).post(`/schools/${school.id}/buildings`, { name: 'Корпус' })).body.id as string;
    const curriculum = (await app.as(token).post(`/schools/${school.id}/curricula`, { schoolYear: school.schoolYear, gradeLevel: 6, subjectId: group.subjectId, hoursAWeek: 5 })).body.id as string;
    const sent = await form({ kind: 'classes', mode: 'preview' }, { content: 'Класс\n7А\n', name: 'classes.csv' });
    const result = (await app.as(token).post(`/schools/${school.id}/imports`, sent.body, sent.headers)).body.id as string;
    const assignment = (await app.as(token).get(`/schools/${school.id}/teaching-groups/${group.id}`)).body.assignments.find((x: any) => x.teacher.id === teacher.id).id as string;
    const moved = (await makePupil(db, school, { schoolClass: b })).id;
    const movement = (await app.as(token).post(`/pupils/${moved}/movements`, { kind: 'transferred', on: `${school.schoolYear}-10-01`, classId: a.id })).body.items[0].id as string;
    const coordinator = await signIn(app, await makeStaff(app, 'regional_coordinator', { regionCode: school.regionCode }));
    const inspection = (await app.as(coordinator).post(`/schools/${school.id}/inspections`,
      { heldOn: `${school.schoolYear}-06-01`, authority: 'Надзор', subject: 'Охрана труда', outcome: 'passed' })).body.id as string;
    const { publicCode } = (await app.as(token).get(`/schools/${school.id}/own-card`)).body;
    const document = (await app.as(coordinator).post(`/regions/${school.regionCode}/documents`, { kind: 'template', title: 'Справка', url: 'https://edu.example.org/s.docx' })).body.id as string;
    return {
      document, region: school.regionCode, coordinator, curriculum, taught: group.subjectId, inspection, publicCode, at: `/schools/${school.id}`, year: school.schoolYear, settlement: school.settlementId, a: a.id, b: b.id, pupil: pupil.id, inB: inB.id, group: group.id, term: term.id,
      vacation: await of('holidays'), subject: (await makeSubject(db, school, 'Музыка')).id, room: (await makeRoom(db, school)).id, building, sent, result, assignment, moved, movement,
      bells: (await makeBells(db, school)).id, academicYear: await of('academic-years'), teacherId: teacher.id, colleagueId: colleague.id,
      clerk: token, teacher: await signIn(app, teacher), leader: await signIn(app, leader), colleague: await signIn(app, colleague), former: await signIn(app, former),
      admin: await signIn(app, admin), director: await signIn(app, director), deputy: await signIn(app, deputy), child: await signIn(app, child), classmate: await signIn(app, classmate),
    };
  },
  ({ operation, row }) => {
    type World = any;
    /** Read by all staff of the school. */
    const read = (call: (w: World) => Call) => operation(call, [
      row('teacher', 'own', 200, (w) => w.colleague), row('secretary', 'own', 200, (w) => w.clerk), row('pupil', 'own', 403, (w) => w.child),
      strangers(SCHOOL_STAFF, 404), strangers(everyoneBut(SCHOOL_STAFF), 403),
    ]);
    /** Read by everybody who signed in. */
    const open = (call: (w: World) => Call) => operation(call, [strangers(EVERYONE, 200)]);
    /** Entered by the operator, and by the coordinator of the region. */
    const oversee = (call: (w: World) => Call, status: number, again = status) => operation(call, [
      row('school_admin', 'own', 403, (w) => w.admin), strangers(['regional_coordinator'], 404), strangers(everyoneBut(['regional_coordinator', 'system_admin']), 403),
      row('regional_coordinator', 'own', status, (w) => w.coordinator), strangers(['system_admin'], again),
    ]);
    /** Written by the administration of the school; `refused` answers a call that goes wrong only after the question of rights. */
    const write = (call: (w: World) => Call, status: number, ...more: Row<World>[]) => operation(call, [
      row('teacher', 'own', 403, (w) => w.teacher), row('deputy_head', 'own', 403, (w) => w.deputy),
      strangers(WRITERS, 404), strangers(everyoneBut(WRITERS), 403), row('secretary', 'own', status, (w) => w.clerk), ...more,
    ]);
    /** Files of pupils: for the administration. `planner` is what whoever has to do with the timetable only gets. */
    const files = (call: (w: World) => Call, status: number, planner: number) => operation(call, [
      row('teacher', 'own', 403, (w) => w.teacher), row('deputy_head', 'same_school', planner, (w) => w.deputy),
      strangers([...WRITERS, 'deputy_head', 'methodist'], 404), strangers(everyoneBut(WRITERS, 'deputy_head', 'methodist'), 403), row('secretary', 'own', status, (w) => w.clerk),
    ]);
    const crud = (name: string, path: string, id: (w: World) => string, body: (w: World) => object, list = read) => ({
      [`list${name}s`]: list((w) => get(`${w.at}/${path}`)),
      [`create${name}`]: write((w) => post(`${w.at}/${path}`, body(w)), 201),
      [`change${name}`]: write((w) => patch(`${w.at}/${path}/${id(w)}`, { name: 'Новое имя' }, V1), 200, row('director', 'own', 412, (w) => w.director)),
      [`remove${name}`]: write((w) => remove(`${w.at}/${path}/${id(w)}`, STALE), 412),
    });
    return {
      listRegions: operation(() => get('/regions'), [anybody(200)]),
      getRegion: operation(() => get('/regions/39'), [anybody(200), anybody(404, () => get('/regions/00'))]),
      listSettlements: operation(() => get('/regions/39/settlements?q=%D1%81%D0%BE%D0%B2'), [anybody(200)]),
      listSchools: operation(() => get('/schools?region=77'), [anybody(200)]),
      getSchool: operation((w) => get(w.at), [anybody(200)]),
      createSchool: operation((w) => post('/schools', { name: 'Новая', shortName: 'Новая', type: 'school', regionCode: '77', settlementId: w.settlement }), [
        strangers(['system_admin'], 201), strangers(everyoneBut('system_admin'), 403),
      ]),
      getOwnSchool: read((w) => get(`${w.at}/own-card`)),
      changeSchool: write((w) => patch(w.at, { address: 'ул. Новая, 1' }, V1), 200, row('school_admin', 'own', 412, (w) => w.admin)),
      listEntryLinks: read((w) => get(`${w.at}/entry-links`)),
      openEntryLink: operation((w) => get(`/entry/${w.publicCode}`), [anybody(200), anybody(404, () => get('/entry/NOBODYS'))]),
      rateSchool: oversee((w) => put(`${w.at}/rating`, { value: '4.5', source: 'Рейтинг', on: `${w.year}-06-30` }), 200),
      unrateSchool: oversee((w) => remove(`${w.at}/rating`), 204),
      listRegionDocuments: operation(() => get('/regions/77/documents'), [anybody(200), anybody(404, () => get('/regions/00/documents'))]),
      createRegionDocument: oversee((w) => post(`/regions/${w.region}/documents`, { kind: 'norm', title: 'Нормы', url: 'https://edu.example.org/n.pdf' }), 201),
      changeRegionDocument: oversee((w) => patch(`/regions/${w.region}/documents/${w.document}`, { title: 'Нормы 2' }, V1), 200, 412),
      removeRegionDocument: oversee((w) => remove(`/regions/${w.region}/documents/${w.document}`, { 'if-match': '"2"' }), 204, 404),
      listInspections: operation((w) => get(`${w.at}/inspections`), [anybody(200)]),
      createInspection: oversee((w) => post(`${w.at}/inspections`, { heldOn: `${w.year}-06-30`, authority: 'Надзор', subject: 'Питание', outcome: 'passed' }), 201),
      removeInspection: oversee((w) => remove(`${w.at}/inspections/${w.inspection}`), 204, 404),
      listAcademicYears: open((w) => get(`${w.at}/academic-years`)),
      createAcademicYear: write((w) => post(`${w.at}/academic-years`, { startsOn: `${w.year + 1}-09-01`, endsOn: `${w.year + 2}-05-25`, weekDays: 5 }), 201),
      changeAcademicYear: write((w) => patch(`${w.at}/academic-years/${w.academicYear}`, { weekDays: 5 }, STALE), 412),
      ...crud('Term', 'terms', (w) => w.term, (w) => ({ schoolYear: w.year, kind: 'quarter', number: 2, name: 'II', startsOn: `${w.year}-11-05`, endsOn: `${w.year}-12-28` }), open),
      ...crud('Vacation', 'holidays', (w) => w.vacation, (w) => ({ schoolYear: w.year, name: 'Зима', startsOn: `${w.year}-12-29`, endsOn: `${w.year + 1}-01-10` }), open),
      ...crud('Subject', 'subjects', (w) => w.subject, () => ({ name: 'Труд', shortName: 'Труд' })),
      ...crud('Room', 'rooms', (w) => w.room, () => ({ name: 'Спортзал', exclusive: false })),
      ...crud('Building', 'buildings', (w) => w.building, () => ({ name: 'Корпус 2' })),
      listCurricula: read((w) => get(`${w.at}/curricula`)),
      checkCurricula: read((w) => get(`${w.at}/curricula/check`)),
      createCurriculum: write((w) => post(`${w.at}/curricula`, { schoolYear: w.year, gradeLevel: 5, subjectId: w.taught, hoursAWeek: 5 }), 201),
      changeCurriculum: write((w) => patch(`${w.at}/curricula/${w.curriculum}`, { hoursAWeek: 2 }, V1), 200),
      removeCurriculum: write((w) => remove(`${w.at}/curricula/${w.curriculum}`, STALE), 412),
      listBellSchedules: open((w) => get(`${w.at}/bell-schedules`)),
      createBellSchedule: write((w) => post(`${w.at}/bell-schedules`, { name: 'Короткие', kind: 'short', isDefault: false, bells: [{ shift: 1, number: 1, startsAt: '08:30', endsAt: '09:00' }] }), 201),
      replaceBellSchedule: write((w) => put(`${w.at}/bell-schedules/${w.bells}`, { name: 'Обычное', kind: 'regular', isDefault: true, bells: [] }, STALE), 412),
      listBellDays: open((w) => get(`${w.at}/bell-days?from=${w.year}-12-01&to=${w.year}-12-31`)),
      setBellDay: write((w) => put(`${w.at}/bell-days/${w.year}-12-25`, { scheduleId: w.bells }), 204),
      removeBellSchedule: write((w) => remove(`${w.at}/bell-schedules/${w.bells}`, V1), 409), // a day goes by it
      listClasses: read((w) => get(`${w.at}/classes`)),
      createClass: write((w) => post(`${w.at}/classes`, { gradeLevel: 9, letter: 'В' }), 201),
      getClass: read((w) => get(`/classes/${w.a}`)),
      changeClass: write((w) => patch(`/classes/${w.b}`, { shift: 2 }, V1), 200),
      listClassPupils: operation((w) => get(`/classes/${w.a}/pupils`), [
        row('secretary', 'own', 200, (w) => w.clerk), row('deputy_head', 'same_school', 200, (w) => w.deputy), row('teacher', 'own', 200, (w) => w.teacher),
        row('teacher', 'own', 200, (w) => w.leader, (w) => get(`/classes/${w.b}/pupils`)), row('teacher', 'other_class', 404, (w) => w.leader),
        row('teacher', 'same_school', 404, (w) => w.colleague), row('teacher', 'ended', 404, (w) => w.former), row('pupil', 'own', 403, (w) => w.child),
        strangers(SCHOOL_STAFF, 404), strangers(everyoneBut(SCHOOL_STAFF), 403),
      ]),
      putDivision: write((w) => put(`/classes/${w.a}/divisions/1`, { name: 'Труд', subgroups: [{ number: 1, name: '1', pupilIds: [w.pupil] }] }, V1), 200),
      listPupils: read((w) => get(`${w.at}/pupils`)),
      createPupil: write((w) => post(`${w.at}/pupils`, { name: { family: 'Новый', given: 'Олег' }, birthDate: '2014-05-17', sex: 'm' }), 201),
      getPupil: operation((w) => get(`/pupils/${w.pupil}`), [
        row('secretary', 'own', 200, (w) => w.clerk), row('deputy_head', 'same_school', 200, (w) => w.deputy), row('teacher', 'own', 200, (w) => w.teacher),
        row('teacher', 'own', 200, (w) => w.leader, (w) => get(`/pupils/${w.inB}`)), row('teacher', 'other_class', 404, (w) => w.leader),
        row('teacher', 'same_school', 404, (w) => w.colleague), row('teacher', 'ended', 404, (w) => w.former),
        row('pupil', 'own', 200, (w) => w.child), row('pupil', 'same_class', 404, (w) => w.classmate),
        strangers([...SCHOOL_STAFF, 'pupil'], 404), strangers(everyoneBut(SCHOOL_STAFF, 'pupil'), 403),
      ]),
      changePupil: write((w) => patch(`/pupils/${w.pupil}`, { externalId: 'k-1' }, V1), 200),
      listPupilMovements: operation((w) => get(`/pupils/${w.pupil}/movements`), [
        row('secretary', 'own', 200, (w) => w.clerk), row('teacher', 'own', 200, (w) => w.teacher), row('teacher', 'other_class', 404, (w) => w.leader),
        row('teacher', 'ended', 404, (w) => w.former), row('pupil', 'own', 403, (w) => w.child), strangers(SCHOOL_STAFF, 404), strangers(everyoneBut(SCHOOL_STAFF), 403),
      ]),
      movePupil: write((w) => post(`/pupils/${w.inB}/movements`, { kind: 'transferred', on: `${w.year}-10-01`, classId: w.a }), 201),
      cancelPupilMovement: write((w) => post(`/pupils/${w.moved}/movements/${w.movement}/cancel`, { reason: 'Ошибка' }), 200),
      promoteSchool: write((w) => post(`${w.at}/promotions`, { schoolYear: w.year - 1, mode: 'preview' }), 422), // that year is not made
      listSchoolTeachingGroups: read((w) => get(`${w.at}/teaching-groups`)),
      getTeachingGroup: read((w) => get(`${w.at}/teaching-groups/${w.group}`)),
      createTeachingGroup: write((w) => post(`${w.at}/teaching-groups`, { subjectId: w.subject, parts: [{ classId: w.a, division: 0, subgroup: 0 }] }), 201),
      changeTeachingGroup: write((w) => patch(`${w.at}/teaching-groups/${w.group}`, { hoursAWeek: 3 }, V1), 200),
      assignTeacher: write((w) => post(`${w.at}/teaching-groups/${w.group}/assignments`, { personId: w.colleagueId }), 201),
      endAssignment: write((w) => patch(`${w.at}/teaching-groups/${w.group}/assignments/${w.assignment}`, { until: `${w.year}-12-01` }, STALE), 412),
      importFile: files((w) => post(`${w.at}/imports`, w.sent.body, w.sent.headers), 201, 403),
      listImports: files((w) => get(`${w.at}/imports`), 200, 200), // of the timetable
      getImport: files((w) => get(`${w.at}/imports/${w.result}`), 200, 404),
      exportFile: files((w) => get(`${w.at}/exports/pupils`), 200, 403),
    };
  },
);
