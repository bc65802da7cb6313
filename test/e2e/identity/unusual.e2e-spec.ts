import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Geolocation } from '../../../src/modules/identity/app/security/geolocation.js';
import { monitoringOf } from '../../../src/modules/identity/app/security/monitoring/monitoring-of.js';
import { AccountStates } from '../../../src/modules/identity/app/states/account-states.js';
import type { SecurityEvent } from '../../../src/modules/identity/identity.contracts.js';
import { Db } from '../../../src/platform/database/index.js';
import { Config } from '../../../src/platform/config/index.js';
import { newId } from '../../../src/shared/ids.js';
import { lastCode } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, totpCode } from '../../factories/identity.js';
import { type Answer, startTestApp, type TestApp } from '../../support/index.js';

/** A monitoring centre: what it was sent, in the order it came. */
const hooks: { headers: Record<string, unknown>; body: string }[] = [];
/** How many posts the centre turns away before it takes one. */
let turnedAway = 0;
const centre = createHttpServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
  request.on('end', () => {
    const refused = turnedAway > 0;
    if (refused) turnedAway -= 1;
    else hooks.push({ headers: request.headers, body });
    response.statusCode = refused ? 503 : 204;
    response.end();
  });
});

let app: TestApp;
beforeAll(async () => {
  await once(centre.listen(0, '127.0.0.1'), 'listening');
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1', MONITORING_URL: `http://top%20secret@127.0.0.1:${(centre.address() as AddressInfo).port}/events` });
});
afterEach(() => { jest.restoreAllMocks(); app.clock.moveTo(new Date()); });
afterAll(async () => { await app?.stop(); centre.close(); });

let lastNet = 0;
/** An address in a network of its own. */
const newNet = (): string => `198.18.${++lastNet}.7`;
const enter = (person: MadePerson, where: { ip: string; browser: string }, password = GOOD_PASSWORD): Promise<Answer> =>
  app.request('POST', '/auth/sign-in', { identifier: person.login, password }, { 'x-forwarded-for': where.ip, 'user-agent': where.browser });
const later = (minutes: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + minutes * 60_000));
const events = (kind: string, personId: string) => app.get(Db).query('SELECT id FROM identity.security_events WHERE kind = $1 AND person_id = $2', [kind, personId]);
const statusOf = async (person: MadePerson) => (await app.get(Db).query<{ status: string }>('SELECT status FROM identity.accounts WHERE person_id = $1', [person.id]))[0]!.status;

describe('an unusual sign-in (ID-16)', () => {
  it('is one from a new device and a new network at once, after the first', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const home = { ip: newNet(), browser: 'Home' };
    const first = await enter(teacher, home);
    expect(await events('unusual_sign_in', teacher.id)).toHaveLength(0); // nobody has come in yet: there is nothing to compare with
    const passed = await app.request('POST', `/auth/challenges/${first.body.challenge.id}/verify`, { method: 'totp', code: totpCode(app, teacher.totpSecret!) },
      { 'x-forwarded-for': home.ip, 'user-agent': home.browser });
    expect(passed.status).toBe(200);
    const elsewhere = newNet();
    const unusual = async (where: { ip: string; browser: string }): Promise<number> => {
      expect((await enter(teacher, where)).body.challenge).toBeDefined();
      return (await events('unusual_sign_in', teacher.id)).length;
    };
    expect(await unusual({ ...home, browser: 'Another' })).toBe(0);
    expect(await unusual({ ip: elsewhere, browser: 'Home' })).toBe(0);
    expect(await unusual({ ip: home.ip.replace(/7$/, '200'), browser: 'Another' })).toBe(0); // the same network
    expect(await unusual({ ip: elsewhere, browser: 'Another' })).toBe(1);
  });

  it('freezes the account when it happens three times and nobody comes in; the owner comes back by another proof', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const home = { ip: newNet(), browser: 'Home' };
    const due = await enter(teacher, home);
    const { body } = await app.request('POST', `/auth/challenges/${due.body.challenge.id}/verify`, { method: 'totp', code: totpCode(app, teacher.totpSecret!) },
      { 'x-forwarded-for': home.ip, 'user-agent': home.browser });
    for (const expected of [200, 200, 401, 401]) expect((await enter(teacher, { ip: newNet(), browser: `B${lastNet}` })).status).toBe(expected);
    expect(await statusOf(teacher)).toBe('frozen');
    expect((await app.as(body.accessToken).get('/me')).status).toBe(401);
    expect((await enter(teacher, home)).body.code).toBe('auth.invalid_credentials');
    await app.get(AccountStates).thaw(teacher.id, 'recovery', { ip: home.ip, userAgent: null, requestId: null });
    expect((await enter(teacher, home)).body.challenge).toBeDefined();
  });

  it('asks somebody without a second factor for a code to their contact', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    await enter(person, { ip: newNet(), browser: 'Home' });
    const trip = { ip: newNet(), browser: 'Trip' };
    const { body: { challenge } } = await enter(person, trip);
    expect(challenge.methods).toEqual(['sms', 'email']);
    await app.anonymous.post(`/auth/challenges/${challenge.id}/send`, { method: 'sms' });
    const answer = await app.request('POST', `/auth/challenges/${challenge.id}/verify`, { method: 'sms', code: await lastCode(app, person.phone) },
      { 'x-forwarded-for': trip.ip, 'user-agent': trip.browser });
    expect(answer).toMatchObject({ status: 200, body: { person: { id: person.id } } });
    expect((await enter(person, trip)).body.accessToken).toEqual(expect.any(String)); // known from now on
  });

  it('does not add up over sign-ins of the owner', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const device = (await app.request('POST', '/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD, device: { trusted: true } },
      { 'x-forwarded-for': newNet(), 'user-agent': 'Home' })).body.deviceToken as string;
    for (let i = 0; i < 5; i++) {
      later(1);
      await enter(person, { ip: newNet(), browser: `Trip ${i}` });
      later(1);
      const own = await app.request('POST', '/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD, device: { token: device } }, { 'x-forwarded-for': newNet() });
      expect(own.status).toBe(200);
    }
    expect(await statusOf(person)).toBe('active');
  });

  it('is one from a place nobody can have reached, where places are known', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const [west, east] = [{ ip: newNet(), browser: 'Same' }, { ip: newNet(), browser: 'Same' }];
    jest.spyOn(app.get(Geolocation), 'locate').mockImplementation((ip) =>
      Promise.resolve(ip === east.ip ? { latitude: 53.02, longitude: 158.65 } : { latitude: 54.71, longitude: 20.51 }));
    await enter(person, west);
    later(24 * 60);
    await enter(person, east);
    expect(await events('unusual_sign_in', person.id)).toHaveLength(0);
    later(60);
    await enter(person, west);
    expect(await events('unusual_sign_in', person.id)).toHaveLength(1);
  });

  it('is one on a new device from an address that tried many accounts', async () => {
    const ip = newNet();
    const people = await Promise.all(Array.from({ length: 20 }, () => makePerson(app, { password: GOOD_PASSWORD })));
    const [first] = people;
    await enter(first!, { ip, browser: 'Home' });
    for (const person of people) await enter(person, { ip, browser: 'Robot' }, 'wrong');
    await app.drain();
    const raised = await app.get(Db).query(`SELECT id FROM identity.security_events WHERE kind = 'many_accounts' AND ip = $1`, [ip]);
    expect(raised.length).toBeGreaterThanOrEqual(1);
    await enter(first!, { ip, browser: 'Home' });
    expect(await events('unusual_sign_in', first!.id)).toHaveLength(0);
    await enter(first!, { ip, browser: 'Robot' });
    expect(await events('unusual_sign_in', first!.id)).toHaveLength(1);
  });
});

