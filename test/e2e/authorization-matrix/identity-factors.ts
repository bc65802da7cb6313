import { OPERATORS, SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { lastCode } from '../../factories/codes.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { Authenticator } from '../../support/authenticator.js';
import { defineMatrix, EVERYONE, everyoneBut, post, strangers } from './format.js';

const STAFF = [...SCHOOL_STAFF, ...OPERATORS];

/** Second factors beside the authenticator app: everybody has their own, and nobody else's. */
export const matrix = defineMatrix(
  async (app) => {
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
    return { sms: await pending('sms'), email: await pending('email'), passkey: await passkey() };
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
  }),
);
