import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ForgetService } from '../../../src/modules/identity/app/forget.service.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { messagesTo } from '../../factories/codes.js';
import { uploadDocument } from '../../factories/enrollment.js';
import { type MadePerson, makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { type Answer, ApiProcess, type Client, startTestApp, type TestApp } from '../../support/index.js';
import { readPdf } from '../../support/pdf-text.js';

const DAY_MS = 24 * 3600 * 1000;
const ADDRESS = '236000, Калининград, Примерная улица, д. 1, кв. 2';
const PASSPORT = { documentKind: 'passport', documentNumber: '4510 654321' };

let app: TestApp;
let twin: ApiProcess;
let operator: MadePerson;
let chief: MadePerson;
let agent: Client;
let admin: Client;
beforeAll(async () => {
  app = await startTestApp();
  twin = await ApiProcess.beside(app);
  operator = await makeStaff(app, 'support_agent');
  chief = await makeStaff(app, 'system_admin');
});
beforeEach(async () => {
  agent = app.as(await signIn(app, operator));
  admin = app.as(await signIn(app, chief));
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

async function newPerson(more: object = {}): Promise<{ person: MadePerson; client: Client; token: string }> {
  const person = await makePerson(app, { birthDate: '1985-03-04', confirmed: false, ...more });
  const token = await signIn(app, person);
  return { person, token, client: app.as(token) };
}
const level = async (client: Client): Promise<string> => (await client.get('/me')).body.level.level;

describe('a code by post (ID-8)', () => {
  const print = async (id: string, by = agent): Promise<{ answer: Answer; code: string }> => {
    const answer = await by.post(`/level-letters/${id}/print`, {});
    return { answer, code: answer.status === 200 ? /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec((await readPdf(answer.raw!)).text)![0] : '' };
  };
  const type = (client: Client, code: string): Promise<Answer> => client.post('/me/level/letter/confirm', { code });

  it('is ordered, printed by an operator with the name, address and code, and typed in', async () => {
    const { client, person } = await newPerson({ name: { family: 'Почтина', given: 'Вера' } });
    const ordered = await client.post('/me/level/letter', { address: ADDRESS });
    expect(ordered).toMatchObject({ status: 201, body: { printedAt: null, expiresAt: null } });
    const { id } = ordered.body;
    expect((await agent.get('/level-letters?limit=200')).body.items).toContainEqual(expect.objectContaining({ id, personId: person.id, name: { family: 'Почтина', given: 'Вера', patronymic: null } }));
    expect((await type(client, 'AAAAA-AAAAA')).status).toBe(422); // there is no code yet
    const { answer, code } = await print(id);
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store']);
    const { text } = await readPdf(answer.raw!);
    for (const part of ['Почтина Вера', 'Калининград', 'Вручить лично']) expect(text).toContain(part);
    const dump = JSON.stringify(await app.get(Db).query(
      `SELECT row_to_json(l) AS row FROM identity.level_letters l WHERE id = $1 UNION ALL SELECT row_to_json(c) FROM identity.codes c WHERE context = $1::text`, [id]));
    for (const secret of [code, code.replace('-', ''), 'Калининград', 'Почтина']) expect(dump).not.toContain(secret);
    expect((await agent.get('/level-letters?limit=200')).body.items.some((l: { id: string }) => l.id === id)).toBe(false);
    expect((await agent.get('/level-letters?printed=true&limit=200')).body.items.some((l: { id: string }) => l.id === id)).toBe(true);

    expect(await type(client, code.toLowerCase().replace('-', ' '))).toMatchObject({ status: 200, body: { method: 'post' } });
    expect(await level(client)).toBe('confirmed');
    expect((await type(client, code)).status).toBe(422);
    expect((await client.get('/me/level/letter')).status).toBe(404);
    expect(await app.get(Db).query('SELECT address_sealed FROM identity.level_letters WHERE id = $1', [id])).toEqual([{ address_sealed: null }]);
  });

  it('works once, in parallel over two processes, for its person only, five tries and thirty days', async () => {
    const [one, two, three] = [await newPerson(), await newPerson(), await newPerson()];
    const ordered = async ({ client }: { client: Client }): Promise<string> => (await client.post('/me/level/letter', { address: ADDRESS })).body.id;
    const first = await print(await ordered(one));
    const id = await ordered(two);
    const void1 = (await print(id)).code;
    const second = await print(id);
    expect((await type(two.client, first.code)).status).toBe(422);
    expect((await type(two.client, void1)).status).toBe(422); // printed again, the former code is void
    const tries = await Promise.all(Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? app : twin).request('POST', '/me/level/letter/confirm', { code: first.code }, { authorization: `Bearer ${one.token}` })));
    expect(tries.map((t) => t.status).sort()).toEqual([200, 422, 422, 422, 422, 422]);
    for (let i = 0; i < 3; i++) await type(two.client, 'WRONG-CODES');
    expect((await type(two.client, second.code)).status).toBe(422); // five were wrong
    const third = await print(await ordered(three));
    app.clock.moveTo(new Date(Date.now() + 30 * DAY_MS + 1000));
    expect((await type(app.as(await signIn(app, three.person)), third.code)).status).toBe(422);
    await app.get(ForgetService).run();
    expect(await app.get(Db).query('SELECT 1 FROM identity.level_letters WHERE person_id = $1 AND address_sealed IS NOT NULL', [three.person.id])).toEqual([]);
  });

  it('confirms nobody whose name has changed since, is limited, cancelled, and not printed by others', async () => {
    const { client, person } = await newPerson();
    const id = (await client.post('/me/level/letter', { address: ADDRESS })).body.id as string;
    const { code } = await print(id);
    await app.get(Db).query(`UPDATE identity.people SET family = 'Другая', name_key = 'другая|анна|игоревна' WHERE id = $1`, [person.id]);
    expect((await type(client, code)).body.code).toBe('level.letter_changed');
    expect((await print(id)).answer.body.code).toBe('level.letter_changed');
    const again = await client.post('/me/level/letter', { address: ADDRESS });
    expect((await print(id)).answer.status).toBe(404); // replaced
    expect((await client.delete('/me/level/letter')).status).toBe(204);
    expect((await client.delete('/me/level/letter')).status).toBe(404);
    expect((await print(again.body.id)).answer.status).toBe(404);
    expect((await client.post('/me/level/letter', { address: ADDRESS })).status).toBe(201);
    expect(await client.post('/me/level/letter', { address: ADDRESS })).toMatchObject({ status: 429, body: { code: 'limits.too_many' } });
    expect((await client.post('/me/level/letter', { address: 'тут', note: 'x' })).status).toBe(422);
    const director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: newId() })));
    expect((await print(id, director)).answer.status).toBe(403);
  });
});

