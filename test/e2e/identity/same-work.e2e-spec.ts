import { jest, afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PasswordHasher } from '../../../src/modules/identity/app/password-hasher.js';
import { newId } from '../../../src/shared/ids.js';
import { ConsentsFacade } from '../../../src/modules/consents/index.js';
import { newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson, type MadePerson } from '../../factories/identity.js';
import { OidcDouble } from '../../support/portals/oidc-double.js';
import { type Answer, startTestApp, type TestApp } from '../../support/index.js';

const BIRTH_DATE = '1985-03-04';
const RUNS = 12;

/** What one request costs: statements by their text, and hashes of passwords. Time follows from these; a clock would measure the machine. */
interface Work {
  readonly statements: readonly string[];
  readonly hashes: number;
}

let app: TestApp;
let portal: OidcDouble;
let statements: string[] = [];
let hashes = 0;
beforeAll(async () => {
  portal = await new OidcDouble().start();
  app = await startTestApp({ PUBLIC_URL: 'http://cabinet.test', TRUST_PROXY: '127.0.0.1', IDENTITY_PROVIDERS: JSON.stringify([portal.settings('one')]) });
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function counted(this: unknown, ...args: unknown[]) {
    const [first] = args as [string | { text?: string }];
    const text = (typeof first === 'string' ? first : first.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
    // The worker's wake-up comes some time after a commit, whoever's it was.
    if (!text.includes('pg_notify')) statements.push(text);
    return query.apply(this, args);
  } as never);
  const hasher = app.get(PasswordHasher);
  for (const method of ['hash', 'matches'] as const) {
    const real = hasher[method].bind(hasher) as (...args: unknown[]) => Promise<never>;
    jest.spyOn(hasher, method).mockImplementation((...args: unknown[]) => { hashes += 1; return real(...args); });
  }
});
beforeEach(() => { statements = []; hashes = 0; });
afterAll(async () => { jest.restoreAllMocks(); await app.stop(); await portal.stop(); });

let lastIp = 0;
const newIp = (): string => `203.7.${++lastIp >> 8}.${lastIp & 255}`;
const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> => app.request('POST', `/auth/${path}`, body, { 'x-forwarded-for': newIp(), ...headers });
const owner = (more: object = {}): Promise<MadePerson> => makePerson(app, { password: GOOD_PASSWORD, birthDate: BIRTH_DATE, ...more });
const shapeOf = ({ status, body, headers }: Answer) => ({
  status, body: Object.keys(body).sort(), code: body.code, headers: Object.keys(headers).filter((name) => name !== 'date').sort(), length: headers['content-length'],
});

/** The worker is not running: whatever this process asks meanwhile, the request asks. */
async function workOf(ask: () => Promise<Answer>): Promise<{ work: Work; answer: Answer }> {
  [statements, hashes] = [[], 0];
  const answer = await ask();
  return { work: { statements: [...statements].sort(), hashes }, answer };
}

/** Known and unknown, in turn: the same answers, and the same work to the statement, in every pair. */
async function expectSame(known: () => Promise<() => Promise<Answer>>, unknown: () => Promise<() => Promise<Answer>>): Promise<void> {
  for (let i = 0; i < RUNS; i++) {
    const [ofKnown, ofUnknown] = [await workOf(await known()), await workOf(await unknown())];
    expect(shapeOf(ofKnown.answer)).toEqual(shapeOf(ofUnknown.answer));
    expect(ofKnown.work).toEqual(ofUnknown.work);
    expect(ofKnown.work.statements.length).toBeGreaterThan(0);
  }
}

describe('known and unknown identifiers cost the same (ID-9, ID-10)', () => {
  it('at sign-in, by a wrong password, by every alias', async () => {
    const kinds = ['login', 'phone', 'email'] as const;
    let turn = 0;
    await expectSame(
      async () => {
        const person = await owner();
        const identifier = person[kinds[turn++ % 3]!];
        return () => post('sign-in', { identifier, password: 'wrong' });
      },
      async () => {
        const identifier = [`user_${newId().slice(-12)}`, newPhone(), `${newId()}@example.ru`][(turn - 1) % 3]!;
        return () => post('sign-in', { identifier, password: 'wrong' });
      },
    );
    expect(hashes).toBe(1);
  });

  it('at recovery, when it begins and when a code is wrong', async () => {
    const begin = (contact: string) => post('recovery', { contact, birthDate: BIRTH_DATE });
    await expectSame(async () => { const { phone } = await owner(); return () => begin(phone); }, () => Promise.resolve(() => begin(newPhone())));
    const verifyAfter = async (contact: string) => { const { body } = await begin(contact); return () => post('recovery/verify', { recoveryId: body.recoveryId, code: '000000x' }); };
    await expectSame(async () => verifyAfter((await owner()).phone), () => verifyAfter(newPhone()));
  });

  it('at registration with a phone somebody has', async () => {
    const consents = { terms: await app.get(ConsentsFacade).currentVersion('terms'), personalData: await app.get(ConsentsFacade).currentVersion('personal_data') };
    const register = (phone: string) => post('register', {
      name: { family: 'Тестова', given: 'Ольга' }, birthDate: BIRTH_DATE, phone, email: `${newId()}@example.ru`, password: GOOD_PASSWORD, consents,
    });
    await expectSame(async () => { const { phone } = await owner(); return () => register(phone); }, () => Promise.resolve(() => register(newPhone())));
    expect(hashes).toBe(1);
  });

  it('at linking a portal by a code', async () => {
    let subject = 9000;
    const visit = async () => {
      portal.person = {
        subject: String(subject++), family: 'Тестова', given: 'Анна', patronymic: 'Игоревна', birthDate: BIRTH_DATE, snils: '', phone: '', email: '', contactsProved: false, level: 'confirmed', amr: [],
      };
      const start = await app.request('GET', '/auth/providers/one/start?returnTo=/diary');
      const cookie = String(start.headers['set-cookie']).split(';')[0]!;
      const there = await fetch(String(start.headers['location']), { redirect: 'manual' });
      const landed = await app.request('GET', `/auth/providers/one/callback${new URL(there.headers.get('location')!).search}`, undefined, { cookie });
      const code = new URL(String(landed.headers['location']), 'http://cabinet.test').searchParams.get('portal')!;
      return { cookie, ticket: (await post('providers/exchange', { code }, { cookie })).body.unlinked.ticket as string };
    };
    const ask = async (contact: string) => { const { cookie, ticket } = await visit(); return () => post('providers/link/code', { ticket, contact }, { cookie }); };
    await expectSame(async () => ask((await owner()).phone), () => ask(newPhone()));
    const wrong = async (contact: string) => {
      const { cookie, ticket } = await visit();
      await post('providers/link/code', { ticket, contact }, { cookie });
      return () => post('providers/link', { ticket, code: '000000x' }, { cookie });
    };
    await expectSame(async () => wrong((await owner()).phone), () => wrong(newPhone()));
  });
});
