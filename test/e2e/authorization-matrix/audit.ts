import { newId } from '../../../src/shared/ids.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { defineMatrix, everyoneBut, get, strangers } from './format.js';

export const matrix = defineMatrix(
  async (app) => {
    const schoolId = newId();
    return { director: await signIn(app, await makeStaff(app, 'director', { schoolId })) };
  },
  ({ operation, row }) => ({
    listAuditEvents: operation(() => get('/audit-events'), [
      row('director', 'own', 200, (w) => w.director),
      // The school is the caller's own: there is nothing of another one to ask for.
      strangers(['school_admin', 'director', 'system_admin'], 200),
      strangers(everyoneBut('school_admin', 'director', 'system_admin'), 403),
    ]),
  }),
);
