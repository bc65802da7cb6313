import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ObjectTypes } from '../../../src/platform/objects/index.js';
import { FilesFacade } from '../../../src/modules/files/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makeActor } from '../../factories/actor.js';
import { makePdf, makePdfOf, makePicture } from '../../factories/files.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { form, rawForm, startTestApp, type Answer, type SentForm, type TestApp } from '../../support/index.js';

const PDF = makePdf();
const PNG = await makePicture();
const JPG = await makePicture({ format: 'jpeg' });
const MB5 = 5 * 1024 * 1024;
const HOUR = 3600 * 1000;

describe('uploads (SE-6)', () => {
  let app: TestApp;
  let parent: string;
  let parentId: string;
  let stranger: string;

  beforeAll(async () => {
    app = await startTestApp();
    const person = await makePerson(app);
    parentId = person.id;
    parent = await signIn(app, person);
    stranger = await signIn(app, await makeStaff(app, 'system_admin'));
    await app.nest.listen(0, '127.0.0.1');
  });
  afterAll(() => app.stop());

  const send = (sent: SentForm, token: string | null = parent, headers: Record<string, string> = {}): Promise<Answer> =>
    app.as(token).post('/files', sent.body, { ...sent.headers, ...headers });
  const upload = async (content: Uint8Array | string, name = 'скан.pdf'): Promise<Answer> =>
    send(await form({ purpose: 'request_document' }, { content, name }));

  it.each([['application/pdf', PDF], ['image/png', PNG], ['image/jpeg', JPG]])('takes %s by its content', async (mediaType, content) => {
    const answer = await upload(content, 'Свидетельство о рождении.pdf');
    expect(answer).toMatchObject({
      status: 201, body: { name: 'Свидетельство о рождении.pdf', mediaType, size: expect.any(Number), state: 'not_scanned', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect((await app.as(parent).get(`/files/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it.each([
    ['a program called scan.pdf', Buffer.from('MZ\x90\x00\x03', 'latin1')],
    ['a page called photo.jpg', '<!doctype html><script>alert(document.cookie)</script>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a GIF', 'GIF89a\x01\x00\x01\x00'],
    ['an archive', Buffer.from('504b0304140000000800', 'hex')],
    ['one byte', '%'],
  ])('refuses %s', async (_, content) => {
    const answer = await upload(content, 'scan.pdf');
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file', code: 'files.type' }] } });
    expect(answer.body.errors[0].message).toContain('PDF, JPG, PNG');
  });

  it.each([
    ['a PDF with a script', makePdf({ extra: '20 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n' }), 'files.pdf_active'],
    ['a PDF with a password', makePdf({ extra: '20 0 obj<</Encrypt 21 0 R>>endobj\n' }), 'files.pdf_protected'],
    ['a PDF that is a program as well', Buffer.concat([PDF, Buffer.from('MZ')]), 'files.mixed'],
    ['a picture that breaks off', PNG.subarray(0, 60), 'files.unreadable'],
  ])('refuses %s, and says what to do', async (_, content, code) => {
    const answer = await upload(content, 'scan.pdf');
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file', code, message: expect.stringMatching(/Сохраните|заново/) }] } });
  });

  it('keeps a picture without what the camera wrote in it; what is told of the file is true of what is kept', async () => {
    const sent = Buffer.concat([await makePicture({ format: 'jpeg', maker: 'Camera of Ivanov', orientation: 6 }), Buffer.from('<script>alert(1)</script>')]);
    const { body } = await upload(sent, 'photo.jpg');
    const { payload } = await app.nest.inject({ url: `/api/v1/files/${body.id}/content`, headers: { authorization: `Bearer ${parent}` } }).then((r) => ({ payload: r.rawPayload }));
    expect(payload.toString('latin1')).not.toMatch(/Ivanov|script/);
    expect({ size: payload.length, sha256: createHash('sha256').update(payload).digest('hex') }).toEqual({ size: body.size, sha256: body.sha256 });
  });

  it('takes 5 MB and refuses one byte more', async () => {
    expect((await upload(makePdfOf(MB5))).status).toBe(201);
    expect(await upload(makePdfOf(MB5 + 1))).toMatchObject({
      status: 422, body: { errors: [{ pointer: '/file', code: 'upload.too_large', message: expect.stringContaining('5 MB') }] },
    });
  });

  it('refuses 5 MB and one byte sent in chunks of unknown length', async () => {
    const answer = await chunked(makePdfOf(MB5 + 1), 70_000);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code: 'upload.too_large' }] } });
    expect((await chunked(makePdfOf(MB5), 70_000)).status).toBe(201);
  });

  it('answers somebody who never stops sending, and cuts them off', async () => {
    const { status, sent, cut } = await endless();
    expect(status).toBe(422);
    expect(cut).toBe(true);
    expect(sent).toBeLessThan(100 * 1024 * 1024);
  });

  it('names everything wrong with a form at once', async () => {
    const pointers = (answer: Answer): string[] => answer.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`).sort();
    expect(pointers(await send(await form({})))).toEqual(['/file input.required', '/purpose input.required']);
    expect(pointers(await send(await form({ purpose: 'malware', comment: 'x' }, { content: PDF, name: 'a.pdf' })))).toEqual(['/comment input.unknown_field']);
    expect(pointers(await send(await form({ purpose: 'malware' }, { content: PDF, name: 'a.pdf' })))).toEqual(['/purpose input.choice']);
    expect(pointers(await send(await form({ purpose: 'request_document' }, { content: '', name: 'a.pdf' })))).toEqual(['/file upload.empty']);
    const two = await form({ purpose: 'request_document' }, { content: PDF, name: 'a.pdf' }, { content: PDF, name: 'b.pdf' });
    expect(pointers(await send(two))).toEqual(['/file upload.one_file']);
  });

  it.each([
    ['JSON instead of a form', { body: Buffer.from('{"purpose":"request_document"}'), headers: { 'content-type': 'application/json' } }, 415],
    ['a form that breaks off', rawForm('--x\nContent-Disposition: form-data; name="file"; filename="a.pdf"\n\n%PDF-1.7'), 400],
    ['no form at all', rawForm('%PDF-1.7'), 400],
    ['a field of the prototype', rawForm('--x\nContent-Disposition: form-data; name="__proto__"\n\n1\n--x--\n'), 400],
  ])('refuses %s', async (_, sent, status) => {
    const answer = await send(sent);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    ['scan.pdf.exe', 'scan.pdf.exe', 'scan.pdf.exe.pdf'],
    ['../../../etc/cron.d/evil', 'evil', 'evil.pdf'],
    ['a\u202Efdp.exe', 'afdp.exe', 'afdp.exe.pdf'],
    ['%0d%0aSet-Cookie: x=1.pdf', '%0d%0aSet-Cookie_ x=1.pdf', '%0d%0aSet-Cookie_ x=1.pdf'],
    ['a"; filename=evil.exe', 'a%22; filename=evil.exe', 'a%22; filename=evil.exe.pdf'],
  ])('serves %j harmlessly', async (sent, kept, served) => {
    const { body } = await upload(PDF, sent);
    expect(body.name).toBe(kept);
    const answer = await app.as(parent).get(`/files/${body.id}/content`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf', 'content-length': String(PDF.length), 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const disposition = String(answer.headers['content-disposition']);
    expect(disposition).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]*$/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toBe(served);
  });

  it('shows it in place when asked to, with the same headers, and takes no other word for it', async () => {
    const { id } = (await upload(PDF, 'a"b.pdf')).body;
    const { headers } = await app.as(parent).get(`/files/${id}/content?disposition=inline`);
    expect(headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^inline; filename="[^"]*"; filename\*=UTF-8''/), 'content-security-policy': expect.stringContaining('sandbox'), 'x-content-type-options': 'nosniff',
    });
    expect((await app.as(parent).get(`/files/${id}/content?disposition=inline%0d%0aX-Evil:1`)).status).toBe(422);
  });

  it('gives a part of it when asked to, with the same headers, and says what it has when there is no such part', async () => {
    const { id, sha256 } = (await upload(PDF, 'скан.pdf')).body;
    const part = (headers: Record<string, string>, query = '') => app.as(parent).get(`/files/${id}/content${query}`, headers);
    const whole = await part({});
    expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', etag: `"${sha256}"` });
    expect(whole.headers['content-range']).toBeUndefined();
    const middle = await part({ range: 'bytes=5-14', 'if-range': `"${sha256}"` }, '?disposition=inline');
    expect([middle.status, middle.raw!.equals(PDF.subarray(5, 15))]).toEqual([206, true]);
    expect(middle.headers).toMatchObject({
      'content-range': `bytes 5-14/${PDF.length}`, 'content-length': '10', 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox'), 'content-disposition': expect.stringMatching(/^inline/),
    });
    expect((await part({ range: 'bytes=5-14', 'if-range': '"other"' })).raw!.equals(PDF)).toBe(true);
    expect(await part({ range: 'bytes=999999-' })).toMatchObject({ status: 416, body: { code: 'http.range_not_satisfiable' }, headers: { 'content-range': `bytes */${PDF.length}` } });
    expect(await app.as(stranger).get(`/files/${id}/content`, { range: 'bytes=0-1' })).toMatchObject({ status: 404, body: { code: 'object.not_found' } });
  });

  it('a name that breaks the header it came in is read to the break only', async () => {
    const { body } = await send(rawForm('--x\nContent-Disposition: form-data; name="purpose"\n\nrequest_document\n'
      + `--x\nContent-Disposition: form-data; name="file"; filename="a\nX-Evil: 1"\n\n${PDF.toString()}\n--x--\n`));
    expect(body.name).not.toMatch(/[\r\n]|Evil/);
    expect((await app.as(parent).get(`/files/${body.id}/content`)).headers['x-evil']).toBeUndefined();
  });

  it('a file of somebody else is not there, nor is one that never was', async () => {
    const { id } = (await upload(PDF)).body;
    for (const path of [`/files/${id}`, `/files/${id}/content`]) {
      expect((await app.anonymous.get(path)).status).toBe(401);
      const theirs = await app.as(stranger).get(path);
      const never = await app.as(stranger).get(path.replace(id, newId()));
      expect(theirs).toMatchObject({ status: 404, body: { code: 'object.not_found' } });
      expect({ ...theirs.body, instance: '', requestId: '' }).toEqual({ ...never.body, instance: '', requestId: '' });
    }
    expect((await app.as(stranger).get('/files/../../etc/passwd')).status).toBe(404);
    expect((await send(await form({ purpose: 'request_document' }, { content: PDF, name: 'a.pdf' }), null)).status).toBe(401);
  });

  it('the same upload again with its Idempotency-Key is the same file; with other bytes it is refused', async () => {
    const sent = await form({ purpose: 'request_document' }, { content: PDF, name: 'a.pdf' });
    const [first, again] = [await send(sent, parent, { 'idempotency-key': 'k1' }), await send(sent, parent, { 'idempotency-key': 'k1' })];
    expect(again.body).toEqual(first.body);
    const picture = await form({ purpose: 'request_document' }, { content: PNG, name: 'a.png' }); // kept in another form than it was sent
    expect((await send(picture, parent, { 'idempotency-key': 'k2' })).body).toEqual((await send(picture, parent, { 'idempotency-key': 'k2' })).body);
    const other = await form({ purpose: 'request_document' }, { content: PNG, name: 'a.pdf' });
    expect(await send(other, parent, { 'idempotency-key': 'k1' })).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
  });

  it('nobody attaches it: after 24 hours it is gone, an attached one stays', async () => {
    const paper = newId();
    app.get(ObjectTypes).register('test.paper', { canSee: async (_, id) => id === paper, label: async () => null });
    const [lost, kept] = [(await upload(PDF)).body.id, (await upload(PNG)).body.id];
    await app.get(FilesFacade).attach(makeActor({ personId: parentId }), [kept], { objectType: 'test.paper', objectId: paper });
    app.clock.moveTo(new Date(app.clock.now().getTime() + 24 * HOUR + 1000));
    await app.drain();
    const later = await signIn(app, { id: parentId, totpSecret: null });
    expect((await app.as(later).get(`/files/${lost}`)).status).toBe(404);
    expect((await app.as(later).get(`/files/${kept}/content`)).status).toBe(200);
  });

  const address = (): URL => new URL('/api/v1/files', `http://127.0.0.1:${(app.nest.getHttpServer().address() as { port: number }).port}`);
  const opening = '--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nrequest_document\r\n'
    + '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
  const post = (): ReturnType<typeof httpRequest> =>
    httpRequest(address(), { method: 'POST', headers: { authorization: `Bearer ${parent}`, 'content-type': 'multipart/form-data; boundary=x' } });

  async function chunked(content: Buffer, size: number): Promise<{ status: number; body: unknown }> {
    return new Promise((resolve, reject) => {
      const sending = post();
      sending.on('error', reject);
      sending.on('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
        response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(text) as unknown }));
      });
      sending.write(opening);
      for (let at = 0; at < content.length; at += size) sending.write(content.subarray(at, at + size));
      sending.end('\r\n--x--\r\n');
    });
  }

  async function endless(): Promise<{ status: number; sent: number; cut: boolean }> {
    const chunk = Buffer.alloc(256 * 1024);
    return new Promise((resolve) => {
      const sending = post();
      let status = 0;
      let sent = 0;
      sending.on('response', (response) => {
        status = response.statusCode!;
        response.resume();
        response.on('error', () => undefined);
      });
      sending.on('error', () => resolve({ status, sent, cut: true }));
      sending.write(opening);
      const more = (): void => {
        if (sending.destroyed) return;
        if (sent > 200 * 1024 * 1024) {
          resolve({ status, sent, cut: false });
          sending.destroy();
          return;
        }
        sent += chunk.length;
        sending.write(chunk, () => setImmediate(more));
      };
      more();
    });
  }
});
