import { GOOD_PASSWORD, makeStaff, signIn } from '../../factories/identity.js';
import { defineMatrix, EVERYONE, get, put, remove, strangers } from './format.js';

/** Devices, notices of sign-ins, own acts. */
export const matrix = defineMatrix(
  async (app) => {
    const person = await makeStaff(app, 'guardian', {}, { password: GOOD_PASSWORD });
    const { body } = await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD, device: { trusted: true } });
    const own = await signIn(app, person);
    return { own, device: (await app.as(body.accessToken).get('/me/devices')).body.items[0].id as string };
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
  }),
);
