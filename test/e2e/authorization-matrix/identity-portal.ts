import { LinkedAccountsRepository } from '../../../src/modules/identity/persistence/portal/linked-accounts.repository.js';
import { GOOD_PASSWORD, makeStaff, signIn } from '../../factories/identity.js';
import { anybody, defineMatrix, EVERYONE, get, post, remove, strangers } from './format.js';

export const matrix = defineMatrix(
  async (app) => {
    const parent = await makeStaff(app, 'guardian', {}, { password: GOOD_PASSWORD });
    await app.get(LinkedAccountsRepository).insert(parent.id, 'esia', '1000300894', parent.id, app.clock.now());
    return { parent: await signIn(app, parent) };
  },
  ({ operation, row }) => ({
    listProviders: operation(() => get('/auth/providers'), [anybody(200)]),
    startProvider: operation(() => get('/auth/providers/unheard-of/start'), [anybody(404)]),
    providerCallback: operation(() => get('/auth/providers/unheard-of/callback?state=x&code=y'), [anybody(404)]),
    providerCallbackForm: operation(() => post('/auth/providers/unheard-of/callback', { state: 'x' }), [anybody(404)]),
    exchangeProviderCode: operation(() => post('/auth/providers/exchange', { code: 'unknown' }), [anybody(401)]),
    listLinkedAccounts: operation(() => get('/me/linked-accounts'), [strangers(EVERYONE, 200)]),
    // Got through to their own account; what happens with a real portal: portal-attacks.e2e-spec.ts.
    startLinking: operation(() => post('/me/linked-accounts/unheard-of/start', { returnTo: '//' }), [strangers(EVERYONE, 422)]),
    stepUpByPortal: operation(() => post('/me/linked-accounts/unheard-of/step-up', { returnTo: '//' }), [strangers(EVERYONE, 422)]),
    linkAccount: operation(() => post('/me/linked-accounts', { ticket: '' }), [strangers(EVERYONE, 422)]),
    unlinkAccount: operation(() => remove('/me/linked-accounts/esia'), [strangers(EVERYONE, 404), row('guardian', 'own', 204, (w) => w.parent)]),
  }),
);
