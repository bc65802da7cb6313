import { defineMatrix, EVERYONE, get, put, strangers } from './format.js';

/** Devices, notices of sign-ins, own acts. */
export const matrix = defineMatrix(
  async () => ({}),
  ({ operation }) => ({
    readMySignInNotices: operation(() => get('/me/sign-in-notices'), [strangers(EVERYONE, 200)]),
    replaceMySignInNotices: operation(() => put('/me/sign-in-notices', { everySignIn: true, failedTries: true }, { 'if-match': '"0"' }), [strangers(EVERYONE, 200)]),
    listMyActs: operation(() => get('/me/acts'), [strangers(EVERYONE, 200)]),
  }),
);
