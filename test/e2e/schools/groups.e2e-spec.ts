import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makeOffice, makeRequest, type Office } from '../../factories/enrollment.js';
import { makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeClass, makePupil, makePupils, type MadeSchool, makeSchool } from '../../factories/schools.js';
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
});
