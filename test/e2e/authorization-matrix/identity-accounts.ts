import { newId } from '../../../src/shared/ids.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { defineMatrix, EVERYONE, get, post, strangers } from './format.js';

/** Contacts, codes for a new password, registration, recovery. */
export const matrix = defineMatrix(
  async (app) => {
    const own = await makeStaff(app, 'guardian');
    const token = await signIn(app, own);
    const begun = await app.as(token).post('/me/contacts', { kind: 'email', value: `${newId()}@example.ru` });
    return { token, change: begun.body.id as string };
  },
  ({ operation, row }) => ({
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
