import { newId } from '../../../src/shared/ids.js';
import type { RoleCode } from '../../../src/shared/roles.js';
import { GOOD_PASSWORD, makeStaff, signIn } from '../../factories/identity.js';
import { defineMatrix, EVERYONE, everyoneBut, get, post, put, remove, strangers } from './format.js';

const READERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director', 'support_agent', 'system_admin'];
const CLOSERS: readonly RoleCode[] = ['school_admin', 'director', 'support_agent', 'system_admin'];

/** Devices, notices of sign-ins, own acts, freezing and closing. */
export const matrix = defineMatrix(
  async (app) => {
    const person = await makeStaff(app, 'guardian', {}, { password: GOOD_PASSWORD });
    const { body } = await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD, device: { trusted: true } });
    const own = await signIn(app, person);
    const schoolId = newId();
    const pupil = (await makeStaff(app, 'pupil', { schoolId })).id;
    const staff = async (role: RoleCode) => signIn(app, await makeStaff(app, role, { schoolId }));
    return {
      own, pupil, secretary: await staff('secretary'), director: await staff('director'),
      device: (await app.as(body.accessToken).get('/me/devices')).body.items[0].id as string,
    };
  },
  ({ operation, row }) => ({
    listMyDevices: operation(() => get('/me/devices'), [strangers(EVERYONE, 200)]),
    removeMyDevice: operation((w) => remove(`/me/devices/${w.device}`), [
      strangers(EVERYONE, 404),
      row('guardian', 'own', 204, (w) => w.own),
      row('guardian', 'ended', 404, (w) => w.own),
    ]),
    readMySignInNotices: operation(() => get('/me/sign-in-notices'), [strangers(EVERYONE, 200)]),
    replaceMySignInNotices: operation(() => put('/me/sign-in-notices', { everySignIn: true, failedTries: true }, { 'if-match': '"0"' }), [strangers(EVERYONE, 200)]),
    listMyActs: operation(() => get('/me/acts'), [strangers(EVERYONE, 200)]),
    listStatusChanges: operation((w) => get(`/people/${w.pupil}/status-changes`), [
      row('secretary', 'own', 200, (w) => w.secretary),
      strangers(['secretary', 'school_admin', 'director'], 404),
      strangers(['support_agent', 'system_admin'], 200),
      strangers(everyoneBut(READERS), 403),
    ]),
    closePerson: operation((w) => post(`/people/${w.pupil}/close`, { reason: 'проверка' }), [
      row('secretary', 'own', 403, (w) => w.secretary),
      strangers(['school_admin', 'director'], 404),
      strangers(everyoneBut(CLOSERS), 403),
      row('director', 'own', 204, (w) => w.director),
      strangers(['support_agent', 'system_admin'], 409), // closed already
    ]),
    freezeMe: operation(() => post('/me/freeze'), [strangers(EVERYONE, 204), strangers(EVERYONE, 401)]),
  }),
);
