import { ConsentsFacade } from '../../../src/modules/consents/index.js';
import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { newId } from '../../../src/shared/ids.js';
import type { RoleCode } from '../../../src/shared/roles.js';
import { newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, giveRole, makeStaff, signIn } from '../../factories/identity.js';
import { anybody, defineMatrix, EVERYONE, everyoneBut, get, patch, post, strangers } from './format.js';

const ISSUERS: readonly RoleCode[] = ['school_admin', 'director', 'support_agent', 'system_admin'];

/** Contacts, codes for a new password, registration, recovery. */
export const matrix = defineMatrix(
  async (app) => {
    const own = await makeStaff(app, 'guardian');
    const token = await signIn(app, own);
    const begun = await app.as(token).post('/me/contacts', { kind: 'email', value: `${newId()}@example.ru` });
    const schoolId = newId();
    const [pupil, director] = [await makeStaff(app, 'pupil', { schoolId }), await makeStaff(app, 'director', { schoolId })];
    const staff = async (role: RoleCode) => signIn(app, await makeStaff(app, role, { schoolId }));
    const version = (purpose: 'terms' | 'personal_data') => app.get(ConsentsFacade).currentVersion(purpose);
    const { personId: newcomer } = await app.get(IdentityFacade).settleNewcomer(null, { name: { family: 'Тестова', given: 'Анна' }, email: `${newId()}@example.ru`, phone: null });
    await giveRole(app, newcomer, 'teacher', { schoolId });
    return {
      newcomer, token, pupil: pupil.id, director: director.id, secretary: await staff('secretary'), admin: await staff('school_admin'),
      change: begun.body.id as string, consents: { terms: await version('terms'), personalData: await version('personal_data') },
    };
  },
  ({ operation, row }) => ({
    takeRobotChallenge: operation(() => get('/auth/robot-challenge'), [anybody(200)]),
    register: operation((w) => post('/auth/register', {
      name: { family: 'Тестова', given: 'Анна' }, birthDate: '1985-03-04', phone: newPhone(), email: `${newId()}@example.ru`, password: GOOD_PASSWORD,
      consents: w.consents,
    }), [anybody(202)]),
    beginRecovery: operation(() => post('/auth/recovery', { contact: newPhone(), birthDate: '1985-03-04' }), [anybody(202)]),
    remindLoginName: operation(() => post('/auth/recovery/login-name', { contact: newPhone(), birthDate: '1985-03-04' }), [anybody(204)]),
    // From here on there are failures: the forms above would ask for a proof against robots.
    resendRegistrationCode: operation(() => post('/auth/register/resend', { registrationId: newId() }), [anybody(422)]),
    verifyRegistrationPhone: operation(() => post('/auth/register/verify-phone', { registrationId: newId(), code: 'x' }), [anybody(422)]),
    openEmailLink: operation(() => get('/auth/register/verify-email?token=x'), [anybody(200)]),
    verifyRegistrationEmail: operation(() => post('/auth/register/verify-email', { token: 'x' }), [anybody(409)]),
    verifyRecovery: operation(() => post('/auth/recovery/verify', { recoveryId: newId(), code: 'x' }), [anybody(422)]),
    completeRecovery: operation(() => post('/auth/recovery/complete', { ticket: 'x', newPassword: GOOD_PASSWORD }), [anybody(401)]),
    issueTransitPassword: operation((w) => post(`/people/${w.pupil}/transit-password`, { documentKind: 'passport', documentNumber: '4510 123456', reason: 'проверка' }), [
      row('secretary', 'own', 403, (w) => w.secretary),
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(ISSUERS), 403),
      row('school_admin', 'own', 201, (w) => w.admin),
      row('school_admin', 'same_school', 403, (w) => w.admin, (w) => post(`/people/${w.director}/transit-password`, { documentKind: 'passport', documentNumber: '4510 123456', reason: 'проверка' })),
      strangers(['support_agent', 'system_admin'], 201),
    ]),
    resetFactors: operation((w) => post(`/people/${w.pupil}/factors/reset`, { documentKind: 'passport', documentNumber: '4510 123456', reason: 'проверка' }), [
      row('secretary', 'own', 403, (w) => w.secretary),
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(ISSUERS), 403),
      row('school_admin', 'own', 409, (w) => w.admin), // theirs to do, and the pupil has none
      row('school_admin', 'same_school', 403, (w) => w.admin, (w) => post(`/people/${w.director}/factors/reset`, { documentKind: 'passport', documentNumber: '4510 123456', reason: 'проверка' })),
      strangers(['support_agent', 'system_admin'], 409),
    ]),
    readMyPersonalData: operation(() => get('/me/personal-data'), [strangers(EVERYONE, 200)]),
    sendPersonalDataCode: operation(() => post('/me/personal-data/code'), [strangers(EVERYONE, 200)]),
    // Got through to the check of the fields: there is no code.
    patchMyPersonalData: operation(() => patch('/me/personal-data', { citizenship: 'Россия' }, { 'if-match': '"1"' }), [strangers(EVERYONE, 422)]),
    listDataCorrections: operation(() => get('/personal-data-corrections'), [strangers(ISSUERS, 200), strangers(everyoneBut(ISSUERS), 403)]),
    readDataCorrection: operation((w) => get(`/people/${w.pupil}/personal-data-correction`), [
      row('secretary', 'own', 403, (w) => w.secretary),
      row('school_admin', 'own', 409, (w) => w.admin), // theirs to read, and none waits
      strangers(['school_admin', 'director'], 404),
      strangers(['support_agent', 'system_admin'], 409),
      strangers(everyoneBut(ISSUERS), 403),
    ]),
    approveDataCorrection: operation((w) => post(`/people/${w.pupil}/personal-data-correction/approve`, { documentKind: 'passport', documentNumber: '4510 123456', reason: 'проверка' }), [
      row('secretary', 'own', 403, (w) => w.secretary),
      row('school_admin', 'own', 409, (w) => w.admin),
      strangers(['school_admin', 'director'], 404),
      strangers(['support_agent', 'system_admin'], 409),
      strangers(everyoneBut(ISSUERS), 403),
    ]),
    declineDataCorrection: operation((w) => post(`/people/${w.pupil}/personal-data-correction/decline`, { reason: 'проверка' }), [
      row('secretary', 'own', 403, (w) => w.secretary),
      row('school_admin', 'own', 409, (w) => w.admin),
      strangers(['school_admin', 'director'], 404),
      strangers(['support_agent', 'system_admin'], 409),
      strangers(everyoneBut(ISSUERS), 403),
    ]),
    readLoginDelivery: operation((w) => get(`/people/${w.newcomer}/transit-password/delivery`), [
      row('secretary', 'own', 403, (w) => w.secretary),
      row('school_admin', 'own', 200, (w) => w.admin),
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(ISSUERS), 403),
      strangers(['support_agent', 'system_admin'], 200),
    ]),
    resendLogin: operation((w) => post(`/people/${w.newcomer}/transit-password/delivery`), [
      row('secretary', 'own', 403, (w) => w.secretary),
      row('school_admin', 'own', 201, (w) => w.admin),
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(ISSUERS), 403),
      strangers(['support_agent', 'system_admin'], 201),
    ]),
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
