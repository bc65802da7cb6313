import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { newId } from '../../../src/shared/ids.js';
import { makeSchool } from '../../factories/schools.js';
import { freshDatabase, startTestApp, type TestApp } from '../../support/index.js';

/** No other test makes schools there. */
const REGION = '56';

describe('the directory (SC-1)', () => {
  let app: TestApp;
  beforeAll(async () => {
    // The directory is the whole program's: other specs connect its regions.
    const own = await freshDatabase('directory');
    app = await startTestApp({ DATABASE_URL: own.runtimeUrl, MIGRATION_DATABASE_URL: own.ownerUrl });
  });
  afterAll(() => app.stop());

  it('puts schools side by side in the order asked for, open ones only', async () => {
    const [a, b, trial] = [await makeSchool(app.get(Db)), await makeSchool(app.get(Db), { zone: 'Asia/Kamchatka' }), await makeSchool(app.get(Db), { status: 'trial' })];
    const compared = await app.anonymous.get(`/schools/compare?ids=${b.id},${a.id}`);
    expect(compared.body.items.map((s: any) => [s.id, s.zone])).toEqual([[b.id, 'Asia/Kamchatka'], [a.id, a.zone]]);
    expect((await app.anonymous.get(`/schools/compare?ids=${a.id},${trial.id}`)).status).toBe(404);
    for (const ids of [a.id, `${a.id},x`, `${a.id},${a.id}`, '']) expect((await app.anonymous.get(`/schools/compare?ids=${ids}`)).status).toBe(422);
  });

  it('is searched by words in any order, profile, rating and free places, and sorted as asked', async () => {
    const db = app.get(Db);
    const made = [];
    for (const [i, [name, rating, free]] of ([['Лицей «Ёлка» № 7', '4.10', 0], ['Лицей № 8 при «Ёлке»', '4.90', 3], ['Ёлочная школа', null, 5]] as const).entries()) {
      const school = await makeSchool(db, { regionCode: REGION, name });
      await db.query(`UPDATE schools.schools SET rating = $2::numeric, rating_source = CASE WHEN $2::numeric IS NOT NULL THEN 'x' END, rating_on = CASE WHEN $2::numeric IS NOT NULL THEN date '2026-06-01' END,
        profiles = $3, latitude = 51.2 + $4::int * 0.1, longitude = 58.6 WHERE id = $1`, [school.id, rating, i === 2 ? [] : ['Физико-Математический'], i]);
      await db.query('INSERT INTO schools.school_grades (school_id, grade_level, places, free_places) VALUES ($1, 5, 25, $2)', [school.id, free]);
      made.push(school.id);
    }
    const [seven, eight, third] = made;
    const find = async (query: string) => (await app.anonymous.get(`/schools?region=${REGION}&${query}`)).body;
    const ids = async (query: string) => (await find(query)).items.map((s: any) => s.id);
    expect(await ids(`q=${encodeURIComponent('елка ЛИЦЕЙ')}`)).toEqual([seven]);
    expect((await ids(`q=${encodeURIComponent('лицей')}&profile=${encodeURIComponent('физико-математический')}`)).sort()).toEqual([seven, eight].sort());
    expect(await ids('minRating=4.5')).toEqual([eight]);
    expect(await ids('sort=rating')).toEqual([eight, seven, third]);
    expect(await ids('gradeLevel=5&hasPlaces=true&sort=rating')).toEqual([eight, third]);
    expect((await find('gradeLevel=5&sort=rating')).items.map((s: any) => [s.rating, s.freePlaces, s.whereToGo])).toEqual([['4.90', 3, null], ['4.10', 0, null], [null, 5, null]]);
    const near = 'near=51.41,58.6&radiusKm=500';
    expect(await ids(near)).toEqual([third, eight, seven]);
    for (const sort of ['distance', 'rating', 'name']) {
      const whole = await ids(`${near}&sort=${sort}`);
      const paged: string[] = [];
      for (let cursor = ''; paged.length < 3;) {
        const page = await find(`${near}&sort=${sort}&limit=1${cursor}`);
        paged.push(page.items[0].id);
        cursor = `&cursor=${page.nextCursor}`;
      }
      expect(paged).toEqual(whole);
    }
    expect((await find('sort=distance')).errors).toMatchObject([{ parameter: 'near', code: 'input.required' }]);
    expect((await find('minRating=best')).code).toBe('input.invalid');
    expect((await find(`sort=rating&cursor=${(await find('limit=1')).nextCursor}`)).errors).toMatchObject([{ parameter: 'cursor' }]);
  });

  it('tells a family of a school not connected where to go, and shows the buildings of its card', async () => {
    const school = await makeSchool(app.get(Db), { regionCode: '87', status: 'listed', name: 'Школа села Уэлен' });
    await app.get(Db).query(`INSERT INTO schools.buildings (school_id, id, name, address) VALUES ($1, $2, 'Начальная', 'ул. Северная, 3')`, [school.id, newId()]);
    const [found] = (await app.anonymous.get(`/schools?region=87&q=${encodeURIComponent('уэлен')}`)).body.items;
    expect(found).toMatchObject({ id: school.id, status: 'listed', whereToGo: 'Регион пока не подключён. Пользуйтесь журналом, о котором скажут в школе.' });
    const card = (await app.anonymous.get(`/schools/${school.id}`, { 'accept-language': 'en' })).body;
    expect(card.whereToGo).toBe('The region is not connected yet. Use the journal your school tells you of.');
    expect(card.buildings).toEqual([{ name: 'Начальная', address: 'ул. Северная, 3', bellScheduleId: null, shortBellScheduleId: null }]);
  });

  it('keeps norms and templates a region publishes', async () => {
    const coordinator = app.as(await signIn(app, await makeStaff(app, 'regional_coordinator', { regionCode: REGION })));
    const at = `/regions/${REGION}/documents`;
    const made = (await coordinator.post(at, { kind: 'template', title: 'Справка об обучении', url: 'https://edu.example.org/spravka.docx' })).body;
    await coordinator.post(at, { kind: 'norm', title: 'Нормы учебной нагрузки', url: 'https://edu.example.org/normy.pdf', validFrom: '2026-09-01' });
    expect((await app.anonymous.get(at)).body.items.map((d: any) => [d.kind, d.validFrom])).toEqual([['norm', '2026-09-01'], ['template', null]]);
    expect((await app.anonymous.get(`${at}?kind=template`)).body.items).toEqual([made]);
    expect((await coordinator.post(at, { kind: 'law', title: '', url: 'http://edu.example.org' })).body.errors.map((e: any) => e.pointer).sort()).toEqual(['/kind', '/title', '/url']);
    expect((await coordinator.patch(`${at}/${made.id}`, { title: 'Справка' }, { 'if-match': '"1"' })).body).toMatchObject({ title: 'Справка', url: made.url, version: 2 });
    expect((await coordinator.delete(`${at}/${made.id}`, { 'if-match': '"1"' })).status).toBe(412);
    expect((await coordinator.delete(`${at}/${made.id}`, { 'if-match': '"2"' })).status).toBe(204);
  });

  it('tells a family of a region where to go; the operator keeps that', async () => {
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const { version } = (await app.anonymous.get('/regions/87')).body;
    const change = (body: object, at: number) => operator.patch('/regions/87', body, { 'if-match': `"${at}"` });
    expect((await change({ connection: 'planned' }, version)).body.errors).toMatchObject([{ pointer: '/plannedOn', code: 'input.required' }]);
    expect((await change({ connection: 'planned', plannedOn: '2027-09-01', portalUrl: 'https://edu.example.org' }, version)).status).toBe(200);
    expect((await app.anonymous.get('/regions/87')).body).toMatchObject({
      connection: 'planned', plannedOn: '2027-09-01', portalUrl: 'https://edu.example.org', whereToGo: 'Регион будет подключён 01.09.2027. До этого пользуйтесь порталом региона: https://edu.example.org',
    });
    expect((await change({ connection: 'connected' }, version)).status).toBe(412);
    expect((await change({ connection: 'connected' }, version + 1)).body).toMatchObject({ connection: 'connected', plannedOn: null, whereToGo: null });
    expect((await change({ portalUrl: 'javascript:alert(1)' }, version + 2)).status).toBe(422);
  });
});