describe('scans of a passport (ID-8)', () => {
  const upload = async (token: string): Promise<string> => (await uploadDocument(app, token, { purpose: 'identity_document' })).body.id;
  const submit = async ({ client, token }: { client: Client; token: string }, more: object = {}): Promise<Answer> => client.post('/me/level/review', { fileIds: [await upload(token)], ...more });

  it('are looked at by an operator, who confirms; nobody else sees them', async () => {
    const mine = await newPerson({ name: { family: 'Сканова', given: 'Нина' } });
    const sent = await submit(mine);
    expect(sent).toMatchObject({ status: 201, body: { status: 'submitted', video: false, callUrl: null } });
    const { id, fileIds: [fileId] } = sent.body;
    expect((await submit(mine)).body.code).toBe('level.review_open');
    expect((await agent.get('/level-reviews?limit=200')).body.items).toContainEqual(expect.objectContaining({ id, name: { family: 'Сканова', given: 'Нина', patronymic: null }, birthDate: '1985-03-04' }));
    expect((await agent.get(`/level-reviews/${id}`)).status).toBe(200);
    expect((await agent.get(`/files/${fileId}`)).status).toBe(200);
    const director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: newId() })));
    expect((await director.get(`/files/${fileId}`)).status).toBe(404);
    expect((await director.get(`/level-reviews/${id}`)).status).toBe(403);

    const decide = (on: Pick<TestApp, 'request'>, token: string): Promise<Answer> => on.request('POST', `/level-reviews/${id}/confirm`, PASSPORT, { authorization: `Bearer ${token}` });
    const tokens = [await signIn(app, operator), await signIn(app, await makeStaff(app, 'support_agent'))];
    const both = await Promise.all([decide(app, tokens[0]!), decide(twin, tokens[1]!)]);
    expect(both.map((b) => b.status).sort()).toEqual([200, 409]); // two operators at once: one decides
    expect(both.find((b) => b.status === 200)!.body).toMatchObject({ method: 'scan', documentKind: 'passport', confirmedBy: expect.any(String) });
    expect(both.find((b) => b.status === 409)!.body.code).toBe('level.review_over');
    expect(await level(mine.client)).toBe('confirmed');
    expect((await mine.client.get('/me/level/review')).body).toMatchObject({ status: 'confirmed' });
    const [row] = await app.get(Db).query<{ evidence: object; sealed: string }>(
      'SELECT evidence, document_sealed AS sealed FROM identity.level_confirmations WHERE person_id = $1', [mine.person.id]);
    expect(row).toMatchObject({ evidence: { reviewId: id, fileIds: [fileId] } });
    expect(row!.sealed).not.toContain('654321');
    const seen = await app.get(Db).query(`SELECT 1 FROM audit.events WHERE operation = 'identity.level_review_read' AND subject_id = $1`, [mine.person.id]);
    expect(seen).toHaveLength(1);
  });

  it('with a video call: it is arranged, told, and needed before the decision', async () => {
    const mine = await newPerson();
    const { body: { id } } = await submit(mine, { video: true });
    expect((await agent.post(`/level-reviews/${id}/confirm`, PASSPORT)).body.code).toBe('level.call_first');
    const at = new Date(Date.now() + DAY_MS).toISOString();
    expect((await agent.post(`/level-reviews/${id}/call`, { url: 'https://meet.example.ru/abc', at: new Date(Date.now() - 1000).toISOString() })).status).toBe(422);
    expect((await agent.post(`/level-reviews/${id}/call`, { url: 'javascript:alert(1)', at })).status).toBe(422);
    expect(await agent.post(`/level-reviews/${id}/call`, { url: 'https://meet.example.ru/abc', at })).toMatchObject({ status: 200, body: { status: 'called', callAt: at } });
    expect((await mine.client.get('/me/level/review')).body).toMatchObject({ callUrl: 'https://meet.example.ru/abc', callAt: at });
    const mail = (await messagesTo(app, mine.person.email)).find((text) => text.includes('видеосвязи'));
    expect(mail).toContain('видеосвязи');
    expect(mail).not.toContain('meet.example.ru'); // whoever reads the mail does not come in
    expect(JSON.stringify(await app.get(Db).query('SELECT row_to_json(r) AS row FROM identity.level_reviews r WHERE id = $1', [id]))).not.toContain('meet.example.ru');
    expect(await agent.post(`/level-reviews/${id}/confirm`, PASSPORT)).toMatchObject({ status: 200, body: { method: 'video' } });
  });

  it('are declined with a reason, withdrawn by their owner, and then lie no longer with us', async () => {
    const mine = await newPerson();
    const { body: { id, fileIds: [fileId] } } = await submit(mine);
    expect((await agent.post(`/level-reviews/${id}/decline`, { reason: 'Не видно номера паспорта' })).status).toBe(204);
    expect((await mine.client.get('/me/level/review')).body).toMatchObject({ status: 'declined', reason: 'Не видно номера паспорта' });
    expect((await agent.get(`/files/${fileId}`)).status).toBe(404);
    expect((await agent.post(`/level-reviews/${id}/decline`, { reason: 'ещё раз' })).body.code).toBe('level.review_over');
    expect((await messagesTo(app, mine.person.email)).some((text) => text.includes('Причина — в профиле'))).toBe(true);
    const second = await submit(mine);
    expect((await mine.client.delete('/me/level/review')).status).toBe(204);
    expect((await agent.post(`/level-reviews/${second.body.id}/confirm`, PASSPORT)).body.code).toBe('level.review_over');
    expect(await level(mine.client)).not.toBe('confirmed');
  });

  it('takes nobody else\'s files, no strangers\' reviews, and not one\'s own', async () => {
    const [mine, other] = [await newPerson(), await newPerson()];
    const foreign = await upload(other.token);
    expect((await mine.client.post('/me/level/review', { fileIds: [foreign] })).body.code).toBe('files.cannot_attach');
    expect((await mine.client.get('/me/level/review')).status).toBe(404); // nothing of it is left
    expect((await mine.client.post('/me/level/review', { fileIds: [] })).status).toBe(422);
    expect((await agent.get(`/level-reviews/${newId()}`)).status).toBe(404);
    expect((await agent.post(`/level-reviews/${newId()}/confirm`, PASSPORT)).status).toBe(404);
    const own = await submit({ client: agent, token: await signIn(app, operator) });
    expect((await agent.post(`/level-reviews/${own.body.id}/confirm`, PASSPORT)).body.code).toBe('identity.own_account');
  });
});

