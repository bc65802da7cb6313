import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { OPERATORS, SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { lastCode } from '../../factories/codes.js';
import { GOOD_PASSWORD, makeStaff, signIn } from '../../factories/identity.js';
import { Authenticator } from '../../support/authenticator.js';
import { defineMatrix, EVERYONE, everyoneBut, get, post, strangers } from './format.js';

const STAFF = [...SCHOOL_STAFF, ...OPERATORS];

/** Second factors beside the authenticator app: everybody has their own, and nobody else's. */
export const matrix = defineMatrix(
  async (app) => {
    // Codes sent by the rows of other files count for the one address all of them come from.
    await app.get(Db).query('DELETE FROM identity.code_sends');
    const pending = async (kind: 'sms' | 'email') => {
      const person = await makeStaff(app, 'guardian');
      const token = await signIn(app, person);
      const { body } = await app.as(token).post(`/me/factors/${kind}`, {});
      return { token, id: body.id as string, code: await lastCode(app, kind === 'sms' ? person.phone : person.email) };
    };
    const passkey = async () => {
      const token = await signIn(app, await makeStaff(app, 'guardian'));
      const { body } = await app.as(token).post('/me/factors/webauthn', {});
      return { token, id: body.id as string, response: new Authenticator(app.config.publicUrl.replace('127.0.0.1', 'localhost')).create(body.publicKey) };
    };
    const approval = async () => {
      const person = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
      const token = await signIn(app, person);
      await app.as(token).post('/me/factors/push', {});
      const { body: { challenge } } = await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD });
      const { body: { number } } = await app.anonymous.post(`/auth/challenges/${challenge.id}/send`, { method: 'push' });
      const { body: { items } } = await app.as(token).get('/me/approvals');
      return { token, id: items[0].id as string, number: number as string };
    };
    return { approved: await approval(), declined: await approval(), sms: await pending('sms'), email: await pending('email'), passkey: await passkey() };
  },
  ({ operation, row }) => ({
    enrolSms: operation(() => post('/me/factors/sms', {}), [strangers(EVERYONE, 201)]),
    confirmSms: operation((w) => post(`/me/factors/sms/${w.sms.id}/confirm`, { code: w.sms.code }), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 200, (w) => w.sms.token),
    ]),
    enrolEmail: operation(() => post('/me/factors/email', {}), [
      strangers(STAFF, 409), // for families only
      strangers(everyoneBut(STAFF), 201),
    ]),
    confirmEmail: operation((w) => post(`/me/factors/email/${w.email.id}/confirm`, { code: w.email.code }), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 200, (w) => w.email.token),
    ]),
    enrolPasskey: operation(() => post('/me/factors/webauthn', {}), [strangers(EVERYONE, 201)]),
    confirmPasskey: operation((w) => post(`/me/factors/webauthn/${w.passkey.id}/confirm`, { response: w.passkey.response }), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 200, (w) => w.passkey.token),
    ]),
    enrolPush: operation(() => post('/me/factors/push', {}), [
      strangers(STAFF, 201),
      strangers(everyoneBut(STAFF), 409), // it stands beside another factor
    ]),
    enrolCertificate: operation(() => post('/me/factors/certificate', {}), [strangers(EVERYONE, 409)]), // got through; no authority is configured here
    confirmCertificate: operation((w) => post(`/me/factors/certificate/${w.passkey.id}/confirm`, { signature: 'AAAA' }), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 422, (w) => w.passkey.token, (w) => post(`/me/factors/certificate/${w.passkey.id}/confirm`, {})), // certificates.e2e-spec.ts has the rest
    ]),
    listMyApprovals: operation(() => get('/me/approvals'), [strangers(EVERYONE, 200)]),
    approveSignIn: operation((w) => post(`/me/approvals/${w.approved.id}/approve`, { number: w.approved.number }), [
      strangers(STAFF, 404),
      strangers(everyoneBut(STAFF), 403), // came in without a second factor
      row('teacher', 'own', 204, (w) => w.approved.token),
    ]),
    declineSignIn: operation((w) => post(`/me/approvals/${w.declined.id}/decline`), [
      strangers(EVERYONE, 404),
      row('teacher', 'own', 204, (w) => w.declined.token),
    ]),
  }),
);
