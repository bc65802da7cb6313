import { Pool } from 'pg';
import { linkFamily } from '../../factories/family.js';
import { makeFamily, makeOffice, uploadDocument } from '../../factories/enrollment.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makePupil } from '../../factories/schools.js';
import { testDatabase } from '../../support/index.js';
import { defineMatrix, EVERYONE, everyoneBut, get, post, strangers, type Call } from './format.js';

const OFFICE = ['secretary', 'school_admin', 'director'] as const;

/** Documents a school asks families for (EN-16). */
export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const office = await makeOffice(app, db);
    const pupil = await makeFamily(app, db, office);
    const ended = await makePerson(app);
    const link = await linkFamily(app, ended.id, pupil, 'father');
    await db.query(`UPDATE family.links SET status = 'revoked', reason = 'by_school', version = version + 1 WHERE id = $1`, [link.id]);
    const other = await makePupil(db, office.school, { schoolClass: office.schoolClass });
    await db.end();
    const secretary = app.as(office.secretaryToken);
    const dueOn = new Date(app.clock.now().getTime() + 20 * 24 * 3600 * 1000).toISOString().slice(0, 10);
    const ask = async (...pupilIds: string[]) => (await secretary.post('/document-requests', { title: 'Справка', dueOn, pupilIds })).body.id as string;
    const part = async (call: string) => (await secretary.get(`/document-requests/${call}/pupils`)).body.items[0].id as string;
    const file = async () => (await uploadDocument(app, office.parentToken)).body.id as string;
    const handedIn = async () => {
      const call = await ask(pupil.id);
      await app.as(office.parentToken).post(`/asked-documents/${await part(call)}/hand-in`, { fileIds: [await file()] });
      return call;
    };
    const call = await ask(pupil.id);
    return {
      office, dueOn, pupil: pupil.id, call, part: await part(call), file: await file(), toAccept: await handedIn(), toReturn: await handedIn(), toCancel: await ask(other.id),
      secretary: office.secretaryToken, director: office.directorToken, parent: office.parentToken, ended: await signIn(app, ended),
      teacher: await signIn(app, await makeStaff(app, 'teacher', { schoolId: office.school.id })),
    };
  },
  ({ operation, row }) => {
    const offices = (call: (w: any) => Call, done = 200) => operation(call, [
      strangers(everyoneBut(OFFICE), 403),
      strangers(OFFICE, 404),
      row('teacher', 'same_school', 403, (w) => w.teacher),
      row('guardian', 'own', 403, (w) => w.parent),
      row('secretary', 'same_school', done, (w) => w.secretary),
    ]);
    /** The family's: for everybody else, the office too, it is at another address. */
    const families = (call: (w: any) => Call) => operation(call, [
      strangers(EVERYONE, 404),
      row('guardian', 'ended', 404, (w) => w.ended),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      row('secretary', 'same_school', 404, (w) => w.secretary),
      row('guardian', 'own', 200, (w) => w.parent),
    ]);
    return {
      createDocumentRequest: operation((w) => post('/document-requests', { title: 'Справка', dueOn: w.dueOn, pupilIds: [w.pupil] }), [
        strangers(everyoneBut(OFFICE), 403),
        strangers(OFFICE, 404),
        row('teacher', 'same_school', 403, (w) => w.teacher),
        row('secretary', 'same_school', 201, (w) => w.secretary),
      ]),
      listDocumentRequests: operation(() => get('/document-requests'), [strangers(everyoneBut(OFFICE), 403), strangers(OFFICE, 200)]),
      readDocumentRequest: offices((w) => get(`/document-requests/${w.call}`)),
      listAskedPupils: offices((w) => get(`/document-requests/${w.call}/pupils`)),
      acceptAskedDocument: offices((w) => post(`/document-requests/${w.toAccept}/pupils/${w.pupil}/accept`), 204),
      returnAskedDocument: offices((w) => post(`/document-requests/${w.toReturn}/pupils/${w.pupil}/return`, { message: 'Не видна печать.' }), 204),
      cancelDocumentRequest: offices((w) => post(`/document-requests/${w.toCancel}/cancel`)),
      listAskedDocuments: operation(() => get('/asked-documents'), [strangers(EVERYONE, 200)]),
      readAskedDocument: families((w) => get(`/asked-documents/${w.part}`)),
      handInAskedDocument: families((w) => post(`/asked-documents/${w.part}/hand-in`, { fileIds: [w.file] })),
    };
  },
);
