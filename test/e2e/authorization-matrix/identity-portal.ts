import { LinkedAccountsRepository } from '../../../src/modules/identity/persistence/portal/linked-accounts.repository.js';
import { newId } from '../../../src/shared/ids.js';
import type { RoleCode } from '../../../src/shared/roles.js';
import { GOOD_PASSWORD, makeStaff, signIn } from '../../factories/identity.js';
import { anybody, defineMatrix, EVERYONE, everyoneBut, get, put, post, remove, strangers } from './format.js';

const HELPERS: readonly RoleCode[] = ['school_admin', 'director', 'support_agent', 'system_admin'];

export const matrix = defineMatrix(
  async (app) => {
    const parent = await makeStaff(app, 'guardian', {}, { password: GOOD_PASSWORD });
    await app.get(LinkedAccountsRepository).insert(parent.id, 'esia', '1000300894', parent.id, app.clock.now());
    const schoolId = newId();
    const director = await makeStaff(app, 'director', { schoolId });
    return { parent: await signIn(app, parent), parentId: parent.id, director: await signIn(app, director), teacher: (await makeStaff(app, 'teacher', { schoolId })).id };
  },
  ({ operation, row }) => ({
    listProviders: operation(() => get('/auth/providers'), [anybody(200)]),
    startProvider: operation(() => get('/auth/providers/unheard-of/start'), [anybody(404)]),
    providerCallback: operation(() => get('/auth/providers/unheard-of/callback?state=x&code=y'), [anybody(404)]),
    providerCallbackForm: operation(() => post('/auth/providers/unheard-of/callback', { state: 'x' }), [anybody(404)]),
    exchangeProviderCode: operation(() => post('/auth/providers/exchange', { code: 'unknown' }), [anybody(401)]),
    listSignInWays: operation(() => get('/sign-in-ways'), [strangers(['system_admin'], 200), strangers(everyoneBut(['system_admin']), 403)]),
    // The e-mail of codes: nobody of the matrix is sent one by it afterwards.
    markSignInWay: operation(() => put('/sign-in-ways/channels/email', { down: false, reason: 'проверка' }, { 'if-match': '"0"' }), [
      strangers(['system_admin'], 200),
      strangers(everyoneBut(['system_admin']), 403),
    ]),
    sendLinkCode: operation(() => post('/auth/providers/link/code', { ticket: 'unknown', contact: '+79161234567' }), [anybody(401)]),
    linkByCode: operation(() => post('/auth/providers/link', { ticket: 'unknown', code: '123456' }), [anybody(401)]),
    waitForSchoolLink: operation(() => post('/auth/providers/link/wait', { ticket: 'unknown' }), [anybody(401)]),
    listPortalLinks: operation((w) => get(`/people/${w.teacher}/portal-links`), [
      row('director', 'own', 200, (w) => w.director),
      row('director', 'same_school', 404, (w) => w.director, (w) => get(`/people/${w.parentId}/portal-links`)),
      strangers(['school_admin', 'director'], 404),
      strangers(['support_agent', 'system_admin'], 200),
      strangers(everyoneBut(HELPERS), 403),
    ]),
    // Theirs to do, and nobody was given the number; what happens with a real portal: portal-linking.e2e-spec.ts.
    confirmPortalLink: operation((w) => post(`/people/${w.teacher}/portal-links`, { number: '000-000-0000', documentKind: 'passport', documentNumber: '4510 123456', reason: 'проверка' }), [
      row('director', 'own', 422, (w) => w.director),
      strangers(['school_admin', 'director'], 404),
      strangers(['support_agent', 'system_admin'], 422),
      strangers(everyoneBut(HELPERS), 403),
    ]),
    registerThroughPortal: operation(() => post('/auth/providers/register', { ticket: 'unknown', consents: { terms: 1, personalData: 1 } }), [anybody(401)]),
    listLinkedAccounts: operation(() => get('/me/linked-accounts'), [strangers(EVERYONE, 200)]),
    // Got through to their own account; what happens with a real portal: portal-attacks.e2e-spec.ts.
    startLinking: operation(() => post('/me/linked-accounts/unheard-of/start', { returnTo: '//' }), [strangers(EVERYONE, 422)]),
    stepUpByPortal: operation(() => post('/me/linked-accounts/unheard-of/step-up', { returnTo: '//' }), [strangers(EVERYONE, 422)]),
    linkAccount: operation(() => post('/me/linked-accounts', { ticket: '' }), [strangers(EVERYONE, 422)]),
    unlinkAccount: operation(() => remove('/me/linked-accounts/esia'), [strangers(EVERYONE, 404), row('guardian', 'own', 204, (w) => w.parent)]),
  }),
);
