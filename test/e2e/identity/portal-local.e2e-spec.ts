import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOCAL_CLIENT } from '../../../src/apps/local-portal/local-client.js';
import { type LocalPortal, startLocalPortal } from '../../../src/apps/local-portal/local-portal.js';
import { GOOD_PASSWORD, makePerson } from '../../factories/identity.js';
import { Browser } from '../../support/browser.js';
import { startTestApp, type TestApp } from '../../support/index.js';

const CABINET = 'http://cabinet.test';
const SECRET = 'a secret of the local portal';

let portal: LocalPortal;
let app: TestApp;
let listening: string;
beforeAll(async () => {
  portal = await startLocalPortal({ port: 0, host: '127.0.0.1', clientSecret: SECRET, callbacks: [`${CABINET}/api/v1/auth/providers/local/callback`] });
  const local = { id: 'local', kind: 'oidc', title: { ru: 'Учебный портал', en: 'Local portal' }, issuer: portal.issuer, clientId: LOCAL_CLIENT, clientSecret: SECRET, confirmedClaim: 'trusted' };
  const away = { ...local, id: 'away', down: true, title: { ru: 'Другой портал', en: 'Another portal' } };
  app = await startTestApp({ PUBLIC_URL: CABINET, IDENTITY_PROVIDERS: JSON.stringify([local, away]) });
  await app.nest.listen(0, '127.0.0.1');
  listening = await app.nest.getUrl();
});
afterAll(async () => {
  await app.stop();
  await portal.stop();
});

/** From the button to the page of ours, choosing a citizen at the portal. */
async function visit(browser: Browser, citizen: string, from = `${CABINET}/api/v1/auth/providers/local/start?returnTo=/diary`): Promise<URL> {
  const landed = (url: string): boolean => url.startsWith(CABINET) && !url.includes('/api/');
  const page = await browser.go(from, {}, landed);
  if (page.response === null) return new URL(page.url);
  expect(await page.response.text()).toContain('Кто входит?');
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ citizen }).toString() };
  return new URL((await browser.go(page.url, form, landed)).url);
}

async function send(browser: Browser, path: string, body: object, token?: string): Promise<{ status: number; body: any }> {
  const response = await browser.request(`${CABINET}/api/v1${path}`, {
    method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const newBrowser = (): Browser => new Browser({ [CABINET]: listening });

describe('sign-in through a real OpenID Connect provider (ID-6, ID-7)', () => {
  it('from the button to tokens: links by signing in to both, then comes straight in', async () => {
    const anna = await makePerson(app, { name: { family: 'Ли', given: 'Анна' }, birthDate: '1992-11-30', password: GOOD_PASSWORD });
    const browser = newBrowser();
    const landed = await visit(browser, 'no-patronymic');
    expect(landed.pathname).toBe('/diary');
    const code = landed.searchParams.get('portal')!;
    // Nothing about her is in any address on our side.
    for (const url of browser.visited.filter((u) => u.startsWith(CABINET))) expect(decodeURIComponent(url)).not.toMatch(/Ли|Анна|087-?654|no-patronymic/);

    const first = await send(browser, '/auth/providers/exchange', { code });
    expect(first).toMatchObject({ status: 200, body: { unlinked: { accountFound: false } } });
    expect((await send(browser, '/auth/providers/exchange', { code })).body.code).toBe('auth.portal_over');
    const { body: { accessToken } } = await send(browser, '/auth/sign-in', { identifier: anna.login, password: GOOD_PASSWORD });
    const { ticket } = first.body.unlinked;
    expect((await send(browser, '/me/linked-accounts', { ticket }, accessToken)).status).toBe(204);
    expect((await send(browser, '/me/linked-accounts', { ticket }, accessToken)).body.code).toBe('auth.portal_over');
    expect((await app.as(accessToken).get('/me/linked-accounts')).body.items).toMatchObject([{ provider: 'local', title: 'Учебный портал', lastUsedAt: null }]);

    // The session open at the portal is used: no question is asked, and she lands on the page asked for.
    const again = await visit(browser, 'nobody is asked', `${CABINET}/api/v1/auth/providers/local/start?returnTo=${encodeURIComponent('/diary?from=2026-11-16#marks')}`);
    expect([again.pathname, again.searchParams.get('from'), again.hash]).toEqual(['/diary', '2026-11-16', '#marks']);
    const signedIn = await send(browser, '/auth/providers/exchange', { code: again.searchParams.get('portal')!, device: { name: 'Браузер' } });
    expect(signedIn).toMatchObject({ status: 200, body: { person: { id: anna.id }, expiresIn: 600 } });
    const me = app.as(signedIn.body.accessToken);
    expect((await me.get('/me')).body.id).toBe(anna.id);
    expect((await me.get('/me/sign-in-history')).body.items[0]).toMatchObject({ method: 'portal', outcome: 'success', deviceName: 'Браузер' });
    // She signed in there with a second factor.
    expect(JSON.parse(Buffer.from(signedIn.body.accessToken.split('.')[1], 'base64url').toString()).acr).toBe('second_factor');
  });

  it('strengthens a session by a strong sign-in made now, of the same person', async () => {
    const person = await makePerson(app, { name: { family: 'Ветрова', given: 'Мария', patronymic: 'Олеговна' }, password: GOOD_PASSWORD });
    const browser = newBrowser();
    const landed = await visit(browser, 'confirmed-adult');
    const { body: { unlinked } } = await send(browser, '/auth/providers/exchange', { code: landed.searchParams.get('portal')! });
    const { body: { accessToken } } = await send(browser, '/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD });
    expect((await send(browser, '/me/linked-accounts', { ticket: unlinked.ticket }, accessToken)).status).toBe(204);

    const stepUp = async (citizen: string) => {
      browser.forgetCookies(portal.issuer);
      const { body: { url } } = await send(browser, '/me/linked-accounts/local/step-up', { returnTo: '/marks' }, accessToken);
      const back = await visit(browser, citizen, url);
      return send(browser, '/auth/providers/exchange', { code: back.searchParams.get('portal')! });
    };
    const other = await stepUp('no-patronymic');
    expect(other).toMatchObject({ status: 403, body: { code: 'auth.portal_weak' } });
    const strong = await stepUp('confirmed-adult');
    expect(strong).toMatchObject({ status: 200, body: { person: { id: person.id } } });
    expect(strong.body.refreshToken).toBeUndefined();
    expect(JSON.parse(Buffer.from(strong.body.accessToken.split('.')[1], 'base64url').toString()).acr).toBe('second_factor');
  });

  it('says that somebody cancelled there', async () => {
    const landed = await visit(newBrowser(), '');
    expect([landed.pathname, landed.searchParams.get('portal_error'), landed.searchParams.get('portal')]).toEqual(['/diary', 'auth.portal_cancelled', null]);
  });

  it('offers the ways that work while a portal is marked down', async () => {
    const { body } = await app.anonymous.get('/auth/providers', { 'accept-language': 'en' });
    expect(body.ways).toEqual(['password', 'local']);
    expect(body.items).toMatchObject([{ id: 'local', status: 'up', message: null }, { id: 'away', title: 'Another portal', status: 'down', message: expect.stringContaining('Another portal') }]);
    expect((await app.anonymous.get('/auth/providers/away/start')).body.code).toBe('auth.portal_down');
    expect((await app.anonymous.get('/auth/providers/unheard-of/start')).status).toBe(404);
  });
});
