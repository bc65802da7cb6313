import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/index.js';

describe('conventions of the HTTP side', () => {
  let app: TestApp;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(async () => { await app.stop(); });

  it('answers 404 as a problem document in Russian, and in English when asked', async () => {
    const russian = await app.anonymous.get('/no-such-thing');
    expect(russian.status).toBe(404);
    expect(russian.headers['content-type']).toContain('application/problem+json');
    expect(russian.body).toMatchObject({ status: 404, code: 'object.not_found', title: 'Не найдено', instance: '/api/v1/no-such-thing' });
    expect(russian.body.requestId).toBe(russian.headers['x-request-id']);
    const english = await app.anonymous.get('/no-such-thing', { 'accept-language': 'en-GB,en;q=0.9,ru;q=0.5' });
    expect(english.body.title).toBe('Not found');
  });

  it('answers a bad URL escape, malformed JSON and a prototype trick as problems', async () => {
    expect((await app.anonymous.get('//%E0%A4%A')).body).toMatchObject({ status: 400, code: 'http.malformed' });
    const json = { 'content-type': 'application/json' };
    expect((await app.request('POST', '/auth/sign-in', '{"a":', json)).body).toMatchObject({ status: 400, code: 'http.malformed' });
    expect((await app.request('POST', '/auth/sign-in', '{"__proto__":{"x":1}}', json)).status).toBe(400);
  });

  it('refuses undeclared query parameters by name', async () => {
    const answer = await app.anonymous.get('//health/live?verbose=1');
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([expect.objectContaining({ parameter: 'verbose', code: 'input.unknown_parameter' })]);
  });

  it('asks for a token, and refuses a forged or truncated one', async () => {
    const answer = await app.anonymous.get('/audit-events');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of ['x', 'a.b.c', `${none}.e30.`]) expect((await app.as(token).get('/audit-events')).status).toBe(401);
  });

  it('serves health, metrics, the document and Swagger UI', async () => {
    expect((await app.anonymous.get('//health/ready')).body).toMatchObject({ status: 'up', checks: { database: 'up' } });
    expect((await app.anonymous.get('//metrics')).body).toContain('db_round_trips_total');
    expect((await app.anonymous.get('//openapi.json')).body.openapi).toBe('3.1.0');
    expect((await app.anonymous.get('//docs')).status).toBe(200);
  });
});
