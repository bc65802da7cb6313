import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { GOOD_PASSWORD, type MadePerson, makePerson, makeStaff, signIn, totpCode } from '../../factories/identity.js';
import { ApiProcess, startTestApp, type Answer, type Client, type TestApp } from '../../support/index.js';

let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp();
  twin = await ApiProcess.beside(app);
});
afterAll(async () => { await twin.stop(); await app.stop(); });

const challenge = async (person: MadePerson) =>
  (await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD })).body.challenge as { id: string; methods: string[] };
const send = (id: string): Promise<Answer> => app.anonymous.post(`/auth/challenges/${id}/send`, { method: 'push' });
const verify = (id: string): Promise<Answer> => app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'push' });
const owner = async (): Promise<{ person: MadePerson; phone: Client }> => {
  const person = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
  const phone = app.as(await signIn(app, person));
  expect((await phone.post('/me/factors/push', { label: 'Телефон' })).status).toBe(201);
  return { person, phone };
};
const waiting = async (client: Client) => (await client.get('/me/approvals')).body.items as { id: string; ip: string }[];

describe('confirmation on a signed-in device (ID-5)', () => {
  it('lets in who shows the number entered there, once', async () => {
    const { person, phone } = await owner();
    const { id, methods } = await challenge(person);
    expect(methods).toEqual(['totp', 'push']);
    expect((await verify(id)).body.code).toBe('auth.approval_pending');
    const { number } = (await send(id)).body;
    expect(number).toMatch(/^\d\d$/);
    expect((await send(id)).body.number).toBe(number);
    const [asked, ...more] = await waiting(phone);
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ ip: app.address });
    expect(JSON.stringify(asked)).not.toContain(`"${number}"`);
    // Asking for the answer is no try, however often.
    for (let i = 0; i < 7; i += 1) expect((await verify(id)).status).toBe(409);

    expect((await phone.post(`/me/approvals/${asked!.id}/approve`, { number })).status).toBe(204);
    expect((await phone.post(`/me/approvals/${asked!.id}/approve`, { number })).status).toBe(404);
    await twin.request('POST', '/auth/refresh', { refreshToken: 'unknown' });
    const answers = await Promise.all([app, twin, app, twin].map((api) => api.request('POST', `/auth/challenges/${id}/verify`, { method: 'push' })));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect((await phone.get('/me/sign-in-history')).body.items[0]).toMatchObject({ method: 'push', outcome: 'success' });
  });

  it('tells the owner in the cabinet, without the number', async () => {
    const { person, phone } = await owner();
    const { id } = await challenge(person);
    const { number } = (await send(id)).body;
    await app.drain();
    const notice = (await phone.get('/notifications')).body.items.find((n: { title: string }) => n.title === 'Подтвердите вход');
    expect(notice).toMatchObject({ category: 'security' });
    expect(notice.body).not.toContain(number);
  });

  it('a wrong number or a refusal declines the sign-in', async () => {
    const { person, phone } = await owner();
    const [mistaken, refused] = [await challenge(person), await challenge(person)];
    const { number } = (await send(mistaken.id)).body;
    const other = number === '10' ? '11' : '10';
    const [first] = await waiting(phone);
    expect((await phone.post(`/me/approvals/${first!.id}/approve`, { number: other })).body.code).toBe('identity.wrong_number');
    expect((await phone.post(`/me/approvals/${first!.id}/approve`, { number })).status).toBe(404);
    expect((await verify(mistaken.id)).body.code).toBe('auth.approval_declined');

    await send(refused.id);
    const [second] = await waiting(phone);
    expect((await phone.post(`/me/approvals/${second!.id}/decline`)).status).toBe(204);
    expect((await verify(refused.id)).body.code).toBe('auth.approval_declined');
    expect((await phone.get('/me/sign-in-history')).body.items[0]).toMatchObject({ method: 'push', reason: 'declined' });
  });

  it('is not for somebody else, a weak session, or the session that asks', async () => {
    const [{ person, phone }, stranger] = [await owner(), await owner()];
    const { id } = await challenge(person);
    const { number } = (await send(id)).body;
    const [asked] = await waiting(phone);
    expect(await waiting(stranger.phone)).toEqual([]);
    expect((await stranger.phone.post(`/me/approvals/${asked!.id}/approve`, { number })).status).toBe(404);
    expect((await stranger.phone.post(`/me/approvals/${asked!.id}/decline`)).status).toBe(404);
    const weak = app.as(await signIn(app, { id: person.id, totpSecret: null }));
    expect((await weak.post(`/me/approvals/${asked!.id}/approve`, { number })).body.code).toBe('identity.weak_session');

    const step = (await phone.post('/auth/step-up')).body.challenge;
    expect(step.methods).toEqual(['totp']); // there is no other strong session yet
    const tablet = app.as(await signIn(app, person));
    const again = (await phone.post('/auth/step-up')).body.challenge;
    expect(again.methods).toEqual(['totp', 'push']);
    const own = (await send(again.id)).body.number;
    expect((await waiting(phone)).map((a) => a.id)).toEqual([asked!.id]);
    const mine = (await waiting(tablet)).find((a) => a.id !== asked!.id)!;
    expect((await phone.post(`/me/approvals/${mine.id}/approve`, { number: own })).status).toBe(404);
    expect((await tablet.post(`/me/approvals/${mine.id}/approve`, { number: own })).status).toBe(204);
    expect((await verify(again.id)).status).toBe(200);
  });

  it('cannot be asked for without end, stands beside another factor, and needs a device', async () => {
    const { person, phone } = await owner();
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await send((await challenge(person)).id)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await phone.post('/auth/sign-out')).status).toBe(204);
    const alone = await challenge(person);
    expect(alone.methods).toEqual(['totp']);
    expect((await app.anonymous.post(`/auth/challenges/${alone.id}/verify`, { method: 'totp', code: totpCode(app, person.totpSecret!) })).status).toBe(200);
    const parent = app.as(await signIn(app, await makePerson(app)));
    expect((await parent.post('/me/factors/push', {})).body.code).toBe('identity.no_factor');
  });
});
