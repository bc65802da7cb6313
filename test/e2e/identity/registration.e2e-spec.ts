import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsentsFacade } from '../../../src/modules/consents/index.js';
import { ForgetService } from '../../../src/modules/identity/app/forget.service.js';
import { RegistrationsRepository } from '../../../src/modules/identity/persistence/registrations.repository.js';
import { Db } from '../../../src/platform/database/index.js';
import { snilsCheck } from '../../../src/shared/identifiers/index.js';
import { newId } from '../../../src/shared/ids.js';
import { codesTo, lastCode, messagesTo, newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson } from '../../factories/identity.js';
import { solvedProof } from '../../factories/robots.js';
import { type Answer, ApiProcess, freshDatabase, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  // Texts agreed to are the whole program's: other specs publish new versions of them.
  const own = await freshDatabase('registration');
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1', DATABASE_URL: own.runtimeUrl, MIGRATION_DATABASE_URL: own.ownerUrl });
  twin = await ApiProcess.beside(app);
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

let lastIp = 0;
const newIp = (): string => `198.51.${100 + (++lastIp >> 8)}.${lastIp & 255}`;
const newEmail = (): string => `${newId().slice(-12)}@example.ru`;
const newSnils = (): string => { const n = String(400_000_000 + Math.floor(Math.random() * 99_999_999)); return n + snilsCheck(n); };
const form = (more: object = {}) => ({
  name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Игоревна' }, birthDate: '1985-03-04', phone: newPhone(), email: newEmail(),
  password: GOOD_PASSWORD, consents: { terms: 1, personalData: 1 }, ...more,
});
const post = (path: string, body: unknown, ip = newIp(), on: Pick<TestApp, 'request'> = app): Promise<Answer> =>
  on.request('POST', `/auth/${path}`, body, { 'x-forwarded-for': ip });
const codesOf = (a: Answer): string[] => a.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`);
const linkIn = async (email: string): Promise<string> => /token=([\w-]+)/.exec((await messagesTo(app, email)).at(-1) ?? '')![1]!;
const registered = async (more: object = {}): Promise<{ answer: Answer; phone: string; email: string; id: string }> => {
  const filled = form(more);
  const { body } = await post('register', filled);
  const answer = await post('register/verify-phone', { registrationId: body.registrationId, code: await lastCode(app, filled.phone) });
  return { answer, phone: filled.phone, email: filled.email, id: body.registrationId };
};

describe('self-registration (ID-2)', () => {
  it('makes an account once the phone is proved, with consents, documents sealed, and an e-mail proved by a link', async () => {
    const snils = newSnils();
    const passport = { series: '45 10', number: '123456', issuedBy: 'Отделом УФМС России', issuedOn: '2015-06-10' };
    const { answer, phone, email } = await registered({ snils, passport, inn: '500100732259', citizenship: 'Россия', birthPlace: 'г. Калининград' });
    expect(answer.status).toBe(200);
    const me = app.as(answer.body.accessToken);
    const personId = answer.body.person.id as string;
    expect((await me.get('/me')).body).toMatchObject({ phone, email: null, snils: expect.stringContaining('-'), birthDate: '1985-03-04' });
    for (const purpose of ['terms', 'personal_data'] as const) expect(await app.get(ConsentsFacade).isGiven(personId, purpose)).toBe(true);
    const dump = JSON.stringify(await app.get(Db).query(
      'SELECT row_to_json(d) AS row FROM identity.person_documents d WHERE person_id = $1 UNION ALL SELECT row_to_json(p) FROM identity.people p WHERE id = $1', [personId]));
    for (const secret of ['123456', '4510', '500100732259', snils]) expect(dump).not.toContain(secret);

    const signIn = async (identifier: string) => (await post('sign-in', { identifier, password: GOOD_PASSWORD })).status;
    expect([await signIn(phone), await signIn(email)]).toEqual([200, 401]);
    const token = await linkIn(email);
    expect(await app.request('GET', `/auth/register/verify-email?token=${token}`)).toMatchObject({ status: 200, body: expect.stringContaining('<button') });
    expect((await post('register/verify-email', { token })).status).toBe(204);
    expect((await me.get('/me')).body.email).toBe(email);
    expect(await signIn(email)).toBe(200);
    expect(await post('register/verify-email', { token })).toMatchObject({ status: 409, body: { code: 'registration.link_over' } });
  });

  it('does nothing before: there is no account to sign in to, and nothing of the form can be read', async () => {
    const filled = form();
    await post('register', filled);
    expect((await post('sign-in', { identifier: filled.phone, password: GOOD_PASSWORD })).status).toBe(401);
    const dump = JSON.stringify(await app.get(Db).query('SELECT row_to_json(r) AS row FROM identity.registrations r'));
    for (const text of ['Соловьёва', filled.phone, filled.email, 'argon2']) expect(dump).not.toContain(text);
  });

  it('names every wrong field at once', async () => {
    const wrong = form({ name: { family: ' ', given: 'Анна' }, birthDate: '2020-01-01', phone: '+74951234567', email: 'nobody', password: 'weak', snils: '1', inn: '12', consents: { terms: 7, personalData: 1 } });
    const answer = await post('register', wrong);
    expect(answer.status).toBe(422);
    expect(codesOf(answer)).toEqual(expect.arrayContaining(['/name/family identity.name', '/birthDate registration.too_young', '/phone codes.number_not_served', '/email identity.email',
      '/password password.too_short', '/snils identity.snils', '/inn registration.inn', '/consents/terms registration.consent_version']));
  });

  it('answers a known phone as an unknown one, and tells its owner; no code opens that registration', async () => {
    const owner = await makePerson(app);
    const [known, unknown] = [await post('register', form({ phone: owner.phone })), await post('register', form())];
    const shape = ({ status, body, headers }: Answer) => ({ status, body: Object.keys(body), headers: Object.keys(headers) });
    expect(shape(known)).toEqual(shape(unknown));
    expect(await messagesTo(app, owner.phone)).toEqual([expect.stringContaining('уже есть учётная запись')]);
    const wrong = [known, unknown].map(({ body }) => post('register/verify-phone', { registrationId: body.registrationId, code: 'wrong' }));
    expect((await Promise.all(wrong)).map(codesOf)).toEqual([['/code codes.wrong'], ['/code codes.wrong']]);
  });

  it('tells the owner of a known e-mail, and links it to nobody else; a known SNILS is left out', async () => {
    const snils = newSnils();
    const owner = await makePerson(app, { snils, password: GOOD_PASSWORD });
    const { answer } = await registered({ email: owner.email, snils });
    expect(answer.status).toBe(200);
    expect((await app.as(answer.body.accessToken).get('/me')).body).toMatchObject({ email: null, snils: null });
    expect((await messagesTo(app, owner.email)).at(-1)).toContain('уже есть учётная запись');
    for (const identifier of [owner.email, snils]) {
      expect((await post('sign-in', { identifier, password: GOOD_PASSWORD })).body.person.id).toBe(owner.id);
    }
  });

  it('takes a code once, in parallel over two processes, and of its own registration only', async () => {
    const [mine, theirs] = [form(), form()];
    const [a, b] = [(await post('register', mine)).body.registrationId, (await post('register', theirs)).body.registrationId];
    const code = await lastCode(app, mine.phone);
    expect(codesOf(await post('register/verify-phone', { registrationId: b, code }))).toEqual(['/code codes.wrong']);
    const tries = await Promise.all(Array.from({ length: 6 }, (_, i) => post('register/verify-phone', { registrationId: a, code }, newIp(), i % 2 === 0 ? app : twin)));
    expect(tries.map((t) => t.status).sort()).toEqual([200, 422, 422, 422, 422, 422]);
  });

  it('sends a code again, three times an hour at most; too late it is forgotten', async () => {
    const filled = form();
    const { body: { registrationId } } = await post('register', filled);
    const first = await lastCode(app, filled.phone);
    expect((await post('register/resend', { registrationId })).status).toBe(202);
    expect((await post('register/resend', { registrationId })).status).toBe(202);
    const fourth = await post('register/resend', { registrationId });
    expect(fourth).toMatchObject({ status: 429, body: { code: 'codes.too_many_sends' } });
    expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(0);
    expect(await codesTo(app, filled.phone)).toHaveLength(3);
    const newest = await lastCode(app, filled.phone);
    if (first !== newest) expect((await post('register/verify-phone', { registrationId, code: first })).status).toBe(422);

    app.clock.moveTo(new Date(Date.now() + 61 * 60_000));
    expect(codesOf(await post('register/resend', { registrationId }))).toEqual(['/registrationId registration.over']);
    await app.get(ForgetService).run();
    expect(await app.get(RegistrationsRepository).take(registrationId)).toBeNull();
  });
});

describe('proof against robots (ID-10)', () => {
  it('is asked for after a failure about the contact, after six from an address, and taken once', async () => {
    const [ip, phone] = [newIp(), newPhone()];
    const { body: { registrationId } } = await post('register', form({ phone }), ip);
    const fail = () => post('register/verify-phone', { registrationId, code: 'wrong' }, ip);
    await fail();
    expect(await post('register', form({ phone }))).toMatchObject({ status: 428, body: { code: 'robots.proof_needed' } });
    // Others behind the address go on.
    expect((await post('register', form(), ip)).status).toBe(202);
    for (let i = 0; i < 5; i++) await fail();
    expect(await post('register', form(), ip)).toMatchObject({ status: 428, body: { code: 'robots.proof_needed' } });

    const proof = await solvedProof(app);
    const tries = await Promise.all([app, twin].map((on) => post('register', form({ proof }), ip, on)));
    expect(tries.map((t) => t.status).sort()).toEqual([202, 422]);
    expect(codesOf(tries.find((t) => t.status === 422)!)).toEqual(['/proof robots.proof_wrong']);
  });

  it('is asked for when a form comes again about the same phone, known or not', async () => {
    for (const phone of [newPhone(), (await makePerson(app)).phone]) {
      expect((await post('register', form({ phone }))).status).toBe(202);
      expect((await post('register', form({ phone }))).status).toBe(428);
    }
  });

  it('is refused when it is forged, made easier, too old, or nonsense', async () => {
    const proof = await solvedProof(app);
    const { challenge, solution } = JSON.parse(Buffer.from(proof, 'base64').toString()) as { challenge: { parameters: object; signature: string }; solution: object };
    const packed = (payload: unknown): string => Buffer.from(JSON.stringify(payload)).toString('base64');
    const forged = [
      packed({ challenge: { ...challenge, parameters: { ...challenge.parameters, data: { expiresAt: 9e15 } } }, solution }),
      packed({ challenge: { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '00', cost: 1 } }, solution }),
      packed({ challenge, solution: { ...solution, derivedKey: 'ab'.repeat(32) } }),
      packed({ challenge: { parameters: {} }, solution: null }), packed(null), 'nonsense',
    ];
    for (const one of forged) expect(codesOf(await post('register', form({ proof: one })))).toEqual(['/proof robots.proof_wrong']);
    app.clock.moveTo(new Date(Date.now() + 11 * 60_000));
    expect(codesOf(await post('register', form({ proof })))).toEqual(['/proof robots.proof_wrong']);
  });
});
