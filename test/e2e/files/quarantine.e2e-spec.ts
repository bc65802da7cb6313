import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client as Postgres } from 'pg';
import { FilesFacade } from '../../../src/modules/files/index.js';
import { ScanOldHandler } from '../../../src/modules/files/jobs/scan-old.handler.js';
import { Db } from '../../../src/platform/database/index.js';
import { ObjectTypes } from '../../../src/platform/objects/index.js';
import { Blobs } from '../../../src/platform/storage/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makeActor } from '../../factories/actor.js';
import { diaryAccessForm } from '../../factories/enrollment.js';
import { makePdf, makePicture } from '../../factories/files.js';
import { makePerson, makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { makeClass, makeSchool } from '../../factories/schools.js';
import { ClamdPeer, EICAR } from '../../support/clamd.js';
import { WorkerProcess } from '../../support/api-process.js';
import { S3Peer } from '../../support/s3.js';
import { form, freshDatabase, startTestApp, type Answer, type Client, type TestApp, type TestDatabase } from '../../support/index.js';

const INFECTED = makePdf({ note: EICAR });
const MINUTE = 60_000;

/** With the files in a bucket: what is true there is true of a disk, where all other suites have them. */
describe('quarantine (SE-6)', () => {
  const [clamd, s3] = [new ClamdPeer(), new S3Peer()];
  let port: number;
  let bucket: Record<string, string>;
  let own: TestDatabase;
  let app: TestApp;
  let person: MadePerson;
  let parent: Client;
  let clerk: Client;
  let paper: string;

  beforeAll(async () => {
    const url = await clamd.start();
    port = Number(new URL(url).port);
    bucket = await s3.start();
    // Files of other suites, which had no antivirus, would all be asked about here.
    own = await freshDatabase('quarantine');
    app = await startTestApp({ CLAMD_URL: url, ...bucket, DATABASE_URL: own.runtimeUrl, MIGRATION_DATABASE_URL: own.ownerUrl });
    person = await makePerson(app);
    parent = app.as(await signIn(app, person));
    const staff = await makeStaff(app, 'secretary', { schoolId: newId() });
    clerk = app.as(await signIn(app, staff));
    paper = newId();
    app.get(ObjectTypes).register('test.quarantined', { canSee: async (actor, id) => id === paper && [staff.id, person.id].includes(actor.personId), label: async () => null });
  });
  beforeEach(() => { clamd.manner = 'answer'; });
  afterAll(async () => {
    await app.stop();
    await Promise.all([clamd.stop(), s3.stop()]);
  });

  const upload = async (content: Buffer, headers: Record<string, string> = {}): Promise<Answer> => {
    const sent = await form({ purpose: 'request_document' }, { content, name: 'скан.pdf' });
    return parent.post('/files', sent.body, { ...sent.headers, ...headers });
  };
  const attach = (id: string): Promise<void> => app.get(FilesFacade).attach(makeActor({ personId: person.id }), [id], { objectType: 'test.quarantined', objectId: paper });
  const stateOf = async (id: string): Promise<string> => (await parent.get(`/files/${id}`)).body.state;
  const later = async (minutes: number): Promise<void> => {
    app.clock.moveTo(new Date(app.clock.now().getTime() + minutes * MINUTE));
    await app.drain();
    parent = app.as(await signIn(app, person));
  };

  it('gives a file to nobody before the antivirus has answered, however slow it is, and to all who may see it then', async () => {
    clamd.manner = 'hold';
    const { body } = await upload(makePdf());
    expect([body.state, s3.objects.get(body.id)?.equals(makePdf())]).toEqual(['scanning', true]);
    await attach(body.id);
    const drained = app.drain();
    await clamd.reached(clamd.files.length + 1);
    for (const reader of [parent, clerk]) {
      expect(await reader.get(`/files/${body.id}/content`)).toMatchObject({ status: 409, body: { code: 'files.being_checked' }, headers: { 'retry-after': '30' } });
    }
    clamd.release();
    await drained;
    expect(await stateOf(body.id)).toBe('clean');
    expect(clamd.files.at(-1)!.equals(makePdf())).toBe(true);
    for (const reader of [parent, clerk]) expect((await reader.get(`/files/${body.id}/content`)).raw!.equals(makePdf())).toBe(true);
    expect((await clerk.get(`/files/${body.id}/content`, { range: 'bytes=-6' })).raw!.toString()).toBe('%%EOF\n');
  });

  it('refuses and removes what the antivirus finds something in, and tells its sender', async () => {
    clamd.manner = 'hold';
    const sent = clamd.files.length;
    const { body: { id } } = await upload(INFECTED, { 'idempotency-key': 'infected' });
    const loose = (await upload(INFECTED)).body.id as string;
    await attach(id);
    const drained = app.drain();
    await clamd.reached(sent + 2);
    clamd.release();
    await drained;
    expect(await stateOf(id)).toBe('rejected');
    expect(await clerk.get(`/files/${id}/content`)).toMatchObject({ status: 409, body: { code: 'files.rejected', detail: expect.stringContaining('загрузить другой') } });
    expect([await app.get(Blobs).open(id), s3.objects.has(id)]).toEqual([null, false]);
    expect((await upload(INFECTED, { 'idempotency-key': 'infected' })).body).toMatchObject({ id, state: 'rejected' });
    await expect(attach(loose)).rejects.toMatchObject({ code: 'files.cannot_attach' });
    await attach(id); // saying again what hangs there already is fine
    const { items } = (await parent.get('/notifications')).body;
    expect(items.filter((n: any) => n.type === 'files.rejected').map((n: any) => n.object.id).sort()).toEqual([id, loose].sort());
    const [audit] = await app.get(Db).query(`SELECT details FROM audit.events WHERE operation = 'files.rejected' AND object_id = $1`, [id]);
    expect(audit).toEqual({ details: { found: 'Eicar-Test-Signature', of: 'test.quarantined', ofId: paper } });
  });

  it('a request names the document that was refused, keeps the rest, and takes another in its place', async () => {
    const school = await makeSchool(app.get(Db));
    await makeClass(app.get(Db), school, { gradeLevel: 5, letter: 'А' });
    const [bad, good] = [(await upload(INFECTED)).body.id as string, (await upload(makePdf())).body.id as string];
    const draft = (await parent.post('/requests', diaryAccessForm(school.id, bad))).body;
    await app.drain();
    const refused = await parent.post(`/requests/${draft.id}/submit`);
    expect(refused).toMatchObject({ status: 422, body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/documents/0/fileId', code: 'enrollment.file_rejected' })]) } });
    const other = await parent.patch(`/requests/${draft.id}`, { relationship: 'father' }, { 'if-match': `"${draft.version}"` });
    expect(other).toMatchObject({ status: 200, body: { documents: [{ fileId: bad, state: 'rejected' }] } });
    const mended = await parent.patch(`/requests/${draft.id}`, { documents: [{ type: 'birth_certificate', fileId: good }] }, { 'if-match': `"${other.body.version}"` });
    expect(mended.body.documents).toMatchObject([{ fileId: good, state: 'clean' }]);
  });

  it('keeps files in quarantine while the antivirus is down, and lets them go when it is back', async () => {
    await clamd.stop();
    const ids = [(await upload(makePdf())).body.id as string, (await upload(await makePicture())).body.id as string, (await upload(INFECTED)).body.id as string];
    await app.drain();
    await later(10);
    expect(await Promise.all(ids.map(stateOf))).toEqual(['scanning', 'scanning', 'scanning']);
    expect((await parent.get(`/files/${ids[0]}/content`)).body.code).toBe('files.being_checked');
    // What is wrong by its content is refused without it.
    expect((await upload(makePdf({ extra: '20 0 obj<</S/JavaScript/JS(x)>>endobj\n' }))).status).toBe(422);
    await clamd.start(port);
    clamd.manner = 'too_large';
    await later(16);
    expect(await Promise.all(ids.map(stateOf))).toEqual(['scanning', 'scanning', 'scanning']);
    clamd.manner = 'answer';
    await later(16);
    await later(1); // no more than two are asked about at once
    expect(await Promise.all(ids.map(stateOf))).toEqual(['clean', 'clean', 'rejected']);
  });

  it('asks about files that came before there was an antivirus, the oldest first, and they can be read until it answers', async () => {
    const ids: string[] = [];
    for (const content of [makePdf(), makePdf(), await makePicture()]) ids.push((await upload(content)).body.id);
    await attach(ids[1]!);
    await app.drain();
    // As they would stand there: nobody has looked into the bad one.
    await app.get(Db).query(`UPDATE files.file SET state = 'not_scanned' WHERE id = ANY ($1)`, [ids]);
    s3.objects.set(ids[1]!, INFECTED);
    await clamd.stop();
    await app.get(ScanOldHandler).onApplicationBootstrap();
    await app.drain();
    expect(await Promise.all(ids.map(stateOf))).toEqual(['not_scanned', 'not_scanned', 'not_scanned']);
    await clamd.start(port);
    clamd.manner = 'hold';
    const before = clamd.files.length;
    const waited = later(16);
    await clamd.reached(before + 1);
    expect((await app.as(await signIn(app, person)).get(`/files/${ids[1]}/content`)).status).toBe(200);
    clamd.release();
    await waited;
    expect([await Promise.all(ids.map(stateOf)), s3.objects.has(ids[1]!)]).toEqual([['clean', 'rejected', 'clean'], false]);
    expect(clamd.files.slice(before).map((file) => file.equals(INFECTED))).toEqual([false, true, false]);
    expect((await parent.get('/notifications')).body.items.filter((n: any) => n.type === 'files.rejected').map((n: any) => n.object.id)).toContain(ids[1]);
  });

  it('a worker killed with -9 in the middle of a scan neither lets the file go nor loses it', async () => {
    clamd.manner = 'hold';
    const worker = await WorkerProcess.beside(app, { CLAMD_URL: `tcp://127.0.0.1:${port}`, ...bucket });
    try {
      const sent = clamd.files.length;
      const { body: { id } } = await upload(makePdf());
      await clamd.reached(sent + 1);
      await worker.kill();
      clamd.release();
      expect([await stateOf(id), (await parent.get(`/files/${id}/content`)).body.code]).toEqual(['scanning', 'files.being_checked']);
      await later(16);
      expect(await stateOf(id)).toBe('clean');
    } finally {
      await worker.kill();
    }
  });

  it('a file whose order was lost on the way is asked about all the same', async () => {
    // As if a worker had died for good with the order in its hands; no other gets to it before.
    const thief = new Postgres({ connectionString: own.ownerUrl });
    await thief.connect();
    await thief.query('BEGIN');
    await thief.query('LOCK TABLE platform.inbox');
    const { body: { id } } = await upload(makePdf());
    await thief.query(`INSERT INTO platform.inbox (event_id, subscriber) SELECT id, 'files.scan' FROM platform.outbox WHERE name = 'files.to_scan' AND payload ->> 'fileId' = $1`, [id]);
    await thief.query('COMMIT');
    await thief.end();
    await app.drain();
    expect(await stateOf(id)).toBe('scanning');
    await later(16);
    expect(await stateOf(id)).toBe('clean');
  });
});
