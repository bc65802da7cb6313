import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { GOOD_PASSWORD, makePerson, signIn } from '../../factories/identity.js';
import { startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
beforeAll(async () => { app = await startTestApp({ PASSWORD_FORCE_CHANGE: '1', PASSWORD_DAYS: '90' }); });
afterAll(() => app.stop());

it('forces a change of old passwords where the operator wants it (ID-3)', async () => {
  const person = await makePerson(app, { password: GOOD_PASSWORD });
  expect((await app.as(await signIn(app, person)).get('/me')).body.mustChange).toEqual([]);
  await app.get(Db).query(`UPDATE identity.accounts SET password_set_at = password_set_at - interval '91 days' WHERE person_id = $1`, [person.id]);
  const client = app.as(await signIn(app, person));
  expect((await client.get('/notifications')).body).toMatchObject({ code: 'auth.setup_required', mustChange: ['password'] });
  expect((await client.post('/me/password/code')).status).toBe(200);
});
