import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makeSchool } from '../../factories/schools.js';
import { startTestApp, type TestApp } from '../../support/index.js';

describe('the directory (SC-1)', () => {
  let app: TestApp;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.stop());

  it('puts schools side by side in the order asked for, open ones only', async () => {
    const [a, b, trial] = [await makeSchool(app.get(Db)), await makeSchool(app.get(Db), { zone: 'Asia/Kamchatka' }), await makeSchool(app.get(Db), { status: 'trial' })];
    const compared = await app.anonymous.get(`/schools/compare?ids=${b.id},${a.id}`);
    expect(compared.body.items.map((s: any) => [s.id, s.zone])).toEqual([[b.id, 'Asia/Kamchatka'], [a.id, a.zone]]);
    expect((await app.anonymous.get(`/schools/compare?ids=${a.id},${trial.id}`)).status).toBe(404);
    for (const ids of [a.id, `${a.id},x`, `${a.id},${a.id}`, '']) expect((await app.anonymous.get(`/schools/compare?ids=${ids}`)).status).toBe(422);
  });

  it('tells a family of a region where to go; the operator keeps that', async () => {
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const { version } = (await app.anonymous.get('/regions/87')).body;
    const change = (body: object, at: number) => operator.patch('/regions/87', body, { 'if-match': `"${at}"` });
    expect((await change({ connection: 'planned' }, version)).body.errors).toMatchObject([{ pointer: '/plannedOn', code: 'input.required' }]);
    expect((await change({ connection: 'planned', plannedOn: '2027-09-01', portalUrl: 'https://edu.example.org' }, version)).status).toBe(200);
    expect((await app.anonymous.get('/regions/87')).body).toMatchObject({ connection: 'planned', plannedOn: '2027-09-01', portalUrl: 'https://edu.example.org' });
    expect((await change({ connection: 'connected' }, version)).status).toBe(412);
    expect((await change({ connection: 'connected' }, version + 1)).body).toMatchObject({ connection: 'connected', plannedOn: null });
    expect((await change({ portalUrl: 'javascript:alert(1)' }, version + 2)).status).toBe(422);
  });
});
