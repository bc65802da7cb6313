import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeActor } from '../../../test/factories/actor.js';
import { makePdf } from '../../../test/factories/files.js';
import { startTestModule, type TestModule } from '../../../test/support/index.js';
import { ObjectTypes } from '../../platform/objects/index.js';
import { Blobs } from '../../platform/storage/index.js';
import type { Actor } from '../../shared/actor.js';
import { newId } from '../../shared/ids.js';
import { ReadFileService } from './app/read-file.service.js';
import { UploadFileService } from './app/upload-file.service.js';
import { FilesFacade, FilesModule, type FileDescription } from './index.js';
import { UnattachedFilesHandler } from './jobs/unattached-files.handler.js';

const PDF = makePdf();
const TYPE = 'test.paper';

describe('files', () => {
  let module: TestModule;
  let files: FilesFacade;
  let uploader: Actor;
  let secretary: Actor;
  const papers = new Map<string, string>(); // paper → who may see it

  beforeAll(async () => {
    module = await startTestModule(FilesModule);
    files = module.get(FilesFacade);
    module.get(ObjectTypes).register(TYPE, { canSee: async (actor, id) => papers.get(id) === actor.personId, label: async () => null });
  });
  beforeEach(() => {
    uploader = makeActor();
    secretary = makeActor({ role: 'secretary', schoolId: newId() });
  });
  afterAll(() => module.stop());

  async function upload(content: Buffer = PDF, actor = uploader, uploadKey: string | null = null, name = 'скан.pdf'): Promise<FileDescription> {
    const service = module.get(UploadFileService);
    const staged = await service.receive((async function* bytes() { yield content; })());
    try {
      return await service.upload(actor, { purpose: 'request_document', name, staged, uploadKey });
    } finally {
      await staged.discard();
    }
  }
  const paper = (reader: Actor): { objectType: string; objectId: string } => {
    const objectId = newId();
    papers.set(objectId, reader.personId);
    return { objectType: TYPE, objectId };
  };
  const read = async (actor: Actor, id: string): Promise<Buffer> => buffer((await module.get(ReadFileService).open(actor, id, () => null)).bytes);
  const due = async (id: string): Promise<unknown> => (await module.db.query(`SELECT state FROM platform.due WHERE kind = 'files.expire' AND key = $1`, [id])).rows[0]?.state;
  const expire = (id: string): Promise<unknown> =>
    module.get(UnattachedFilesHandler).expire({ kind: 'files.expire', key: id, dueAt: module.clock.now(), payload: {}, schoolId: null });

  it('tells the type by content', async () => {
    expect(await upload(PDF, uploader, null, 'photo.jpg')).toMatchObject({ mediaType: 'application/pdf', state: 'not_scanned', size: PDF.length, name: 'photo.jpg' });
    for (const content of ['MZ\x90\x00 a program', '<html><script>alert(1)</script>', 'GIF89a......', 'plain text', 'PK\x03\x04 an archive']) {
      await expect(upload(Buffer.from(content, 'latin1'), uploader, null, 'scan.pdf')).rejects.toMatchObject({ errors: [{ pointer: '/file', code: 'files.type' }] });
    }
  });

  it('is the uploader\'s alone until attached, then of those who see the object', async () => {
    const { id } = await upload();
    expect((await read(uploader, id)).equals(PDF)).toBe(true);
    await expect(read(secretary, id)).rejects.toMatchObject({ code: 'object.not_found' });

    const request = paper(secretary);
    await files.attach(uploader, [id], request);
    expect((await read(secretary, id)).equals(PDF)).toBe(true);
    await expect(read(uploader, id)).rejects.toMatchObject({ code: 'object.not_found' }); // that paper is the secretary's only
    await expect(read(makeActor(), id)).rejects.toMatchObject({ code: 'object.not_found' });
    const { rows } = await module.db.query('SELECT actor_id, operation FROM audit.events WHERE object_id = $1', [id]);
    expect(rows).toEqual([{ actor_id: secretary.personId, operation: 'files.read' }]);
  });

  it('is attached by its uploader only, and to one object only', async () => {
    const [mine, theirs] = [await upload(), await upload(PDF, secretary)];
    const request = paper(secretary);
    await expect(files.attach(uploader, [mine.id, theirs.id], request)).rejects.toMatchObject({ code: 'files.cannot_attach' });
    expect((await files.describe([mine.id]))[0]!.attachedTo).toBeNull(); // all or nothing
    await files.attach(uploader, [mine.id], request);
    await files.attach(uploader, [mine.id, mine.id], request);
    await expect(files.attach(uploader, [mine.id], paper(secretary))).rejects.toMatchObject({ code: 'files.cannot_attach' });
    await expect(files.attach(uploader, [newId()], request)).rejects.toMatchObject({ code: 'files.cannot_attach' });
    expect((await files.describe([newId(), mine.id])).map((f) => f.id)).toEqual([mine.id]);
  });

  it('vanishes when nobody attached it, bytes and all; an attached one stays', async () => {
    const [kept, lost] = [await upload(), await upload()];
    await files.attach(uploader, [kept.id], paper(uploader));
    expect([await due(kept.id), await due(lost.id)]).toEqual(['cancelled', 'planned']);

    expect(await expire(kept.id)).toBe('missed');
    expect(await expire(lost.id)).toBeUndefined();
    expect((await files.describe([kept.id, lost.id])).map((f) => f.id)).toEqual([kept.id]);
    const events = await module.published<{ fileId: string }>('files.removed');
    expect(events).toContainEqual({ fileId: lost.id });
    expect(events).not.toContainEqual({ fileId: kept.id });
    const event = { id: newId(), name: 'files.removed', schoolId: null, payload: { fileId: lost.id }, occurredAt: new Date() };
    await module.get(UnattachedFilesHandler).removeBytes(event);
    await module.get(UnattachedFilesHandler).removeBytes(event);
    expect(await module.get(Blobs).open(lost.id)).toBeNull();
    expect((await read(uploader, kept.id)).length).toBe(PDF.length);
  });

  it('taken off its object it is the uploader\'s again and vanishes a day later', async () => {
    const { id } = await upload();
    const request = paper(secretary);
    await files.attach(uploader, [id], request);
    await files.detach(uploader, [id], paper(secretary)); // hangs elsewhere: nothing happens
    expect((await read(secretary, id)).length).toBe(PDF.length);
    await files.detach(uploader, [id], request);
    await expect(read(secretary, id)).rejects.toMatchObject({ code: 'object.not_found' });
    expect((await read(uploader, id)).length).toBe(PDF.length);
    expect(await due(id)).toBe('planned');
  });

  it('the same upload key gives the same file, another content is refused, two at once make one', async () => {
    const first = await upload(PDF, uploader, 'key-1');
    expect((await upload(PDF, uploader, 'key-1')).id).toBe(first.id);
    await expect(upload(makePdf({ pages: 2 }), uploader, 'key-1')).rejects.toMatchObject({ code: 'idempotency.key_reused' });
    expect((await upload(PDF, secretary, 'key-1')).id).not.toBe(first.id);
    const twins = await Promise.all([upload(PDF, uploader, 'key-2'), upload(PDF, uploader, 'key-2')]);
    expect(twins[0].id).toBe(twins[1].id);
  });

  it('one person cannot fill the disk', async () => {
    await module.db.query(`INSERT INTO files.file (id, purpose, name, media_type, size, sha256, sent_sha256, state, uploaded_by, uploaded_at)
      SELECT uuidv7(), 'request_document', 'x.pdf', 'application/pdf', 1, repeat('0', 64), repeat('0', 64), 'not_scanned', $1, now() FROM generate_series(1, 50)`, [uploader.personId]);
    await expect(upload()).rejects.toMatchObject({ code: 'files.too_many', extra: { retryAfter: 3600 } });
  });
});
