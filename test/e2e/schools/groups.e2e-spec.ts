import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newTotpSecret } from '../../../src/modules/identity/app/totp.js';
import { type Assignment, IdentityFacade } from '../../../src/modules/identity/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makeOffice, makeRequest, type Office } from '../../factories/enrollment.js';
import { makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeClass, makePupil, makePupils, makeTeachingGroup, type MadeSchool, makeSchool } from '../../factories/schools.js';
import { type Client, freshDatabase, startTestApp, type TestApp } from '../../support/index.js';

const REGION = '65';

describe('groups of schools and of pupils, and figures by school (SC-11)', () => {
  let app: TestApp;
  let overseer: MadePerson;
  let coordinator: Client;
  let office: Office;
  let small: MadeSchool;
  beforeAll(async () => {
    // Its figures are a whole region's: nobody else's test may make schools there.
    const own = await freshDatabase('groups');
    app = await startTestApp({ DATABASE_URL: own.runtimeUrl, MIGRATION_DATABASE_URL: own.ownerUrl });
    app.clock.moveTo(new Date('2026-11-16T08:00:00Z'));
    const db = app.get(Db);
    office = await makeOffice(app, db, { regionCode: REGION });
    small = await makeSchool(db, { regionCode: REGION });
    await makePupils(db, office.schoolClass, 12);
    await makePupils(db, await makeClass(db, small), 3);
    overseer = await makeStaff(app, 'regional_coordinator', { regionCode: REGION });
    coordinator = app.as(await signIn(app, overseer));
  });
  afterAll(() => app.stop());

  it('puts schools of the own region into a group for a time', async () => {
    const group = (await coordinator.post('/school-groups', { kind: 'cluster', name: 'Физматкластер' })).body;
    expect(group).toMatchObject({ kind: 'cluster', regionCode: REGION, version: 1 });
    expect((await coordinator.post('/school-groups', { kind: 'network', name: 'физматкластер' })).body.code).toBe('schools.name_taken');
    const schools = `/school-groups/${group.id}/schools`;
    const elsewhere = await makeSchool(app.get(Db));
    const add = (body: object) => coordinator.post(schools, body);
    expect((await add({ schoolId: elsewhere.id })).body.errors).toMatchObject([{ pointer: '/schoolId', code: 'schools.outside_region' }]);
    expect((await add({ schoolId: small.id, from: '2026-09-01', until: '2026-08-01' })).body.errors[0].code).toBe('schools.ends_before');
    const both = await Promise.all([1, 2].map(() => add({ schoolId: small.id, from: '2026-09-01' })));
    expect(both.map((b) => b.status).sort()).toEqual([204, 409]);
    const on = async (day: string) => (await coordinator.get(`${schools}?on=${day}`)).body.items.map((s: any) => s.schoolId);
    expect([await on('2026-08-31'), await on('2026-09-01')]).toEqual([[], [small.id]]);
    expect((await coordinator.post(`${schools}/${small.id}/end`, { until: '2026-10-01' })).status).toBe(204);
    expect([await on('2026-09-30'), await on('2026-10-01')]).toEqual([[small.id], []]);
    expect((await coordinator.delete(`/school-groups/${group.id}`, { 'if-match': '"1"' })).body.code).toBe('schools.group_in_use');
    expect((await coordinator.post('/school-groups', { kind: 'league', name: '' })).body.errors.map((e: any) => e.pointer).sort()).toEqual(['/kind', '/name']);
  });

  it('counts schools of the region or of a group, by school and in all', async () => {
    const all = (await coordinator.get('/school-statistics')).body;
    const of = (schoolId: string) => all.items.find((i: any) => i.schoolId === schoolId);
    expect(of(office.school.id)).toMatchObject({ pupils: 12, classes: 1, staff: 2, teachers: 0 });
    expect(of(small.id)).toMatchObject({ pupils: 3, staff: 0 });
    expect(all.totals).toEqual({ schools: 2, pupils: 15, classes: 2, staff: 2, teachers: 0 });
    const group = (await coordinator.post('/school-groups', { kind: 'network', name: 'Сеть' })).body.id;
    await coordinator.post(`/school-groups/${group}/schools`, { schoolId: small.id });
    expect((await coordinator.get(`/school-statistics?group=${group}`)).body.totals).toMatchObject({ schools: 1, pupils: 3 });
    const first = (await coordinator.get('/school-statistics?limit=1')).body;
    const second = (await coordinator.get(`/school-statistics?limit=1&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map((i: any) => i.schoolId)).toEqual(all.items.map((i: any) => i.schoolId));
    expect([second.nextCursor, first.totals]).toEqual([null, all.totals]);
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    expect((await operator.get('/school-statistics')).body.errors).toMatchObject([{ parameter: 'region', code: 'input.required' }]);
    expect((await operator.get(`/school-statistics?group=${group}`)).body.totals.schools).toBe(1);
  });

  it('shows how requests are answered: what is open, overdue, and in time', async () => {
    const request = await makeRequest(app, office, ['accept', 'start-review']);
    const figures = async (query = '') => {
      const { items, totals } = (await coordinator.get(`/request-statistics${query}`)).body;
      return [items.find((i: any) => i.schoolId === office.school.id), totals];
    };
    expect(await figures()).toMatchObject([{ open: 1, overdue: 0, submitted: 1, answered: 0, inTimeShare: null }, { schools: 2, open: 1 }]);
    app.clock.moveTo(new Date('2026-12-10T08:00:00Z'));
    coordinator = app.as(await signIn(app, overseer));
    expect((await figures())[0]).toMatchObject({ open: 1, overdue: 1 });
    await app.as(await signIn(app, office.director)).post(`/requests/${request.id}/reject`, { reasonCode: 'documents_missing', message: 'Нет свидетельства' });
    expect((await figures())[0]).toMatchObject({ open: 0, overdue: 0, answered: 1, inTime: 0, inTimeShare: 0 });
    expect((await figures('?from=2026-12-01&to=2026-12-05'))[0]).toMatchObject({ submitted: 0, answered: 0 });
    expect((await coordinator.get('/request-statistics?from=2026-12-05&to=2026-12-01')).body.errors[0].code).toBe('enrollment.period_reversed');
    expect((await coordinator.get('/request-statistics?from=2020-12-05')).body.errors[0].code).toBe('enrollment.period_too_long');
  });

  it('shows marks as sums only, and none of a few pupils', async () => {
    const db = app.get(Db);
    for (const [school, pupils] of [[office.school, 10], [small, 9]] as const) {
      for (let i = 0; i < pupils; i += 1) {
        await db.query('INSERT INTO journal.average (school_id, school_year, group_id, term_id, pupil_id, marks, points, weighted_points, weight) VALUES ($1, 2026, $2, $3, $4, 3, 13, 13, 3)',
          [school.id, newId(), newId(), newId()]);
      }
    }
    const { items } = (await coordinator.get('/mark-statistics')).body;
    expect(items.find((i: any) => i.schoolId === office.school.id)).toMatchObject({ pupils: 10, marks: 30, mean: 4.33 });
    expect(items.find((i: any) => i.schoolId === small.id)).toMatchObject({ pupils: null, marks: null, mean: null });
  });

  it('keeps pupils of several classes together for a time', async () => {
    const db = app.get(Db);
    const director = app.as(await signIn(app, office.director));
    const at = `/schools/${office.school.id}/pupil-groups`;
    const other = await makeClass(db, office.school, { letter: 'Б' });
    const [a, b, alien] = [await makePupil(db, office.school, { schoolClass: office.schoolClass }), await makePupil(db, office.school, { schoolClass: other }), await makePupil(db, small)];
    const group = (await director.post(at, { name: 'Олимпиадники', about: 'Математика' })).body;
    const pupils = `${at}/${group.id}/pupils`;
    expect((await director.post(pupils, { pupilIds: [a.id, alien.id] })).body.errors).toMatchObject([{ pointer: '/pupilIds/1', code: 'schools.pupil_unknown' }]);
    expect((await director.post(pupils, { pupilIds: [a.id], from: '2026-12-01' })).body.pupils).toBe(1);
    expect((await director.post(pupils, { pupilIds: [a.id, b.id], from: '2026-12-05' })).body.pupils).toBe(2);
    const on = async (day: string) => (await director.get(`${pupils}?on=${day}`)).body.items.map((p: any) => [p.pupilId, p.className, p.from]);
    expect(await on('2026-12-04')).toEqual([[a.id, '5А', '2026-12-01']]);
    expect((await on('2026-12-05')).length).toBe(2);
    expect((await director.post(`${pupils}/end`, { pupilIds: [a.id, b.id], until: '2026-12-05' })).body.pupils).toBe(0);
    expect([await on('2026-12-04'), await on('2026-12-05')]).toEqual([[[a.id, '5А', '2026-12-01']], []]);
    expect((await director.delete(`${at}/${group.id}`, { 'if-match': '"1"' })).body.code).toBe('schools.group_in_use');
    expect((await director.post(at, { name: 'олимпиадники' })).body.code).toBe('schools.name_taken');
  });

  it('brings pupils of several schools together: each school its own, the coordinator none of them', async () => {
    const db = app.get(Db);
    const [director, head] = [app.as(await signIn(app, office.director)), app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: small.id })))];
    coordinator = app.as(await signIn(app, overseer));
    const team = (await coordinator.post('/region-pupil-groups', { name: 'Сборная по физике', about: 'Заключительный этап' })).body;
    expect(team).toMatchObject({ regionCode: REGION, schoolGroupId: null, version: 1 });
    expect((await coordinator.post('/region-pupil-groups', { name: 'сборная по физике' })).body.code).toBe('schools.name_taken');
    const at = (school: MadeSchool) => `/schools/${school.id}/region-pupil-groups`;
    const [ninth, few] = [await makeClass(db, office.school, { gradeLevel: 9 }), await makeClass(db, small, { gradeLevel: 8 })];
    const ours = await makePupils(db, ninth, 9);
    const theirs = await makePupils(db, few, 2);
    const put = (client: Client, school: MadeSchool, pupils: readonly { id: string }[]) => client.post(`${at(school)}/${team.id}/pupils`, { pupilIds: pupils.map(({ id }) => id), from: '2026-09-01' });
    expect((await put(director, office.school, [...ours, theirs[0]!])).body.errors).toMatchObject([{ pointer: '/pupilIds/9', code: 'schools.pupil_unknown' }]);
    const twice = await Promise.all([1, 2].map(() => put(director, office.school, ours)));
    expect(twice.map((t) => t.status).every((status) => [200, 409].includes(status))).toBe(true);
    expect((await head.get(at(small))).body.items).toMatchObject([{ id: team.id, open: true, pupils: 0 }]);
    await put(head, small, theirs.slice(0, 1));
    expect((await head.get(`${at(small)}/${team.id}/pupils?on=2026-10-01`)).body.items.map((p: any) => p.pupilId)).toEqual([theirs[0]!.id]);
    expect((await head.get(`${at(office.school)}/${team.id}/pupils`)).status).toBe(404);

    const statistics = async (client = coordinator) => (await client.get(`/region-pupil-groups/${team.id}/statistics`)).body;
    expect(await statistics()).toMatchObject({ pupils: 10, byGradeLevel: [{ gradeLevel: 8, pupils: 1 }, { gradeLevel: 9, pupils: 9 }] });
    expect((await statistics()).bySchool.map((s: any) => [s.schoolId, s.pupils])).toEqual(expect.arrayContaining([[office.school.id, 9], [small.id, 1]]));
    expect(JSON.stringify(await statistics())).not.toContain(ours[0]!.id);

    // marks and attendance of ten are shown as a whole; of nine not
    const group = await makeTeachingGroup(db, office.school, { classes: [ninth] });
    for (const [i, pupil] of [...ours, theirs[0]!].entries()) {
      await db.query('INSERT INTO journal.average (school_id, school_year, group_id, term_id, pupil_id, marks, points, weighted_points, weight) VALUES ($1, 2026, $2, $3, $4, 2, $5, $5, 2)',
        [pupil.schoolId, group.id, newId(), pupil.id, i === 0 ? 6 : 9]);
    }
    const marks = async () => (await coordinator.get(`/region-pupil-groups/${team.id}/mark-statistics`)).body;
    expect(await marks()).toEqual({ schoolYear: 2026, marks: { pupils: 10, marks: 20, mean: 4.35 }, attendance: null });
    await head.post(`${at(small)}/${team.id}/pupils/end`, { pupilIds: [theirs[0]!.id], until: '2026-10-01' });
    expect((await marks()).marks).toBeNull();
    expect((await coordinator.delete(`/region-pupil-groups/${team.id}`, { 'if-match': '"1"' })).body.code).toBe('schools.group_in_use');
  });

  it('keeps a coordinator to one group: of schools, or of pupils', async () => {
    const db = app.get(Db);
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    coordinator = app.as(await signIn(app, overseer));
    const cluster = (await coordinator.post('/school-groups', { kind: 'cluster', name: 'Северный кластер' })).body.id;
    await coordinator.post(`/school-groups/${cluster}/schools`, { schoolId: small.id });
    const person = await makeStaff(app, 'guardian');
    const give = (groupId: string) => operator.post('/role-assignments', { personId: person.id, role: 'regional_coordinator', regionCode: REGION, groupId });
    expect((await give(newId())).body.errors).toMatchObject([{ pointer: '/groupId', code: 'schools.group_unknown' }]);
    const given = (await give(cluster)).body;
    expect(given).toMatchObject({ regionCode: REGION, groupId: cluster });
    await app.get(IdentityFacade).provisionTotp(person.id, newTotpSecret());
    const narrowed = app.as(await signIn(app, { ...person, totpSecret: 'there' }, given));

    expect((await narrowed.get('/school-statistics')).body.items.map((i: any) => i.schoolId)).toEqual([small.id]);
    expect((await narrowed.get('/school-groups')).body.items.map((g: any) => g.id)).toEqual([cluster]);
    expect((await narrowed.post('/school-groups', { kind: 'network', name: 'Своя' })).body.code).toBe('schools.whole_region_only');
    expect((await narrowed.post(`/school-groups/${cluster}/schools`, { schoolId: office.school.id })).status).toBe(403);
    const camp = (await narrowed.post('/region-pupil-groups', { name: 'Смена кластера' })).body;
    expect(camp.schoolGroupId).toBe(cluster);
    expect((await narrowed.get('/region-pupil-groups')).body.items.map((g: any) => g.id)).toEqual([camp.id]);
    // schools of the group alone put pupils in
    expect((await app.as(await signIn(app, office.director)).get(`/schools/${office.school.id}/region-pupil-groups`)).body.items.map((g: any) => g.id)).not.toContain(camp.id);
    const rate = (school: MadeSchool) => narrowed.put(`/schools/${school.id}/staff-confirmation`, { required: true });
    expect([(await rate(small)).status, (await rate(office.school)).status]).toEqual([200, 404]);
    expect((await narrowed.put(`/regions/${REGION}/staff-confirmation`, { required: false })).body.code).toBe('schools.whole_region_only');

    // appointments and overdue requests of the group's schools, and of no other
    const head = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: small.id })));
    const order = { role: 'teacher', title: 'Учитель химии', orderNumber: '3-к', person: { name: { family: 'Новая', given: 'Ирина' }, email: 'novaya@example.ru' } };
    const waits = (await head.post(`/schools/${small.id}/staff`, order)).body;
    await coordinator.put(`/schools/${office.school.id}/staff-confirmation`, { required: true });
    const elsewhere = (await app.as(await signIn(app, office.director)).post(`/schools/${office.school.id}/staff`, { ...order, person: { ...order.person, email: 'nov2@example.ru' } })).body;
    expect((await narrowed.get('/staff-confirmations')).body.items.map((p: any) => p.id)).toEqual([waits.id]);
    expect((await narrowed.post(`/staff-confirmations/${elsewhere.id}/confirm`)).status).toBe(404);
    expect((await narrowed.post(`/staff-confirmations/${waits.id}/confirm`)).body.status).toBe('active');
    const request = await makeRequest(app, await makeOffice(app, db, { regionCode: REGION }), ['accept', 'start-review']);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 40 * 86_400_000));
    const again = async (who: MadePerson, acting?: Assignment) => app.as(await signIn(app, { ...who, totpSecret: 'there' }, acting));
    const queue = async (client: Client) => (await client.get('/requests?limit=200')).body.items.map((r: any) => r.id);
    expect(await queue(await again(overseer))).toContain(request.id);
    const later = await again(person, given);
    expect(await queue(later)).toEqual([]);
    expect((await later.get(`/requests/${request.id}`)).status).toBe(404);

    const ofPupils = await makeStaff(app, 'regional_coordinator', { regionCode: REGION, groupId: camp.id });
    const own = app.as(await signIn(app, ofPupils));
    expect((await own.get('/region-pupil-groups')).body.items.map((g: any) => g.id)).toEqual([camp.id]);
    expect((await own.get('/school-statistics')).body.totals.schools).toBe(0);
    expect((await own.patch(`/region-pupil-groups/${camp.id}`, { name: 'Моя' }, { 'if-match': '"1"' })).status).toBe(403);
    expect((await own.get('/school-groups')).body.items).toEqual([]);
  });
});