describe('the monitoring centre (ID-16)', () => {
  const event: SecurityEvent = {
    id: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01', at: new Date('2026-11-22T08:30:00Z'), kind: 'many_accounts',
    personId: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f02', ip: '203.0.113.7',
  };
  const CEF = 'CEF:0|School Cabinet|School Cabinet|1|many_accounts|Many accounts tried from one address|8|'
    + `rt=1795336200000 externalId=${event.id} src=203.0.113.7 suid=${event.personId}`;
  const SYSLOG = `<84>1 2026-11-22T08:30:00.000Z cabinet.example school-cabinet - many_accounts - ${CEF}`;
  const to = (url: string) => monitoringOf(Config.fromEnv({ MONITORING_URL: url, PUBLIC_URL: 'https://cabinet.example' }));

  it('is told by a signed webhook through the outbox, again when it turned an event away', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    turnedAway = 2;
    for (let i = 0; i < 5; i++) await enter(person, { ip: newNet(), browser: 'Robot' }, `wrong ${i}`);
    await app.drain();
    const mine = hooks.filter((hook) => hook.body.includes(person.id));
    expect(mine.map((hook) => JSON.parse(hook.body).kind)).toEqual(['account_locked']);
    const [{ headers, body }] = mine as [(typeof hooks)[number]];
    const signature = createHmac('sha256', 'top secret').update(`${String(headers['x-timestamp'])}.${body}`).digest('hex');
    expect(headers).toMatchObject({ 'x-signature': `sha256=${signature}`, 'x-event-id': JSON.parse(body).id });
    expect(JSON.parse(body)).toMatchObject({ severity: 5, personId: person.id, ip: expect.stringMatching(/^198\.18\./) });
  });

  it('is told by syslog over UDP', async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const received = once(socket, 'message');
    await to(`udp://127.0.0.1:${socket.address().port}`).send(event);
    expect(String(((await received) as [Buffer])[0])).toBe(SYSLOG);
    socket.close();
  });

  it('is told by syslog over TCP in counted frames; one that is down is an error', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const received = new Promise<string>((done) => server.once('connection', (socket) => {
      let text = '';
      socket.on('data', (chunk) => { text += chunk.toString(); });
      socket.on('end', () => { socket.end(); done(text); });
    }));
    await to(`tcp://127.0.0.1:${port}`).send(event);
    expect(await received).toBe(`${Buffer.byteLength(SYSLOG)} ${SYSLOG}`);
    await new Promise((done) => { server.close(done); });
    await expect(to(`tcp://127.0.0.1:${port}`).send(event)).rejects.toThrow();
  });

  it('has IPv6 and missing facts in their places', async () => {
    const { toCef } = await import('../../../src/modules/identity/app/security/monitoring/cef.js');
    expect(toCef({ ...event, ip: '2001:db8::1', personId: null })).toMatch(/ c6a2=2001:db8::1 c6a2Label=Source IPv6 Address$/);
    expect(toCef({ ...event, ip: null, personId: null })).toMatch(new RegExp(`externalId=${event.id}$`));
  });
});
