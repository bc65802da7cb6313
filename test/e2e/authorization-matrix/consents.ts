import { newId } from '../../../src/shared/ids.js';
import { makePerson, signIn } from '../../factories/identity.js';
import { anybody, defineMatrix, EVERYONE, everyoneBut, get, post, strangers } from './format.js';

const TEXT = { purpose: 'terms', titleRu: 'Правила', bodyRu: 'Новая редакция правил', titleEn: 'Terms', bodyEn: 'A new wording of the terms' };
const EDITORS = ['content_editor', 'system_admin'] as const;

export const matrix = defineMatrix(
  async (app) => {
    const giver = await signIn(app, await makePerson(app));
    const { body } = await app.as(giver).post('/me/consents', { purpose: 'personal_data', version: 1 });
    return { giver, consent: body.id as string };
  },
  ({ operation, row }) => ({
    listConsentTexts: operation(() => get('/consent-texts'), [anybody(200)]),
    publishConsentText: operation(() => post('/consent-texts', TEXT), [strangers([...EDITORS], 201), strangers(everyoneBut(EDITORS), 403)]),
    listConsents: operation(() => get('/me/consents'), [strangers(EVERYONE, 200)]),
    giveConsent: operation(() => post('/me/consents', { purpose: 'personal_data', version: 1 }), [
      strangers(EVERYONE, 201),
      // For a pupil who is nobody's of theirs, and for another person.
      strangers(EVERYONE, 404, () => post('/me/consents', { purpose: 'child_data', version: 1, subjectId: newId() })),
      strangers(EVERYONE, 404, () => post('/me/consents', { purpose: 'personal_data', version: 1, subjectId: newId() })),
    ]),
    withdrawConsent: operation((w) => post(`/me/consents/${w.consent}/withdraw`), [
      strangers(EVERYONE, 404),
      row('no_role', 'own', 200, (w) => w.giver),
      row('no_role', 'ended', 409, (w) => w.giver),
    ]),
  }),
);
