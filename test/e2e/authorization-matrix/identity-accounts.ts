import { ConsentsFacade } from '../../../src/modules/consents/index.js';
import { newId } from '../../../src/shared/ids.js';
import { newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, makeStaff, signIn } from '../../factories/identity.js';
import { anybody, defineMatrix, EVERYONE, get, post, strangers } from './format.js';

/** Contacts, codes for a new password, registration, recovery. */
export const matrix = defineMatrix(
  async (app) => {
    const own = await makeStaff(app, 'guardian');
    const token = await signIn(app, own);
    const begun = await app.as(token).post('/me/contacts', { kind: 'email', value: `${newId()}@example.ru` });
    const version = (purpose: 'terms' | 'personal_data') => app.get(ConsentsFacade).currentVersion(purpose);
    return { token, change: begun.body.id as string, consents: { terms: await version('terms'), personalData: await version('personal_data') } };
  },
  ({ operation, row }) => ({
    takeRobotChallenge: operation(() => get('/auth/robot-challenge'), [anybody(200)]),
    register: operation((w) => post('/auth/register', {
      name: { family: 'Тестова', given: 'Анна' }, birthDate: '1985-03-04', phone: newPhone(), email: `${newId()}@example.ru`, password: GOOD_PASSWORD,
      consents: w.consents,
    }), [anybody(202)]),
    resendRegistrationCode: operation(() => post('/auth/register/resend', { registrationId: newId() }), [anybody(422)]),
    verifyRegistrationPhone: operation(() => post('/auth/register/verify-phone', { registrationId: newId(), code: 'x' }), [anybody(422)]),
    openEmailLink: operation(() => get('/auth/register/verify-email?token=x'), [anybody(200)]),
    verifyRegistrationEmail: operation(() => post('/auth/register/verify-email', { token: 'x' }), [anybody(409)]),
    sendPasswordCode: operation(() => post('/me/password/code'), [strangers(EVERYONE, 200)]),
    listMyContacts: operation(() => get('/me/contacts'), [strangers(EVERYONE, 200)]),
    changeMyContact: operation(() => post('/me/contacts', { kind: 'email', value: 'nobody' }), [
      strangers(EVERYONE, 422), // got through to the check of the value
      row('guardian', 'own', 201, (w) => w.token, () => post('/me/contacts', { kind: 'email', value: `${newId()}@example.ru` })),
    ]),
    confirmMyContact: operation((w) => post(`/me/contacts/changes/${w.change}/confirm`, { code: 'x' }), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 422, (w) => w.token), // theirs, and the code is wrong
    ]),
  }),
);
