import { Db } from '../../../src/platform/database/index.js';
import { SCHOOL_STAFF } from '../../../src/shared/roles.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makeSchool } from '../../factories/schools.js';
import { defineMatrix, everyoneBut, get, patch, strangers } from './format.js';

const ADMINISTRATION = ['school_admin', 'director'] as const;

/** A school with its administration. */
export const matrix = defineMatrix(
  async (app) => {
    const school = await makeSchool(app.get(Db));
    const staff = async (role: 'director' | 'school_admin' | 'teacher' | 'pupil') => signIn(app, await makeStaff(app, role, { schoolId: school.id }));
    return { at: `/schools/${school.id}/access-settings`, director: await staff('director'), admin: await staff('school_admin'), teacher: await staff('teacher'), child: await staff('pupil') };
  },
  ({ operation, row }) => {
    const change = (w: any, version: number) => patch(w.at, { changes: [{ permission: 'journal.read_all', role: 'methodist', allowed: false }] }, { 'if-match': `"${version}"` });
    return {
      readAccessSettings: operation((w) => get(w.at), [
        row('director', 'own', 200, (w) => w.director), row('teacher', 'own', 200, (w) => w.teacher), row('pupil', 'own', 403, (w) => w.child),
        strangers(SCHOOL_STAFF, 404), strangers(everyoneBut(SCHOOL_STAFF), 403),
      ]),
      changeAccessSettings: operation((w) => change(w, 0), [
        row('teacher', 'own', 403, (w) => w.teacher), strangers([...ADMINISTRATION], 404), strangers(everyoneBut(ADMINISTRATION), 403),
        row('school_admin', 'own', 200, (w) => w.admin), row('director', 'own', 412, (w) => w.director),
      ]),
      listAccessChanges: operation((w) => get(`${w.at}/history`), [
        row('teacher', 'own', 403, (w) => w.teacher), row('school_admin', 'own', 200, (w) => w.admin), row('director', 'own', 200, (w) => w.director),
        strangers([...ADMINISTRATION], 404), strangers(everyoneBut(ADMINISTRATION), 403),
      ]),
    };
  },
);
