import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GOOD_PASSWORD, makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { newId } from '../../../src/shared/ids.js';
import type { Told } from '../../support/portals/double.js';
import { OidcDouble } from '../../support/portals/oidc-double.js';
import { type Answer, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let one: OidcDouble;
let two: OidcDouble;
beforeAll(async () => {
  [one, two] = [await new OidcDouble().start(), await new OidcDouble().start()];
  app = await startTestApp({ PUBLIC_URL: 'http://cabinet.test', IDENTITY_PROVIDERS: JSON.stringify([one.settings('one'), two.settings('two')]) });
});
afterAll(async () => {
  await app.stop();
  await one.stop();
  await two.stop();
});

let subject = 5000;
const newPerson = (told: Partial<Told> = {}): Told => ({
  subject: String(subject++), family: 'Тестова', given: 'Анна', patronymic: 'Игоревна', birthDate: '1985-03-04', snils: '', phone: '', email: '', contactsProved: false,
  level: 'confirmed', amr: [], ...told,
});
beforeEach(() => {
  for (const double of [one, two]) Object.assign(double, { wrong: {}, person: newPerson() });
});

interface Begun { readonly cookie: string; readonly back: URL }

/** To the portal and back to our door, not in yet. */
async function begin(double = one, id = 'one', returnTo = '/diary', cookie?: string): Promise<Begun> {
  const start = await app.request('GET', `/auth/providers/${id}/start?returnTo=${encodeURIComponent(returnTo)}`, undefined, cookie === undefined ? {} : { cookie });
  expect(start.status).toBe(302);
  const line = String(start.headers['set-cookie']);
  expect(line).toMatch(/^portal_browser=[\w-]{43}; Path=\/api\/v1; Max-Age=1800; HttpOnly; SameSite=Lax$/);
  const there = await fetch(String(start.headers['location']), { redirect: 'manual' });
  return { cookie: line.split(';')[0]!, back: new URL(there.headers.get('location')!) };
}
const answer = ({ back, cookie }: Begun, id = 'one', headers: Record<string, string> = { cookie }): Promise<Answer> => app.request('GET', `/auth/providers/${id}/callback${back.search}`, undefined, headers);
const codeIn = (landed: Answer): string => new URL(String(landed.headers['location']), 'http://cabinet.test').searchParams.get('portal')!;
const exchange = (code: string, cookie?: string): Promise<Answer> => app.request('POST', '/auth/providers/exchange', { code }, cookie === undefined ? {} : { cookie });
/** As far as the answer of the exchange. */
async function come(double = one, id = 'one'): Promise<{ cookie: string; body: any; status: number }> {
  const begun = await begin(double, id);
  const { body, status } = await exchange(codeIn(await answer(begun, id)), begun.cookie);
  return { cookie: begun.cookie, body, status };
}
const link = (token: string, ticket: string, cookie: string, password?: string): Promise<Answer> =>
  app.request('POST', '/me/linked-accounts', { ticket, ...(password === undefined ? {} : { password }) }, { cookie, authorization: `Bearer ${token}` });

describe('the way back from a portal', () => {
  it('is open once', async () => {
    const begun = await begin();
    const landed = await answer(begun);
    expect([landed.status, String(landed.headers['location']).split('=')[0], landed.headers['cache-control']]).toEqual([302, '/diary?portal', 'no-store']);
    expect((await answer(begun)).body.code).toBe('auth.portal_over');
    const codes = await Promise.all(Array.from({ length: 5 }, () => exchange(codeIn(landed), begun.cookie)));
    expect(codes.map((c) => c.status).sort()).toEqual([200, 401, 401, 401, 401]);
  });

  it('of five parallel answers lets one in', async () => {
    const begun = await begin();
    const answers = await Promise.all(Array.from({ length: 5 }, () => answer(begun)));
    expect(answers.map((a) => a.status).sort()).toEqual([302, 401, 401, 401, 401]);
  });

  it('is closed without the cookie, with that of another browser, and is not used up by those who try', async () => {
    const [mine, other] = [await begin(), await begin()];
    expect((await answer(mine, 'one', {})).body.code).toBe('auth.portal_over');
    expect((await answer(mine, 'one', { cookie: other.cookie })).body.code).toBe('auth.portal_over');
    expect((await answer(mine, 'one', { cookie: 'portal_browser=' })).body.code).toBe('auth.portal_over');
    expect((await answer(mine)).status).toBe(302);
  });

  it('is closed for a state nobody gave, one of another provider, two of them, and none', async () => {
    const [mine, there] = [await begin(), await begin(two, 'two')];
    const forged = new URL(mine.back);
    forged.searchParams.set('state', newId());
    const doubled = new URL(mine.back);
    doubled.searchParams.append('state', 'x');
    const none = new URL(mine.back);
    none.searchParams.delete('state');
    for (const back of [forged, doubled, none]) expect((await answer({ ...mine, back })).body.code).toBe('auth.portal_over');
    expect((await answer({ back: there.back, cookie: there.cookie }, 'one')).body.code).toBe('auth.portal_over');
    expect((await answer(mine, 'two')).body.code).toBe('auth.portal_over');
    expect((await answer(there, 'unheard-of')).status).toBe(404);
  });

  it('is closed after ten minutes; the one-time code after two', async () => {
    const [late, intime] = [await begin(), await begin()];
    const landed = await answer(intime);
    const before = app.clock.now().getTime();
    app.clock.moveTo(new Date(before + 121_000));
    expect((await exchange(codeIn(landed), intime.cookie)).body.code).toBe('auth.portal_over');
    app.clock.moveTo(new Date(before + 601_000));
    expect((await answer(late)).body.code).toBe('auth.portal_over');
    app.clock.moveTo(new Date());
  });

  it('takes a posted form, which comes without the cookie, by turning it into a navigation', async () => {
    const begun = await begin();
    const posted = await app.request('POST', '/auth/providers/one/callback', begun.back.search.slice(1), { 'content-type': 'application/x-www-form-urlencoded' });
    expect([posted.status, posted.headers['location']]).toEqual([303, `/api/v1/auth/providers/one/callback${begun.back.search}`]);
    expect((await answer(begun)).status).toBe(302);
  });

  it('lets two tabs of one browser go on', async () => {
    const first = await begin();
    const second = await begin(one, 'one', '/marks', first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect([(await answer(second)).status, (await answer(first)).status]).toEqual([302, 302]);
  });

  it('keeps nothing of the person, the state or the verifier readable', async () => {
    one.person = newPerson({ family: 'Незабудкина', snils: '11223344595' });
    const begun = await begin();
    const code = codeIn(await answer(begun));
    const rows = await app.get((await import('../../../src/platform/database/index.js')).Db).query('SELECT * FROM identity.portal_attempts');
    for (const secret of ['Незабудкина', '11223344595', code, begun.cookie.split('=')[1]!, begun.back.searchParams.get('state')!]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it.each([
    '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', 'HTTPS:evil.example', 'javascript:alert(1)', '/%2fevil.example', '/%2F%2Fevil.example',
    '/%5cevil.example', '/%252fevil.example', '/\tevil', '/\t/evil.example', '/\r\nLocation: https://evil.example', '/%0d%0aSet-Cookie:a=b', ' //evil.example', '/..//evil.example', 'evil.example', '', '@evil.example',
  ])('leads nowhere else: %j', async (returnTo) => {
    const start = await app.request('GET', `/auth/providers/one/start?returnTo=${encodeURIComponent(returnTo)}`);
    expect([start.status, start.body.errors?.[0]]).toMatchObject([422, { parameter: 'returnTo', code: 'auth.return_to' }]);
    expect(start.headers['set-cookie']).toBeUndefined();
  });

  it.each([['none'], ['hs256'], ['unknown']] as const)('gives no code for a token signed %s', async (signature) => {
    one.wrong = { signature };
    const landed = await answer(await begin());
    expect(landed.headers['location']).toBe('/diary?portal_error=auth.portal_ours');
  });
});

describe('linking (ID-7)', () => {
  it('is never made by a coincidence: same SNILS, name, phone and e-mail enter nobody', async () => {
    const anna = await makePerson(app, { name: { family: 'Тестова', given: 'Анна', patronymic: 'Игоревна' }, birthDate: '1985-03-04', snils: '112-233-445 95', password: GOOD_PASSWORD });
    one.person = newPerson({ snils: '11223344595', phone: anna.phone, email: anna.email, contactsProved: true });
    const { body, cookie } = await come();
    expect(body).toMatchObject({ unlinked: { accountFound: true } });
    expect(body.accessToken).toBeUndefined();
    // Somebody whose data the portal has not confirmed learns of no account.
    one.person = { ...one.person, subject: String(subject++), level: 'absent' };
    expect((await come()).body.unlinked.accountFound).toBe(false);
    one.person = { ...one.person, level: 'confirmed', given: 'Ольга' };
    expect((await come()).body.unlinked.accountFound).toBe(false);

    // A session from before the visit needs the password; a wrong one counts as a try.
    app.clock.moveTo(new Date(app.clock.now().getTime() - 60_000));
    const old = await signIn(app, anna);
    app.clock.moveTo(new Date());
    const { ticket } = body.unlinked;
    expect((await link(old, ticket, cookie)).body.errors).toMatchObject([{ pointer: '/password', code: 'identity.password_needed' }]);
    expect((await link(old, ticket, cookie, 'wrong')).body.errors).toMatchObject([{ pointer: '/password', code: 'identity.wrong_password' }]);
    expect((await link(old, ticket, 'portal_browser=x', GOOD_PASSWORD)).body.code).toBe('auth.portal_over');
    expect((await link(old, ticket, cookie, GOOD_PASSWORD)).status).toBe(204);
    await app.drain();
    expect((await app.as(old).get('/notifications')).body.items.map((n: { title: string }) => n.title)).toContain('Изменена связь с порталом');
  });

  it('names what differs, not how, to its owner only', async () => {
    const person = await makePerson(app, { birthDate: '1985-03-04' });
    one.person = newPerson({ given: 'Ольга', birthDate: '1985-03-05' });
    const { body, cookie } = await come();
    const refused = await link(await signIn(app, person), body.unlinked.ticket, cookie);
    expect(refused).toMatchObject({ status: 409, body: { code: 'identity.portal_mismatch', fields: ['given', 'birthDate'] } });
    expect(JSON.stringify(refused.body)).not.toMatch(/1985|Анна|Ольга/);
  });

  it('ties one to one', async () => {
    const [anna, other] = [await makePerson(app), await makePerson(app)];
    const first = await come();
    expect((await link(await signIn(app, anna), first.body.unlinked.ticket, first.cookie)).status).toBe(204);
    // Now the portal's account enters; another one of the same portal cannot be added, nor this one taken over.
    expect((await come()).body.person.id).toBe(anna.id);
    one.person = newPerson();
    const second = await come();
    expect((await link(await signIn(app, anna), second.body.unlinked.ticket, second.cookie)).body.code).toBe('identity.portal_taken');
    expect((await link(await signIn(app, other), second.body.unlinked.ticket, second.cookie)).status).toBe(204);
    // The same name at another portal is somebody else.
    two.person = { ...newPerson(), subject: one.person.subject };
    expect((await come(two, 'two')).body.unlinked).toBeDefined();
  });

  it('begun in a session is of use in it alone', async () => {
    const anna = await makePerson(app);
    const [token, another] = [await signIn(app, anna), await signIn(app, anna)];
    const started = await app.request('POST', '/me/linked-accounts/one/start', { returnTo: '/settings' }, { authorization: `Bearer ${token}` });
    const cookie = String(started.headers['set-cookie']).split(';')[0]!;
    const there = await fetch(started.body.url, { redirect: 'manual' });
    const ticket = codeIn(await answer({ cookie, back: new URL(there.headers.get('location')!) }));
    expect((await exchange(ticket, cookie)).body.code).toBe('auth.portal_over');
    expect((await link(another, ticket, cookie)).body.code).toBe('auth.portal_over');
    expect((await link(token, ticket, cookie)).body.errors).toMatchObject([{ pointer: '/password' }]);
    expect((await app.as(token).post('/me/linked-accounts/one/start', { returnTo: '//evil.example' })).body.errors).toMatchObject([{ pointer: '/returnTo', code: 'auth.return_to' }]);
  });

  it('is undone, but not when it is the only way in', async () => {
    const [anna, without] = [await makePerson(app, { password: GOOD_PASSWORD }), await makePerson(app)];
    for (const [person, status] of [[anna, 204], [without, 409]] as const) {
      one.person = newPerson();
      const { body, cookie } = await come();
      const token = await signIn(app, person);
      expect((await link(token, body.unlinked.ticket, cookie)).status).toBe(204);
      expect((await app.as(token).delete('/me/linked-accounts/one')).status).toBe(status);
    }
    expect((await app.as(await signIn(app, anna)).delete('/me/linked-accounts/one')).status).toBe(404);
    expect((await come()).body.person.id).toBe(without.id);
  });
});

describe('whoever comes through a portal', () => {
  it('still owes the second factor they have here, unless the portal asked for one', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() });
    const { body, cookie } = await come();
    expect((await link(await signIn(app, teacher), body.unlinked.ticket, cookie)).status).toBe(204);
    expect((await come()).body.challenge.methods).toContain('totp');
    one.person = { ...one.person, amr: ['pwd', 'MFA'] };
    expect((await come()).body).toMatchObject({ person: { id: teacher.id }, mustChange: [] });
  });

  it('is not let into a blocked account, and told so', async () => {
    const anna = await makePerson(app);
    const { body, cookie } = await come();
    expect((await link(await signIn(app, anna), body.unlinked.ticket, cookie)).status).toBe(204);
    const admin = await makeStaff(app, 'system_admin');
    expect((await app.as(await signIn(app, admin)).post(`/people/${anna.id}/block`, { reason: 'проверка' })).status).toBe(200);
    expect((await come()).body.code).toBe('auth.portal_blocked');
  });

  it('is not kept out by wrong passwords of others (ID-9)', async () => {
    const anna = await makePerson(app, { password: GOOD_PASSWORD });
    const { body, cookie } = await come();
    expect((await link(await signIn(app, anna), body.unlinked.ticket, cookie)).status).toBe(204);
    for (let i = 0; i < 5; i++) await app.anonymous.post('/auth/sign-in', { identifier: anna.login, password: 'wrong' });
    expect((await app.anonymous.post('/auth/sign-in', { identifier: anna.login, password: GOOD_PASSWORD })).status).not.toBe(200);
    expect((await come()).body.person.id).toBe(anna.id);
  });

  it('strengthens a session only by a proof made now', async () => {
    const anna = await makePerson(app);
    const { body, cookie } = await come();
    const token = await signIn(app, anna);
    expect((await link(token, body.unlinked.ticket, cookie)).status).toBe(204);
    one.person = { ...one.person, amr: ['mfa'] };
    const stepUp = async () => {
      const started = await app.request('POST', '/me/linked-accounts/one/step-up', { returnTo: '/' }, { authorization: `Bearer ${token}`, cookie });
      const there = await fetch(started.body.url, { redirect: 'manual' });
      return exchange(codeIn(await answer({ cookie, back: new URL(there.headers.get('location')!) })), cookie);
    };
    one.wrong = { claims: (c) => ({ ...c, auth_time: Number(c['auth_time']) - 3600 }) };
    expect((await stepUp()).body.code).toBe('auth.portal_weak');
    one.wrong = { claims: ({ auth_time: _, ...c }) => c };
    expect((await stepUp()).body.code).toBe('auth.portal_weak');
    one.wrong = {};
    expect((await stepUp()).body).toMatchObject({ person: { id: anna.id } });
  });
});
