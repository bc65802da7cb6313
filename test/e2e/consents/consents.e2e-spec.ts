import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { startTestApp, type TestApp } from '../../support/index.js';

describe('consents (FA-8)', () => {
  let app: TestApp;
  let parent: string;
  let other: string;

  beforeAll(async () => {
    app = await startTestApp();
    parent = await signIn(app, await makePerson(app));
    other = await signIn(app, await makePerson(app));
  });
  afterAll(() => app.stop());

  it('shows the texts in force to anybody, in the reader\'s language', async () => {
    const russian = (await app.anonymous.get('/consent-texts')).body.items;
    expect(russian.map((t: { purpose: string }) => t.purpose)).toEqual(expect.arrayContaining(['child_data', 'personal_data', 'terms']));
    expect(russian.find((t: { purpose: string }) => t.purpose === 'child_data').title).toContain('Согласие');
    const english = (await app.anonymous.get('/consent-texts', { 'accept-language': 'en' })).body.items;
    expect(english.find((t: { purpose: string }) => t.purpose === 'child_data').title).toContain('Consent');
  });

  it('is given, listed, withdrawn by its giver alone', async () => {
    const given = await app.as(parent).post('/me/consents', { purpose: 'personal_data', version: 1 });
    expect(given).toMatchObject({ status: 201, body: { purpose: 'personal_data', version: 1, withdrawnAt: null } });
    const withdraw = `/me/consents/${given.body.id}/withdraw`;
    expect((await app.as(other).post(withdraw)).status).toBe(404);
    expect((await app.anonymous.post(withdraw)).status).toBe(401);
    expect((await app.as(other).get('/me/consents')).body.items).toEqual([]);

    const withdrawn = await app.as(parent).post(withdraw);
    expect(withdrawn).toMatchObject({ status: 200, body: { id: given.body.id, withdrawnAt: expect.any(String) } });
    expect(await app.as(parent).post(withdraw)).toMatchObject({ status: 409, body: { code: 'consents.already_withdrawn' } });
    expect((await app.as(parent).get('/me/consents')).body).toEqual({ items: [withdrawn.body], nextCursor: null });
    await app.drain();
  });

  it('nobody consents for somebody they do not decide for', async () => {
    for (const subjectId of [newId(), (await makePerson(app)).id]) {
      for (const purpose of ['child_data', 'personal_data']) {
        expect((await app.as(parent).post('/me/consents', { purpose, version: 1, subjectId })).status).toBe(404);
      }
    }
  });

  it('names every wrong field', async () => {
    const { status, body } = await app.as(parent).post('/me/consents', { purpose: 'everything', version: 0, subjectId: 'x', given: true });
    expect(status).toBe(422);
    expect(body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['/given', '/purpose', '/subjectId', '/version']);
    expect(await app.as(parent).post('/me/consents', { purpose: 'personal_data', version: 99 })).toMatchObject({ status: 422, body: { code: 'consents.unknown_version' } });
  });

  it('editors publish the next version; the former is no longer accepted', async () => {
    const text = { purpose: 'terms', titleRu: 'Правила пользования', bodyRu: 'Новая редакция правил.', titleEn: 'Terms of use', bodyEn: 'A new wording.' };
    expect((await app.as(parent).post('/consent-texts', text)).status).toBe(403);
    expect((await app.anonymous.post('/consent-texts', text)).status).toBe(401);
    const editor = await signIn(app, await makeStaff(app, 'content_editor'));
    const { status, body } = await app.as(editor).post('/consent-texts', text);
    expect(status).toBe(201);
    const former = await app.as(parent).post('/me/consents', { purpose: 'terms', version: body.version - 1 });
    expect(former).toMatchObject({ status: 409, body: { code: 'consents.text_changed', currentVersion: body.version } });
    expect((await app.as(parent).post('/me/consents', { purpose: 'terms', version: body.version })).status).toBe(201);
  });

  it('a repeated key gives one consent', async () => {
    const person = await signIn(app, await makePerson(app));
    const give = (): Promise<{ body: unknown }> => app.as(person).post('/me/consents', { purpose: 'personal_data', version: 1 }, { 'idempotency-key': 'c1' });
    expect((await give()).body).toEqual((await give()).body);
    expect((await app.as(person).get('/me/consents')).body.items).toHaveLength(1);
  });
});
