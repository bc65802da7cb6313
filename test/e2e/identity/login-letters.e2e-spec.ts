import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoginLetters } from '../../../src/modules/identity/app/letters/login-letters.js';
import { IdentityFacade, type Newcomer } from '../../../src/modules/identity/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { messagesTo, newPhone } from '../../factories/codes.js';
import { giveRole, makeStaff, signIn } from '../../factories/identity.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

describe('logins sent to newcomers (ID-4, SC-3, SC-5)', () => {
  let app: TestApp;
  let director: Client;
  const schoolId = newId();
  beforeAll(async () => {
    app = await startTestApp();
    director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId })));
  });
  afterAll(() => app.stop());

  const settle = async (more: Partial<Newcomer> = {}) => {
    const email = `${newId()}@example.ru`;
    const { personId } = await app.get(IdentityFacade).settleNewcomer(null, { name: { family: 'Орлова', given: 'Нина' }, email, phone: null, ...more });
    await giveRole(app, personId, 'teacher', { schoolId });
    return { personId, email, at: `/people/${personId}/transit-password/delivery` };
  };
  /** A letter the worker leaves to the test. */
  const held = (more: Partial<Newcomer> = {}) => app.get(Db).transaction(async () => {
    const settled = await settle(more);
    const { id } = (await app.get(Db).one<{ id: string }>('SELECT id FROM identity.login_letters WHERE person_id = $1', [settled.personId]))!;
    await app.get(Db).query(`UPDATE platform.delivery SET next_at = next_at + interval '1 day' WHERE ref = $1`, [id]);
    return { ...settled, letter: id };
  });
  const lettersTo = async (to: string) => (await messagesTo(app, to)).map((text) => ({
    text, identifier: /(?:Логин|Login):? (\S+?),?\s/.exec(text)![1]!, password: /(?:пароль|password):? (\S{14})/.exec(text)![1]!,
  }));
  const tryIn = async ({ identifier, password }: { identifier: string; password: string }) => (await app.anonymous.post('/auth/sign-in', { identifier, password })).status;

  it('waits, leaves once with the password nobody else knows, and tells the school that it was sent', async () => {
    const { personId, email, at } = await settle();
    expect((await director.get(at)).body).toMatchObject({ channel: 'email', sentTo: email, state: 'waiting', settledAt: null, canResend: true });
    // Nothing to steal before it leaves: there is no password yet.
    expect(await app.get(Db).one('SELECT password_hash FROM identity.accounts WHERE person_id = $1', [personId])).toEqual({ password_hash: null });
    const letters = await lettersTo(email);
    expect(letters).toHaveLength(1);
    expect((await director.get(at)).body).toMatchObject({ state: 'sent', reason: null, settledAt: expect.any(String), canResend: true });
    expect(await app.get(Db).one('SELECT sealed FROM identity.login_letters WHERE person_id = $1', [personId])).toEqual({ sealed: null });
    expect(await tryIn(letters[0]!)).toBe(200);
    const used = (await director.get(at)).body;
    expect(used.canResend).toBe(false);
    expect(used.sentTo).not.toBe(email);
    expect((await director.post(at)).body).toMatchObject({ status: 409, code: 'identity.login_letter_over' });
  });

  it('goes again to a mended address: what went to the wrong one opens nothing', async () => {
    const { email, at } = await settle();
    const [wrong] = await lettersTo(email);
    const mended = `${newId()}@example.ru`;
    expect((await director.post(at, { email: 'not an address', phone: '12345' })).body.errors.map((e: { pointer: string }) => e.pointer)).toEqual(['/email', '/phone']);
    expect((await director.post(at, { phone: '+441134960000' })).body.errors[0].code).toBe('codes.number_not_served');
    expect((await director.post(at, { email: mended, nonsense: 1 })).status).toBe(422);
    expect((await director.post(at, { email: mended })).body).toMatchObject({ sentTo: mended, canResend: true });
    const [right] = await lettersTo(mended);
    expect(right!.identifier).toBe(wrong!.identifier);
    expect([await tryIn(wrong!), await tryIn(right!)]).toEqual([401, 200]);
  });

  it('opens by the last letter only, however many are asked for at once', async () => {
    const { at } = await settle();
    const phone = newPhone();
    const asked = await Promise.all([director.post(at, { phone }), director.post(at, { phone })]);
    expect(asked.map((a) => a.status)).toEqual([201, 201]);
    const letters = await lettersTo(phone);
    expect(await Promise.all(letters.map(tryIn))).toEqual([...letters.slice(1).map(() => 401), 200]);
  });

  it('speaks the language of the person, is written the same at every try, and does not leave once another was asked for', async () => {
    const { letter, email, at } = await held({ locale: 'en' });
    const tries = [await app.get(LoginLetters).prepare(letter), await app.get(LoginLetters).prepare(letter)];
    expect(tries[1]).toEqual(tries[0]);
    expect(tries[0]).toMatchObject({ to: email, subject: 'Your account', text: expect.stringContaining('Transit password: ') });
    await app.get(LoginLetters).settled(letter, 'failed', '550');
    expect((await director.get(at)).body).toMatchObject({ state: 'failed', reason: '550', canResend: true });
    expect((await director.post(at, { email: `${newId()}@example.ru` })).status).toBe(201);
    expect(await app.get(LoginLetters).prepare(letter)).toEqual({ cancel: 'superseded' });
  });

  it('is given up after three days', async () => {
    const { letter, at } = await held();
    app.clock.moveTo(new Date(Date.now() + 3 * 86_400_000 + 1000));
    expect(await app.get(LoginLetters).prepare(letter)).toEqual({ cancel: 'expired' });
    app.clock.moveTo(new Date());
    await app.get(LoginLetters).settled(letter, 'cancelled', 'expired');
    expect((await director.get(at)).body.state).toBe('expired');
  });

  it('is shown within the scope, sent again by those above only, and five times a day', async () => {
    const { at, personId } = await settle();
    const foreign = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: newId() })));
    expect([(await foreign.get(at)).status, (await foreign.post(at)).status]).toEqual([404, 404]);
    const known = await makeStaff(app, 'teacher', { schoolId });
    expect((await director.get(`/people/${known.id}/transit-password/delivery`)).body.code).toBe('identity.no_login_letter');
    expect((await director.post(`/people/${known.id}/transit-password/delivery`)).body.code).toBe('identity.no_login_letter');
    await giveRole(app, personId, 'director', { schoolId });
    expect((await director.post(at)).body.code).toBe('recovery.not_yours_to_recover');
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await operator.post(at)).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  });
});
