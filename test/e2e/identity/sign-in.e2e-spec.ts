import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { GOOD_PASSWORD, makePerson, makeStaff, totpCode } from '../../factories/identity.js';
import { startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
beforeAll(async () => { app = await startTestApp(); });
afterAll(() => app.stop());

const signIn = (identifier: string, password: string) => app.anonymous.post('/auth/sign-in', { identifier, password });

describe('sign-in (ID-1)', () => {
  it('takes phone, e-mail, SNILS and login however they are typed', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD, snils: '112-233-445 95' });
    const local = person.phone.slice(2);
    for (const identifier of [
      person.login.toUpperCase(), ` ${person.email.toUpperCase()} `, '112-233-445 95', '11223344595',
      person.phone, local, `8${local}`, `+7 (${local.slice(0, 3)}) ${local.slice(3, 6)}-${local.slice(6)}`,
    ]) {
      const answer = await signIn(identifier, GOOD_PASSWORD);
      expect([identifier, answer.status]).toEqual([identifier, 200]);
      expect(answer.body).toMatchObject({ expiresIn: 600, refreshExpiresIn: 1800, person: { id: person.id }, roles: [], actingAssignmentId: null, mustChange: [] });
    }
  });

  it('gives a token that opens the API until sign-out, and nothing after', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const { body } = await signIn(person.login, GOOD_PASSWORD);
    expect((await app.as(body.accessToken).get('/me')).body).toMatchObject({ id: person.id, email: person.email, phone: person.phone, locale: 'ru' });
    expect((await app.as(body.accessToken).post('/auth/sign-out')).status).toBe(204);
    expect((await app.as(body.accessToken).get('/me')).status).toBe(401);
    expect((await app.anonymous.post('/auth/refresh', { refreshToken: body.refreshToken })).body.code).toBe('auth.refresh_invalid');
  });

  it('names every wrong field at once', async () => {
    const answer = await app.anonymous.post('/auth/sign-in', { identifier: '', extra: 1 });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['/extra', '/identifier', '/password']);
  });

  it('answers an unknown identifier and a wrong password alike', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const strip = ({ body: { requestId: _, ...body }, status }: { body: Record<string, unknown>; status: number }) => ({ status, body });
    const [wrong, unknown] = [await signIn(person.login, 'wrong'), await signIn(`nobody_${newId().slice(0, 8)}`, 'wrong')];
    expect(strip(wrong)).toEqual(strip(unknown));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });
  });

  it('refuses tokens that are forged, expired, or not a token', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const { body: { accessToken } } = await signIn(person.login, GOOD_PASSWORD);
    const [header, payload] = accessToken.split('.');
    const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`;
    for (const token of [`${header}.${payload}.AAAA`, none, 'garbage', '']) expect((await app.as(token).get('/me')).status).toBe(401);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 601_000));
    expect((await app.as(accessToken).get('/me')).status).toBe(401);
  });
});

describe('second factor (ID-5)', () => {
  it('is asked of somebody who has one; its code works once', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const due = await signIn(teacher.login, GOOD_PASSWORD);
    expect(due).toMatchObject({ status: 200, body: { challenge: { methods: ['totp'] } } });
    expect(due.body.accessToken).toBeUndefined();
    const code = totpCode(app, teacher.totpSecret!);
    const verify = (id: string, c: string) => app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'totp', code: c });
    const { body } = await verify(due.body.challenge.id, code);
    expect(body).toMatchObject({ person: { id: teacher.id }, mustChange: [], roles: [{ role: 'teacher' }] });
    expect((await app.as(body.accessToken).get('/me/factors')).body.items).toHaveLength(1);

    expect((await verify(due.body.challenge.id, totpCode(app, teacher.totpSecret!, 1))).body.code).toBe('auth.challenge_over');
    const again = await signIn(teacher.login, GOOD_PASSWORD);
    expect((await verify(again.body.challenge.id, code)).body.code).toBe('auth.invalid_code');
    const { body: { items } } = await app.as(body.accessToken).get('/me/sign-in-history');
    expect(items.map((i: { method: string; reason: string }) => [i.method, i.reason])).toEqual([['totp', 'used_code'], ['totp', null]]);
  });

  it('lets one of two parallel answers with one code in', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const code = totpCode(app, teacher.totpSecret!);
    const ids = [await signIn(teacher.login, GOOD_PASSWORD), await signIn(teacher.login, GOOD_PASSWORD)].map((a) => a.body.challenge.id);
    const answers = await Promise.all(ids.map((id) => app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'totp', code })));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 401]);
  });

  it('must be enrolled by staff before anything else works, and ends other sessions', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const other = (await signIn(person.login, GOOD_PASSWORD)).body.accessToken;
    const { body: signedIn } = await signIn(person.login, GOOD_PASSWORD);
    const { IdentityFacade } = await import('../../../src/modules/identity/index.js');
    await app.get(IdentityFacade).assignRole(null, { personId: person.id, role: 'secretary', schoolId: newId() });

    const me = app.as(signedIn.accessToken);
    expect((await me.patch('/me', { locale: 'en' }, { 'if-match': '"1"' })).body).toMatchObject({ code: 'auth.setup_required', mustChange: ['factor'] });
    expect((await me.get('/me')).body.mustChange).toEqual(['factor']);
    const enrolment = await me.post('/me/factors/totp', { label: 'Телефон' });
    expect(enrolment.status).toBe(201);
    const confirm = (code: string) => me.post(`/me/factors/totp/${enrolment.body.id}/confirm`, { code });
    expect((await confirm('000000')).status).toBe(401);
    const confirmed = await confirm(totpCode(app, enrolment.body.secret));
    expect(confirmed).toMatchObject({ status: 200, body: { mustChange: [] } });
    expect((await app.as(other).get('/me')).status).toBe(401);

    const strong = app.as(confirmed.body.accessToken);
    expect((await strong.patch('/me', { locale: 'en' }, { 'if-match': '"99"' })).status).toBe(412);
    const { body: profile } = await strong.get('/me');
    expect((await strong.patch('/me', { locale: 'en' }, { 'if-match': `"${profile.version}"` })).body.locale).toBe('en');
    expect((await strong.delete(`/me/factors/totp/${enrolment.body.id}`)).body.code).toBe('identity.factor_required');
    // The session that was weak when the factor came cannot add one of its own.
    expect((await me.post('/me/factors/totp', {})).body.code).toBe('auth.step_up_needed');
  });

  it('strengthens a session on request', async () => {
    const parent = await makePerson(app, { password: GOOD_PASSWORD });
    const { body: { accessToken } } = await signIn(parent.login, GOOD_PASSWORD);
    expect((await app.as(accessToken).post('/auth/step-up')).body.code).toBe('identity.no_factor');
  });
});
