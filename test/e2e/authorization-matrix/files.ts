import { FilesFacade } from '../../../src/modules/files/index.js';
import { ObjectTypes } from '../../../src/platform/objects/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makeActor } from '../../factories/actor.js';
import { makePdf } from '../../factories/files.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { form } from '../../support/form.js';
import { defineMatrix, EVERYONE, get, post, strangers } from './format.js';

/** A file before it is attached, and one that hangs on an object which a secretary may see and its uploader no longer. */
export const matrix = defineMatrix(
  async (app) => {
    const schoolId = newId();
    const [person, clerk, colleague] = [await makePerson(app), await makeStaff(app, 'secretary', { schoolId }), await makeStaff(app, 'secretary', { schoolId })];
    const uploader = await signIn(app, person);
    const sent = await form({ purpose: 'request_document' }, { content: makePdf(), name: 'scan.pdf' });
    const upload = async (): Promise<string> => (await app.as(uploader).post('/files', sent.body, sent.headers)).body.id as string;
    const [loose, attached, paper] = [await upload(), await upload(), newId()];
    app.get(ObjectTypes).register('matrix.paper', { canSee: async (actor, id) => id === paper && actor.personId === clerk.id, label: async () => null });
    await app.get(FilesFacade).attach(makeActor({ personId: person.id }), [attached], { objectType: 'matrix.paper', objectId: paper });
    return { sent, loose, attached, uploader, clerk: await signIn(app, clerk), colleague: await signIn(app, colleague) };
  },
  ({ operation, row }) => ({
    uploadFile: operation((w) => post('/files', w.sent.body, w.sent.headers), [strangers(EVERYONE, 201)]),
    getFile: operation((w) => get(`/files/${w.loose}`), [
      row('no_role', 'own', 200, (w) => w.uploader),
      row('secretary', 'own', 200, (w) => w.clerk, (w) => get(`/files/${w.attached}`)),
      row('secretary', 'same_school', 404, (w) => w.colleague, (w) => get(`/files/${w.attached}`)),
      row('no_role', 'ended', 404, (w) => w.uploader, (w) => get(`/files/${w.attached}`)),
      strangers(EVERYONE, 404),
      strangers(EVERYONE, 404, (w) => get(`/files/${w.attached}`)),
    ]),
    getFileContent: operation((w) => get(`/files/${w.loose}/content`), [
      row('no_role', 'own', 200, (w) => w.uploader),
      row('secretary', 'own', 200, (w) => w.clerk, (w) => get(`/files/${w.attached}/content`)),
      row('secretary', 'same_school', 404, (w) => w.colleague, (w) => get(`/files/${w.attached}/content`)),
      row('no_role', 'ended', 404, (w) => w.uploader, (w) => get(`/files/${w.attached}/content`)),
      strangers(EVERYONE, 404),
      strangers(EVERYONE, 404, (w) => get(`/files/${w.attached}/content`)),
    ]),
  }),
);
