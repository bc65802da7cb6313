import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { newId } from '../../../src/shared/ids.js';
import type { RoleCode } from '../../../src/shared/roles.js';
import { uploadDocument } from '../../factories/enrollment.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { defineMatrix, EVERYONE, everyoneBut, get, post, remove, strangers } from './format.js';

const CONFIRMERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director', 'support_agent', 'system_admin'];
const OF_A_SCHOOL: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];
const OPERATORS_OF_LEVELS: readonly RoleCode[] = ['support_agent', 'system_admin'];
const ofOperators = (status: number) => [strangers(OPERATORS_OF_LEVELS, status), strangers(everyoneBut(OPERATORS_OF_LEVELS), 403)];
const ADDRESS = '236000, Калининград, Примерная улица, д. 1';
const DOCUMENT = { documentKind: 'passport', documentNumber: '4510 123456' };

/** Levels of accounts (ID-8). */
export const matrix = defineMatrix(
  async (app) => {
    const schoolId = newId();
    const [pupil, secretary] = [await makeStaff(app, 'pupil', { schoolId }, { confirmed: false }), await makeStaff(app, 'secretary', { schoolId })];
    const unconfirmed = () => makeStaff(app, 'guardian', {}, { confirmed: false });
    const [scans, reviewed, letterOwner] = [await unconfirmed(), await signIn(app, await unconfirmed()), await unconfirmed()];
    const addressee = await signIn(app, letterOwner);
    const submit = async (token: string) => {
      const fileId = (await uploadDocument(app, token, { purpose: 'identity_document' })).body.id as string;
      return (await app.as(token).post('/me/level/review', { fileIds: [fileId] })).body.id as string;
    };
    await submit(reviewed);
    const letter = await app.as(addressee).post('/me/level/letter', { address: ADDRESS });
    await app.get(IdentityFacade).confirmLevel(letterOwner.id, { kind: 'passport', number: '4510123456' });
    const staff = app.as(await signIn(app, await makeStaff(app, 'support_agent')));
    const { confirmations: [confirmation] } = (await staff.get(`/people/${letterOwner.id}/level`)).body;
    return {
      review: await submit(await signIn(app, scans)), reviewed, addressee, letter: letter.body.id as string, confirmation: confirmation.id as string, pupil: pupil.id, secretaryId: secretary.id,
      secretary: await signIn(app, secretary), director: await signIn(app, await makeStaff(app, 'director', { schoolId })),
    };
  },
  ({ operation, row }) => ({
    readMyLevel: operation(() => get('/me/level'), [strangers(EVERYONE, 200)]),
    beginLevelSignature: operation(() => post('/me/level/signature'), [strangers(EVERYONE, 409)]), // got through: no authority is configured
    confirmLevelBySignature: operation(() => post('/me/level/signature/confirm', { signature: 'x' }), [strangers(EVERYONE, 409)]),
    // Got through to the check of the body; what happens with a bank: level-ways.e2e-spec.ts.
    startLevelByBank: operation(() => post('/me/level/bank/unheard-of/start', { returnTo: 1 }), [strangers(EVERYONE, 422)]),
    confirmLevelByBank: operation(() => post('/me/level/bank/confirm', { ticket: '' }), [strangers(EVERYONE, 422)]),
    readLevelLetter: operation(() => get('/me/level/letter'), [strangers(EVERYONE, 404), row('guardian', 'own', 200, (w) => w.addressee)]),
    orderLevelLetter: operation(() => post('/me/level/letter', { address: ADDRESS }), [strangers(EVERYONE, 201)]),
    confirmLevelByLetter: operation(() => post('/me/level/letter/confirm', { code: 'x' }), [strangers(EVERYONE, 422)]),
    cancelLevelLetter: operation(() => remove('/me/level/letter'), [strangers(EVERYONE, 204)]),
    submitLevelReview: operation(() => post('/me/level/review', { fileIds: [newId()] }), [strangers(EVERYONE, 422)]), // got through, and the file is none of theirs
    readMyLevelReview: operation(() => get('/me/level/review'), [strangers(EVERYONE, 404), row('guardian', 'own', 200, (w) => w.reviewed)]),
    withdrawLevelReview: operation(() => remove('/me/level/review'), [strangers(EVERYONE, 404), row('guardian', 'own', 204, (w) => w.reviewed)]),
    listLevelLetters: operation(() => get('/level-letters'), ofOperators(200)),
    printLevelLetter: operation((w) => post(`/level-letters/${w.letter}/print`), ofOperators(200)),
    listLevelReviews: operation(() => get('/level-reviews'), ofOperators(200)),
    readLevelReview: operation((w) => get(`/level-reviews/${w.review}`), ofOperators(200)),
    callForLevelReview: operation((w) => post(`/level-reviews/${w.review}/call`, { url: 'https://meet.example.ru/a', at: '2020-01-01T00:00:00Z' }), ofOperators(422)), // through to the check of the time
    confirmLevelByReview: operation((w) => post(`/level-reviews/${w.review}/confirm`, { documentKind: 'passport', documentNumber: '4510' }), ofOperators(422)),
    declineLevelReview: operation((w) => post(`/level-reviews/${w.review}/decline`, { reason: 'проверка' }), [
      strangers(['support_agent'], 204),
      strangers(['system_admin'], 409), // decided already
      strangers(everyoneBut(OPERATORS_OF_LEVELS), 403),
    ]),
    listConfirmationMethods: operation(() => get('/confirmation-methods'), ofOperators(200)),
    withdrawConfirmationMethod: operation(() => post('/confirmation-methods/video/withdraw', { provider: 'nobody', reason: 'проверка' }), [strangers(['system_admin'], 204), strangers(everyoneBut(['system_admin']), 403)]),
    restoreConfirmationMethod: operation(() => post('/confirmation-methods/video/restore', { provider: 'nobody' }), [strangers(['system_admin'], 204), strangers(everyoneBut(['system_admin']), 403)]),
    listLevelConfirmations: operation(() => get('/level-confirmations'), ofOperators(200)),
    keepLevelConfirmation: operation((w) => post(`/level-confirmations/${w.confirmation}/keep`, { reason: 'проверка' }), ofOperators(200)),
    revokeLevelConfirmation: operation((w) => post(`/level-confirmations/${w.confirmation}/revoke`, { reason: 'проверка' }), [
      strangers(['support_agent'], 200),
      strangers(['system_admin'], 409), // ended already
      strangers(everyoneBut(OPERATORS_OF_LEVELS), 403),
    ]),
    readPersonLevel: operation((w) => get(`/people/${w.pupil}/level`), [
      row('secretary', 'own', 200, (w) => w.secretary),
      row('director', 'own', 200, (w) => w.director),
      strangers(OF_A_SCHOOL, 404),
      strangers(['support_agent', 'system_admin'], 200),
      strangers(everyoneBut(CONFIRMERS), 403),
    ]),
    confirmLevelInPerson: operation((w) => post(`/people/${w.pupil}/level`, DOCUMENT), [
      strangers(OF_A_SCHOOL, 404),
      strangers(everyoneBut(CONFIRMERS), 403),
      row('secretary', 'own', 201, (w) => w.secretary),
      row('secretary', 'same_school', 409, (w) => w.secretary, (w) => post(`/people/${w.secretaryId}/level`, DOCUMENT)), // not one's own
      strangers(['support_agent', 'system_admin'], 201),
    ]),
  }),
);
