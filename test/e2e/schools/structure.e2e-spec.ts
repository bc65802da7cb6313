import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { type MadeSchool, makeClass, makePupils, makeSchool, makeSubject, makeTeachingGroup, makeYear } from '../../factories/schools.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

describe('a school set up over HTTP', () => {
  let app: TestApp;
  let school: MadeSchool;
  let clerk: Client;
  let teacher: MadePerson;
  let at: string;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.stop());
  beforeEach(async () => {
    school = await makeSchool(app.get(Db), { zone: 'Asia/Kamchatka' });
    at = `/schools/${school.id}`;
    clerk = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: school.id })));
    teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
  });
  const y = () => school.schoolYear;
  const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

  it('finds regions, settlements by first letters and schools; a trial school is for its staff only (SC-1, SC-4)', async () => {
    const { items } = (await app.anonymous.get('/regions')).body;
    expect(items).toHaveLength(89);
    expect(new Set(items.map((r: any) => r.code)).size).toBe(89);
    for (const { zone } of items) expect(() => new Intl.DateTimeFormat('ru', { timeZone: zone })).not.toThrow();
    const cities = await app.anonymous.get('/regions/50/settlements?q=корол');
    expect(cities.body.items.map((s: any) => s.name)).toEqual(['Королёв']);
    expect((await app.anonymous.get('/regions/39/settlements?q=корол')).body.items).toEqual([]);

    const hidden = await makeSchool(app.get(Db), { status: 'trial', name: school.name });
    const found = await app.anonymous.get(`/schools?q=${encodeURIComponent(school.name.toUpperCase())}&region=${school.regionCode}`);
    expect(found.body.items.map((s: any) => s.id)).toEqual([school.id]);
    expect((await app.anonymous.get(`/schools/${hidden.id}`)).status).toBe(404);
    expect((await clerk.get(`/schools/${hidden.id}/terms`)).status).toBe(404);
    expect((await app.anonymous.get('/schools?near=200,20')).body.code).toBe('input.invalid');
  });

  it('shows the rating and inspections the operator entered, and answers an entry link (SC-2)', async () => {
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const bad = await operator.put(`${at}/rating`, { value: 'пять', source: '', on: '2026-02-30' });
    expect(bad.body.errors.map((e: any) => e.pointer)).toEqual(['/value', '/source', '/on']);
    const tomorrow = new Date(app.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
    expect((await operator.put(`${at}/rating`, { value: '4.5', source: 'Рейтинг региона', on: tomorrow })).body.errors).toMatchObject([{ pointer: '/on', code: 'schools.in_the_future' }]);
    expect((await operator.put(`${at}/rating`, { value: '4.5', source: 'Рейтинг региона', on: `${y()}-06-30` })).status).toBe(200);
    expect((await app.anonymous.get(at)).body.rating).toEqual({ value: '4.50', source: 'Рейтинг региона', on: `${y()}-06-30` });
    const made = await operator.post(`${at}/inspections`, { heldOn: `${y()}-05-12`, authority: 'Рособрнадзор', subject: 'Качество подготовки', outcome: 'remarks', note: 'Устранено' });
    expect(made.status).toBe(201);
    expect((await app.anonymous.get(`${at}/inspections`)).body.items).toEqual([made.body]);
    expect((await operator.delete(`${at}/inspections/${made.body.id}`)).status).toBe(204);
    expect((await operator.delete(`${at}/rating`)).status).toBe(204);
    expect((await app.anonymous.get(at)).body.rating).toBeNull();

    const links = (await clerk.get(`${at}/entry-links`)).body.items;
    expect(links.map((l: any) => l.entrant)).toEqual(['pupil', 'guardian', 'staff']);
    expect(links[1].qr).toMatch(/^<svg/);
    const { pathname, search } = new URL(links[1].url);
    const entry = await app.anonymous.get(`${pathname.replace('/api/v1', '')}${search}`);
    expect(entry.body).toMatchObject({ schoolId: school.id, name: school.name, entrant: 'guardian' });
  });

  it('checks the numbers of a card, and finds a school by them and by distance (SC-2)', async () => {
    const wrong = await clerk.patch(at, { inn: '7707083894', okpo: '00032538', ogrn: '1027700132196', zone: 'Europe/Nowhere' }, ifMatch(1));
    expect(wrong.body.errors.map((e: any) => [e.pointer, e.code])).toEqual([['/inn', 'inn.checksum'], ['/okpo', 'okpo.checksum'], ['/ogrn', 'ogrn.checksum'], ['/zone', 'schools.zone_unknown']]);
    const inn = madeUpInn();
    const saved = await clerk.patch(at, { inn, latitude: 53.02, longitude: 158.65, places: [{ gradeLevel: 1, places: 50, freePlaces: 3 }] }, ifMatch(1));
    expect(saved.headers['etag']).toBe('"2"');
    expect((await app.anonymous.get(`/schools?q=${inn}`)).body.items.map((s: any) => s.id)).toEqual([school.id]);
    const twin = await makeSchool(app.get(Db));
    const other = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: twin.id })));
    expect((await other.patch(`/schools/${twin.id}`, { inn }, ifMatch(1))).body.code).toBe('schools.registered_already');
    const near = await app.anonymous.get('/schools?near=53.03,158.65&radiusKm=5&gradeLevel=1&hasPlaces=true');
    expect(near.body.items.find((s: any) => s.id === school.id)?.distanceKm).toBeCloseTo(1.1, 1);
    expect((await app.anonymous.get('/schools?near=54.03,158.65&radiusKm=5')).body.items.map((s: any) => s.id)).not.toContain(school.id);
    expect((await clerk.patch(at, { address: 'x' }, ifMatch(1))).status).toBe(412);
    expect((await clerk.patch(at, { address: 'x' })).status).toBe(428);
  });

  it('lets terms differ by grade and not overlap (SC-7)', async () => {
    const term = (over: object) => clerk.post(`${at}/terms`, { schoolYear: y(), kind: 'quarter', number: 1, name: 'I', gradeFrom: 1, gradeTo: 9, startsOn: `${y()}-09-01`, endsOn: `${y()}-10-24`, ...over });
    const made = await term({});
    expect(made.status).toBe(201);
    expect((await term({ kind: 'half_year', gradeFrom: 10, gradeTo: 11, endsOn: `${y()}-12-28` })).status).toBe(201);
    expect((await term({ number: 2, startsOn: `${y()}-10-20`, endsOn: `${y()}-11-20` })).body.code).toBe('schools.terms_overlap');
    expect((await term({ startsOn: `${y()}-11-05`, endsOn: `${y()}-12-28` })).body.code).toBe('schools.term_exists');
    expect((await term({ number: 2, startsOn: `${y() + 1}-06-05`, endsOn: `${y() + 1}-05-01`, gradeFrom: 9, gradeTo: 5 })).body.errors.map((e: any) => e.code).sort())
      .toEqual(['schools.ends_before', 'schools.grades_backwards']);
    const changed = await clerk.patch(`${at}/terms/${made.body.id}`, { name: 'I четверть' }, ifMatch(1));
    expect(changed.body).toMatchObject({ name: 'I четверть', gradeFrom: 1, gradeTo: 9, version: 2 });
    expect((await clerk.patch(`${at}/terms/${made.body.id}`, { name: null }, ifMatch(2))).status).toBe(422);
    expect((await clerk.get(`${at}/terms?schoolYear=${y()}`)).body.items).toHaveLength(2);
    const [year] = (await clerk.get(`${at}/academic-years`)).body.items;
    expect((await clerk.patch(`${at}/academic-years/${year.id}`, { startsOn: `${y()}-09-10` }, ifMatch(1))).body.code).toBe('schools.terms_outside_year');
  });

  it('keeps bells of two shifts and short days apart (SC-7)', async () => {
    const bell = (number: number, startsAt: string, endsAt: string, shift = 1, weekday: number | null = null) => ({ number, startsAt, endsAt, shift, weekday });
    const put = (over: object) => clerk.post(`${at}/bell-schedules`, { name: 'Обычное', kind: 'regular', isDefault: true, bells: [bell(1, '08:30', '09:15'), bell(2, '09:25', '10:10'), bell(1, '09:00', '09:45', 2), bell(1, '08:00', '08:40', 1, 6)], ...over });
    const made = await put({});
    expect(made.body.bells).toHaveLength(4);
    expect((await put({ name: 'Ещё', isDefault: true, bells: [] })).body.code).toBe('schools.default_taken');
    expect((await put({ name: 'Ещё', isDefault: false, bells: [bell(1, '08:30', '09:15'), bell(2, '09:10', '09:50')] })).body.code).toBe('schools.bells_overlap');
    expect((await put({ name: 'Ещё', isDefault: false, bells: [bell(1, '08:30', '08:30')] })).body.errors).toMatchObject([{ pointer: '/bells/0/endsAt' }]);
    const short = await put({ name: 'Короткое', kind: 'short', isDefault: false, bells: [bell(1, '08:30', '09:00')] });
    expect((await clerk.put(`${at}/bell-days/${y()}-12-25`, { scheduleId: short.body.id })).status).toBe(204);
    expect((await clerk.delete(`${at}/bell-schedules/${short.body.id}`, ifMatch(1))).body.code).toBe('schools.in_use');
    const shortDays = async () => (await clerk.get(`${at}/bell-days?from=${y()}-12-25&to=${y()}-12-25`)).body.items;
    expect(await shortDays()).toMatchObject([{ date: `${y()}-12-25`, scheduleId: short.body.id, kind: 'short' }]);
    expect((await clerk.get(`${at}/bell-days?from=${y()}-12-25&to=${y()}-12-24`)).body.errors[0].code).toBe('schools.ends_before');
    expect((await clerk.get(`${at}/bell-days?from=2000-01-01&to=2026-12-24`)).body.errors[0].code).toBe('schools.period_too_long');
    expect((await clerk.put(`${at}/bell-days/${y()}-12-25`, { scheduleId: null })).status).toBe(204);
    expect(await shortDays()).toEqual([]);
    const building = await clerk.post(`${at}/buildings`, { name: 'Корпус Б', bellScheduleId: made.body.id, shortBellScheduleId: short.body.id });
    expect((await clerk.get(`${at}/buildings`)).body.items).toMatchObject([{ name: 'Корпус Б', bellScheduleId: made.body.id, shortBellScheduleId: short.body.id }]);
    expect((await clerk.post(`${at}/buildings`, { name: 'Корпус В', bellScheduleId: school.id, shortBellScheduleId: school.id })).body.errors.map((e: any) => [e.pointer, e.code])).toEqual([
      ['/bellScheduleId', 'schools.bell_schedule_unknown'], ['/shortBellScheduleId', 'schools.bell_schedule_unknown']]);
    expect((await clerk.patch(`${at}/buildings/${building.body.id}`, { shortBellScheduleId: null }, ifMatch(1))).body).toMatchObject({ bellScheduleId: made.body.id, shortBellScheduleId: null });
    expect((await clerk.delete(`${at}/bell-schedules/${short.body.id}`, ifMatch(1))).status).toBe(204);
  });

  it('divides a class from a day on and teaches its halves apart (SC-8, SC-9)', async () => {
    const made = await clerk.post(`${at}/classes`, { gradeLevel: 5, letter: 'a', homeroomPersonId: teacher.id });
    expect(made.body).toMatchObject({ name: '5А', homeroomTeacher: { id: teacher.id, name: 'Тестова Анна Игоревна' } });
    expect((await clerk.post(`${at}/classes`, { gradeLevel: 5, letter: 'А' })).body.code).toBe('schools.class_exists');
    const schoolClass = { ...made.body, schoolId: school.id };
    const [first, second] = await makePupils(app.get(Db), schoolClass, 2);
    const divide = (version: number, from: string, ones: string[], twos: string[]) => clerk.put(`/classes/${schoolClass.id}/divisions/1`, {
      name: 'Англ.', from, subgroups: [{ number: 1, name: '1', pupilIds: ones }, { number: 2, name: '2', pupilIds: twos }],
    }, ifMatch(version));
    const from = `${y()}-09-01`;
    expect((await divide(1, from, [first!.id, first!.id], [school.id])).body.errors.map((e: any) => [e.pointer, e.code])).toEqual([
      ['/subgroups/0/pupilIds/1', 'schools.pupil_twice'], ['/subgroups/1/pupilIds/0', 'schools.not_in_this_class']]);
    expect((await divide(1, from, [first!.id], [second!.id])).body.divisions).toMatchObject([{ number: 1, subgroups: [{ number: 1 }, { number: 2 }] }]);
    const subject = (await clerk.post(`${at}/subjects`, { name: 'Английский язык', shortName: 'Англ.' })).body;
    const group = await clerk.post(`${at}/teaching-groups`, { subjectId: subject.id, hoursAWeek: 2.5, parts: [{ classId: schoolClass.id, division: 1, subgroup: 1 }] });
    expect(group.body).toMatchObject({ name: '5А/1', hoursAWeek: 2.5, parts: [{ className: '5А' }] });
    await divide(2, `${y()}-10-05`, [second!.id], [first!.id]);
    const members = await app.get(Db).query('SELECT pupil_id AS id, valid_from AS "from", valid_until AS until FROM schools.v_group_member WHERE group_id = $1 ORDER BY valid_from', [group.body.id]);
    expect(members).toEqual([{ id: first!.id, from, until: `${y()}-10-05` }, { id: second!.id, from: `${y()}-10-05`, until: null }]);

    const assigned = await clerk.post(`${at}/teaching-groups/${group.body.id}/assignments`, { personId: teacher.id, from });
    expect(assigned.body.assignments).toMatchObject([{ teacher: { id: teacher.id }, from, until: null }]);
    expect((await clerk.post(`${at}/teaching-groups/${group.body.id}/assignments`, { personId: teacher.id })).body.code).toBe('schools.assigned_already');
    expect((await clerk.post(`${at}/teaching-groups/${group.body.id}/assignments`, { personId: school.id })).body.errors).toMatchObject([{ code: 'schools.not_staff' }]);
    const ended = await clerk.patch(`${at}/teaching-groups/${group.body.id}/assignments/${assigned.body.assignments[0].id}`, { until: `${y()}-10-01` }, ifMatch(1));
    expect(ended.body.assignments).toMatchObject([{ until: `${y()}-10-01` }]);
    expect((await clerk.get(`${at}/teaching-groups?teacher=${teacher.id}&class=${schoolClass.id}`)).body.items).toHaveLength(1);
  });

  it('tells who was in the class on a day (SC-8)', async () => {
    const [a, b] = [(await clerk.post(`${at}/classes`, { gradeLevel: 5, letter: 'А' })).body, (await clerk.post(`${at}/classes`, { gradeLevel: 5, letter: 'Б' })).body];
    const made = await clerk.post(`${at}/pupils`, { name: { family: 'Соловьёв', given: 'Пётр' }, birthDate: '2014-05-17', sex: 'm', snils: '112-233-445 95', classId: a.id, enrolledOn: `${y()}-09-01` });
    expect(made.body).toMatchObject({ hasSnils: true, hasAccount: false, version: 1 });
    expect(JSON.stringify(made.body)).not.toContain('11223344595');
    const moved = await clerk.post(`/pupils/${made.body.id}/movements`, { kind: 'transferred', on: `${y()}-10-05`, classId: b.id, orderNumber: '17-у' });
    expect(moved.body.items.map((m: any) => [m.kind, m.fromClass, m.toClass])).toEqual([['transferred', '5А', '5Б'], ['enrolled', null, '5А']]);
    const on = async (classId: string, day: string) => (await clerk.get(`/classes/${classId}/pupils?on=${day}`)).body.items.map((m: any) => m.name);
    expect(await on(a.id, `${y()}-10-04`)).toEqual(['Соловьёв Пётр']);
    expect(await on(a.id, `${y()}-10-05`)).toEqual([]);
    expect(await on(b.id, `${y()}-10-05`)).toEqual(['Соловьёв Пётр']);
    expect((await clerk.post(`/pupils/${made.body.id}/movements`, { kind: 'transferred', on: `${y()}-11-05` })).body.errors).toMatchObject([{ pointer: '/classId' }]);

    // The wrong class, then the wrong child: both are cancelled, from the last.
    const cancel = (movement: { id: string }, client = clerk) => client.post(`/pupils/${made.body.id}/movements/${movement.id}/cancel`, { reason: 'Ошибка в приказе' });
    const [transfer, enrolment] = moved.body.items;
    expect(await cancel(enrolment)).toMatchObject({ status: 409, body: { code: 'schools.movement_not_last' } });
    expect((await clerk.post(`/pupils/${made.body.id}/movements/${transfer.id}/cancel`, {})).body.errors).toMatchObject([{ pointer: '/reason' }]);
    expect((await cancel(transfer, app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: (await makeSchool(app.get(Db))).id }))))).status).toBe(404);
    const answers = await Promise.all([cancel(transfer), cancel(transfer)]);
    expect(answers.map(({ status, body }) => [status, body.code ?? null]).sort()).toEqual([[200, null], [409, 'schools.movement_cancelled']]);
    expect(answers.find(({ status }) => status === 200)!.body.items).toMatchObject([
      { kind: 'transferred', toClass: '5Б', cancelled: { reason: 'Ошибка в приказе' } }, { kind: 'enrolled', toClass: '5А', cancelled: null }]);
    expect([await on(a.id, `${y()}-10-05`), await on(b.id, `${y()}-10-05`)]).toEqual([['Соловьёв Пётр'], []]);
    const again = await clerk.post(`/pupils/${made.body.id}/movements`, { kind: 'transferred', on: `${y()}-09-10`, classId: b.id });
    expect((await cancel(again.body.items.find((m: any) => m.cancelled === null && m.kind === 'transferred'))).status).toBe(200);
    expect((await cancel(enrolment)).status).toBe(200);
    expect(await on(a.id, `${y()}-10-05`)).toEqual([]);
    expect((await clerk.get(`/pupils/${made.body.id}`)).body.class).toBeNull();
    const changed = await clerk.patch(`/pupils/${made.body.id}`, { snils: null, externalId: 'k-1' }, ifMatch(1));
    expect(changed.body).toMatchObject({ hasSnils: false, externalId: 'k-1', version: 2, name: { family: 'Соловьёв' } });
    expect((await clerk.patch(`/pupils/${made.body.id}`, { sex: null }, ifMatch(2))).status).toBe(422);

    const papers = { inn: '5001 0073 2259', document: { kind: 'birth_certificate', series: '4-AH', number: '123456', issuedOn: '2014-06-02' } };
    expect((await clerk.patch(`/pupils/${made.body.id}`, papers, ifMatch(2))).body).toMatchObject({ hasInn: true, documentKind: 'birth_certificate', version: 3 });
    const [row] = await app.get(Db).query<{ row: string }>('SELECT to_jsonb(p)::text AS row FROM schools.pupils p WHERE id = $1', [made.body.id]);
    expect(row!.row).not.toMatch(/500100732259|123456|IV-/);
    const other = { name: { family: 'Орлов', given: 'Глеб' }, birthDate: '2014-05-17', sex: 'm' };
    expect((await clerk.post(`${at}/pupils`, { ...other, inn: '500100732259' })).body.code).toBe('schools.inn_taken');
    const wrong = await clerk.post(`${at}/pupils`, { ...other, inn: '500100732258', document: { kind: 'passport', series: '1', number: '2', issuedOn: '2010-01-01' } });
    expect(wrong.body.errors.map((e: any) => e.code)).toEqual(['inn.person_checksum', 'document.passport_series', 'document.passport_number', 'document.issued_on']);
    expect((await clerk.patch(`/pupils/${made.body.id}`, { document: null }, ifMatch(3))).body).toMatchObject({ hasInn: true, documentKind: null });
  });

  it('plans hours by grade level and profile, and says which classes are taught others (SC-9)', async () => {
    const db = app.get(Db);
    const maths = await makeSubject(db, school, 'Математика');
    const line = { schoolYear: y(), gradeLevel: 5, subjectId: maths.id, hoursAWeek: 5 };
    const made = await clerk.post(`${at}/curricula`, line);
    expect(made.body).toMatchObject({ ...line, profile: null, version: 1 });
    expect((await clerk.post(`${at}/curricula`, { ...line, hoursAWeek: 6 })).body.code).toBe('schools.curriculum_exists');
    expect((await clerk.post(`${at}/curricula`, { ...line, profile: 'Физмат', hoursAWeek: 7.5 })).status).toBe(201);
    expect((await clerk.post(`${at}/curricula`, { ...line, profile: 'физмат' })).status).toBe(409);
    expect((await clerk.post(`${at}/curricula`, { ...line, subjectId: school.id, schoolYear: 2031 })).body.errors).toMatchObject([{ pointer: '/subjectId', code: 'schools.subject_unknown' }]);

    const schoolClass = await makeClass(db, school);
    const group = await makeTeachingGroup(db, school, { classes: [schoolClass], subject: 'Математика' });
    const differences = async () => (await clerk.get(`${at}/curricula/check`)).body.items;
    expect(await differences()).toMatchObject([{ className: '5А', subject: 'Математика', difference: 'no_hours', planned: 5 }]);
    await clerk.patch(`${at}/teaching-groups/${group.id}`, { hoursAWeek: 4 }, ifMatch(1));
    expect(await differences()).toMatchObject([{ difference: 'less', planned: 5, givenLeast: 4, givenMost: 4 }]);
    expect((await clerk.patch(`${at}/curricula/${made.body.id}`, { hoursAWeek: 4 }, ifMatch(1))).body).toMatchObject({ hoursAWeek: 4, gradeLevel: 5, version: 2 });
    expect(await differences()).toEqual([]);
    expect((await clerk.get(`${at}/curricula?schoolYear=${y()}`)).body.items.map((item: any) => [item.profile, item.hoursAWeek])).toEqual([[null, 4], ['Физмат', 7.5]]);
    expect((await clerk.delete(`${at}/curricula/${made.body.id}`, ifMatch(2))).status).toBe(204);
    expect(await differences()).toMatchObject([{ difference: 'not_planned', planned: null }]);
  });

  it('takes the whole school into the next year in one act, and knows who was where on a day (SC-8)', async () => {
    const db = app.get(Db);
    const [fifth, ninth, eleventh] = [await makeClass(db, school), await makeClass(db, school, { gradeLevel: 9, letter: 'Б' }), await makeClass(db, school, { gradeLevel: 11, letter: '' })];
    const [up, stays] = await makePupils(db, fifth, 2);
    const [goes] = await makePupils(db, ninth, 1);
    await makePupils(db, eleventh, 2);
    const order = { schoolYear: y(), repeating: [stays!.id], leaving: [goes!.id], orderNumber: '45-у' };
    const promote = async (over: object) => (await clerk.post(`${at}/promotions`, { ...order, mode: 'commit', ...over })).body;
    expect((await promote({})).errors).toMatchObject([{ pointer: '/schoolYear', code: 'schools.year_needed' }]);
    await makeYear(db, school.id, y() + 1);
    expect((await promote({ leaving: [stays!.id, school.id] })).errors).toMatchObject([{ pointer: '/leaving/0', code: 'schools.repeats_and_leaves' }, { pointer: '/leaving/1', code: 'schools.not_at_year_end' }]);

    const nextClasses = async () => (await clerk.get(`${at}/classes?schoolYear=${y() + 1}`)).body.items.map((c: any) => c.name);
    const wanted = {
      schoolYear: y() + 1, promoted: 1, repeating: 1, graduated: 3, already: 0,
      classes: [{ from: '5А', to: '6А', pupils: 1, made: true }, { from: '9Б', to: null, pupils: 1, made: false }, { from: '11', to: null, pupils: 2, made: false }],
      exceptions: [{ pupilId: stays!.id, className: '5А', outcome: 'repeating' }, { pupilId: goes!.id, className: '9Б', outcome: 'graduated' }],
    };
    const preview = await promote({ mode: 'preview' });
    expect(preview).toMatchObject({ ...wanted, exceptions: expect.any(Array), written: false });
    expect(preview.exceptions).toEqual(expect.arrayContaining(wanted.exceptions.map((exception) => expect.objectContaining(exception))));
    expect(await nextClasses()).toEqual([]);
    expect(await promote({})).toMatchObject({ ...wanted, exceptions: expect.any(Array), written: true });
    expect(await nextClasses()).toEqual(['5А', '6А']);
    expect(await promote({ repeating: [], leaving: [] })).toMatchObject({ promoted: 0, repeating: 0, graduated: 0, already: 2 });

    const names = async (classId: string, on: string) => (await clerk.get(`/classes/${classId}/pupils?on=${on}`)).body.items.map((p: any) => p.id).sort();
    expect(await names(fifth.id, `${y() + 1}-05-31`)).toEqual([up!.id, stays!.id].sort());
    expect(await names(fifth.id, `${y() + 1}-09-01`)).toEqual([]);
    expect(await names(eleventh.id, `${y() + 1}-05-31`)).toHaveLength(2);
    expect(await names(eleventh.id, `${y() + 1}-06-01`)).toEqual([]);
    expect((await clerk.get(`/pupils/${up!.id}/movements`)).body.items).toMatchObject([{ kind: 'promoted', on: `${y() + 1}-09-01`, fromClass: '5А', toClass: '6А', orderNumber: '45-у' }]);
    expect((await clerk.get(`/pupils/${stays!.id}/movements`)).body.items).toMatchObject([{ kind: 'transferred', fromClass: '5А', toClass: '5А' }]);

    // One who should have stayed, and one who should have gone on: their movements are cancelled, and the next promotion finds them.
    for (const pupil of [up!, goes!]) {
      const [movement] = (await clerk.get(`/pupils/${pupil.id}/movements`)).body.items;
      expect((await clerk.post(`/pupils/${pupil.id}/movements/${movement.id}/cancel`, { reason: 'Решение педсовета' })).status).toBe(200);
    }
    expect(await names(fifth.id, `${y() + 1}-08-15`)).toEqual([up!.id]);
    expect(await promote({ repeating: [up!.id], leaving: [], mode: 'preview' })).toMatchObject({ promoted: 1, repeating: 1, graduated: 0, already: 1 });
  });
});

/** Ten digits with a true checksum. */
function madeUpInn(): string {
  const digits = Array.from({ length: 9 }, () => randomInt(1, 10));
  const sum = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((total, weight, i) => total + weight * digits[i]!, 0);
  return `${digits.join('')}${(sum % 11) % 10}`;
}