describe('a withdrawn method (ID-8)', () => {
  it('confirms nobody from then on; what it has confirmed is listed, kept or revoked, and the diary closes at once on every process', async () => {
    const people = [await newPerson(), await newPerson()];
    for (const { person } of people) expect((await admin.post(`/people/${person.id}/level`, PASSPORT)).status).toBe(201);
    const state = async (): Promise<{ state: string; standing: number; unreviewed: number }> => (await admin.get('/confirmation-methods')).body.items.find((m: { method: string; provider: string | null }) => m.method === 'mfc' && m.provider === null);
    expect((await state()).state).toBe('open');
    expect((await admin.post('/confirmation-methods/mfc/withdraw', { reason: 'Сотрудник подтверждал без паспорта' })).status).toBe(204);
    try {
      expect((await admin.post('/confirmation-methods/mfc/withdraw', { reason: 'ещё раз' })).body.code).toBe('level.withdrawn_already');
      expect((await agent.post('/confirmation-methods/mfc/withdraw', { reason: 'проверка' })).status).toBe(403);
      expect((await admin.post('/confirmation-methods/unheard-of/withdraw', { reason: 'проверка' })).status).toBe(404);
      const newcomer = await newPerson();
      expect((await admin.post(`/people/${newcomer.person.id}/level`, PASSPORT)).body.code).toBe('level.method_off');
      expect((await newcomer.client.get('/me')).body.level.ways.map((w: { method: string }) => w.method)).not.toContain('mfc');
      expect(await level(people[0]!.client)).toBe('confirmed'); // until it is reviewed

      const listed: { id: string; personId: string }[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body } = await agent.get(`/level-confirmations?method=mfc&kept=false&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
        listed.push(...body.items);
        cursor = body.nextCursor;
      }
      const [kept, revoked] = people.map(({ person }) => listed.find((c) => c.personId === person.id)!.id);
      expect(await agent.post(`/level-confirmations/${kept}/keep`, { reason: 'Паспорт проверен заново' })).toMatchObject({ status: 200, body: { keepReason: 'Паспорт проверен заново', endedAt: null } });
      expect(await agent.post(`/level-confirmations/${revoked}/revoke`, { reason: 'Паспорта не было' })).toMatchObject({ status: 200, body: { endGround: 'review', endReason: 'Паспорта не было' } });
      expect((await agent.post(`/level-confirmations/${revoked}/revoke`, { reason: 'ещё раз' })).body.code).toBe('level.confirmation_over');
      expect((await agent.post(`/level-confirmations/${revoked}/keep`, { reason: 'ещё раз' })).body.code).toBe('level.confirmation_over');
      expect((await agent.post(`/level-confirmations/${newId()}/keep`, { reason: 'проверка' })).status).toBe(404);
      expect([await level(people[0]!.client), await level(people[1]!.client)]).toEqual(['confirmed', 'simplified']);
      expect((await messagesTo(app, people[1]!.person.email)).some((text) => text.includes('проверили и отозвали'))).toBe(true);
      expect((await state()).state).toBe('withdrawn');
    } finally {
      expect((await admin.post('/confirmation-methods/mfc/restore', {})).status).toBe(204);
    }
    expect((await admin.post('/confirmation-methods/mfc/restore', {})).status).toBe(404);
    expect((await state()).state).toBe('open');
  });

  it('may be left out of the configuration, too: then it is off, and what it has confirmed still stands and is counted', async () => {
    const { person, token } = await newPerson();
    expect((await agent.post(`/people/${person.id}/level`, PASSPORT)).status).toBe(201);
    const other = await newPerson();
    const few = await ApiProcess.beside(app, { CONFIRMATION_METHODS: 'school,video' });
    try {
      const as = (by: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> => few.request(method, path, body, { authorization: `Bearer ${by}` });
      const support = await signIn(app, operator);
      const mfc = (await as(support, 'GET', '/confirmation-methods')).body.items.find((m: { method: string }) => m.method === 'mfc');
      expect(mfc).toMatchObject({ state: 'off', standing: expect.any(Number) });
      expect(mfc.standing).toBeGreaterThan(0);
      expect((await as(token, 'GET', '/me')).body.level.level).toBe('confirmed');
      expect((await as(support, 'POST', `/people/${other.person.id}/level`, PASSPORT)).body.code).toBe('level.method_off');
      expect((await as(other.token, 'POST', '/me/level/letter', { address: ADDRESS })).body.code).toBe('level.method_off');
      expect((await as(other.token, 'GET', '/me')).body.level.ways.map((way: { method: string }) => way.method)).toEqual(['school', 'video']);
      // Where a scan alone is not enough, there is a call.
      const sent = await as(other.token, 'POST', '/me/level/review', { fileIds: [(await uploadDocument(app, other.token, { purpose: 'identity_document' })).body.id] });
      expect(sent).toMatchObject({ status: 201, body: { video: true } });
    } finally {
      await few.stop();
    }
  });
});
