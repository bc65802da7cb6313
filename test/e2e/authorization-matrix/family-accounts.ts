import { Pool } from 'pg';
import { newId } from '../../../src/shared/ids.js';
import { linkFamily } from '../../factories/family.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { testDatabase } from '../../support/index.js';
import { defineMatrix, everyoneBut, get, post, put, strangers } from './format.js';

/** Accounts of children kept by their parents (ID-14). */
export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const pupil = await makePupil(db, await makeSchool(db), { birthDate: `${new Date().getUTCFullYear() - 9}-01-01` });
    await db.end();
    const [mother, former] = [await makeStaff(app, 'guardian'), await makeStaff(app, 'guardian')];
    await linkFamily(app, mother.id, pupil);
    const ended = await linkFamily(app, former.id, pupil, 'father');
    const tokens = { mother: await signIn(app, mother), former: await signIn(app, former) };
    await app.as(tokens.former).post(`/family-links/${ended.id}/revoke`);
    return { pupil: pupil.id, login: `kid_${newId().slice(-12)}`, ...tokens };
  },
  ({ operation, row }) => ({
    createChildAccount: operation((w) => post(`/children/${w.pupil}/account`, { login: w.login, password: 'Zimniy5-veter' }), [
      row('guardian', 'ended', 404, (w) => w.former),
      strangers(['guardian'], 404),
      strangers(everyoneBut('guardian'), 403),
      row('guardian', 'own', 201, (w) => w.mother),
    ]),
    readChildAccount: operation((w) => get(`/children/${w.pupil}/account`), [
      row('guardian', 'own', 200, (w) => w.mother),
      row('guardian', 'ended', 404, (w) => w.former),
      strangers(['guardian'], 404),
      strangers(everyoneBut('guardian'), 403),
    ]),
    setChildPassword: operation((w) => put(`/children/${w.pupil}/account/password`, { newPassword: 'Letniy7-dozhd' }), [
      row('guardian', 'ended', 404, (w) => w.former),
      strangers(['guardian'], 404),
      strangers(everyoneBut('guardian'), 403),
      row('guardian', 'own', 204, (w) => w.mother),
    ]),
    takeOverAccount: operation(() => post('/me/take-over', { currentPassword: 'x', newPassword: 'y' }), [
      strangers(['pupil'], 409), // got through; nobody made theirs
      strangers(everyoneBut('pupil'), 403),
    ]),
  }),
);
