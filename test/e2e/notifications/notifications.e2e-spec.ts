import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { Deliveries } from '../../../src/platform/delivery/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makePerson, type MadePerson, signIn } from '../../factories/identity.js';
import { makeClass, makePupils, makeSchool, type MadePupil } from '../../factories/schools.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';
import { BulletinModule, Bulletins } from './bulletin.module.js';

let app: TestApp;
let bulletins: Bulletins;
beforeAll(async () => {
  app = await startTestApp({}, [BulletinModule]);
  bulletins = app.get(Bulletins);
});
afterAll(() => app?.stop());

async function reader(spec: Parameters<typeof makePerson>[1] = {}): Promise<{ person: MadePerson; client: Client }> {
  const person = await makePerson(app, spec);
  return { person, client: app.as(await signIn(app, person)) };
}

const mailOf = async (to: string): Promise<any[]> => (await app.anonymous.get(`/dev/outbox?to=${encodeURIComponent(to)}`)).body.items;

async function familyOf(guardianId: string): Promise<{ schoolId: string; pupil: MadePupil; end(): Promise<void> }> {
  const db = app.get(Db);
  const school = await makeSchool(db);
  const [pupil] = await makePupils(db, await makeClass(db, school, { gradeLevel: 5 }), 1);
  const id = newId();
  await db.query(
    `INSERT INTO family.links (school_id, id, pupil_id, guardian_id, kind, status, source, created_at, changed_at)
     VALUES ($1, $2, $3, $4, 'mother', 'linked', 'import', $5, $5)`, [school.id, id, pupil!.id, guardianId, app.clock.now()]);
  const end = (): Promise<unknown> => db.query(`UPDATE family.links SET status = 'revoked', reason = 'by_parent' WHERE id = $1`, [id]);
  return { schoolId: school.id, pupil: pupil!, end: async () => { await end(); } };
}

describe('a notice', () => {
  it('reaches the person in the app and by e-mail, in their language, with a link, once', async () => {
    const { person, client } = await reader();
    const { id, eventId } = await bulletins.post({ people: [person.id, person.id] });
    await app.drain();
    const feed = await client.get('/notifications');
    expect(feed.body).toMatchObject({ unread: 1, nextCursor: null });
    expect(feed.body.items).toEqual([expect.objectContaining({
      type: 'test.announcement', category: 'announcement', title: 'Объявление: «ёж»', body: `№ ${id}`, link: `/api/v1/bulletins/${id}`,
      object: { type: 'test.bulletin', id }, readAt: null,
    })]);
    expect(await mailOf(person.email)).toEqual([
      { id: expect.any(String), channel: 'email', to: person.email, subject: 'Объявление: «ёж»', text: expect.stringContaining(`№ ${id}\n\nhttp`), at: expect.any(String), eventId },
    ]);
    expect(await mailOf(person.phone)).toEqual([]);
  });

  it('goes by SMS where that is the default, in the reader\'s language', async () => {
    const { person } = await reader({ locale: 'en' });
    const { id } = await bulletins.post({ people: [person.id] }, 'absence');
    await app.drain();
    expect(await mailOf(person.phone)).toMatchObject([{ channel: 'sms', text: `Bulletin ${id.slice(-6)}` }]);
    expect(await mailOf(person.email)).toMatchObject([{ channel: 'email', subject: 'Bulletin' }]);
  });

  it('follows the person\'s choices on every channel, and says so', async () => {
    const { person, client } = await reader();
    const items = [
      { category: 'announcement', channel: 'email', enabled: false }, { category: 'announcement', channel: 'sms', enabled: true },
    ];
    expect((await client.put('/notification-preferences', { items }, { 'if-match': '"0"' })).status).toBe(200);
    await bulletins.post({ people: [person.id] });
    await app.drain();
    expect(await mailOf(person.email)).toEqual([]);
    expect(await mailOf(person.phone)).toHaveLength(1);
    const [item] = (await client.get('/notifications')).body.items;
    const channels = (await client.get(`/notifications/${item.id}/channels`)).body.items;
    expect(channels.map((c: any) => [c.channel, c.outcome])).toEqual([['email', 'refused_by_preference'], ['in_app', 'sent'], ['sms', 'sent']]);
  });

  it('tells a family by the links of the moment, and keeps silent once a link has ended', async () => {
    const { person, client } = await reader();
    const stranger = await reader();
    const { schoolId, pupil, end } = await familyOf(person.id);
    await bulletins.post({ pupilId: pupil.id, who: 'family' }, 'announcement', schoolId);
    await app.drain();
    expect((await client.get('/notifications')).body.items).toMatchObject([{ pupilId: pupil.id, schoolId }]);
    expect((await stranger.client.get('/notifications')).body.items).toEqual([]);
    await end();
    await bulletins.post({ pupilId: pupil.id, who: 'family' }, 'announcement', schoolId);
    await app.drain();
    expect(await mailOf(person.email)).toHaveLength(1);
    expect((await client.get('/notifications')).body).toMatchObject({ items: [], unread: 0 });
  });

  it('asks rights, truth and wishes again right before sending', async () => {
    const { person, client } = await reader();
    const { schoolId, pupil, end } = await familyOf(person.id);
    const unwished = [{ category: 'announcement', channel: 'email', enabled: false }];
    // Each is decided and on its way when what it rests on goes.
    const posted = [
      await bulletins.post({ pupilId: pupil.id, who: 'guardians' }, 'announcement', schoolId, end),
      await bulletins.post({ people: [person.id] }, 'absence', null, async (id) => { bulletins.withdrawn.add(id); }),
      await bulletins.post({ people: [person.id] }, 'announcement', null, async () => {
        await client.put('/notification-preferences', { items: unwished }, { 'if-match': '"0"' });
      }),
    ];
    await app.drain();
    expect(await mailOf(person.email)).toEqual([]);
    const outcomes = await app.get(Db).query<{ event_id: string; outcome: string }>(
      `SELECT event_id, outcome FROM notifications.decisions WHERE person_id = $1 AND channel = 'email'`, [person.id]);
    expect(new Map(outcomes.map((o) => [o.event_id, o.outcome]))).toEqual(new Map([
      [posted[0]!.eventId, 'lost_rights'], [posted[1]!.eventId, 'not_true_any_more'], [posted[2]!.eventId, 'refused_by_preference'],
    ]));
  });

  it('does not go to a contact that is not proved', async () => {
    const { person, client } = await reader({ contactsProved: false });
    await bulletins.post({ people: [person.id] });
    await app.drain();
    expect(await mailOf(person.email)).toEqual([]);
    const [item] = (await client.get('/notifications')).body.items;
    expect((await client.get(`/notifications/${item.id}/channels`)).body.items).toContainEqual(expect.objectContaining({ channel: 'email', outcome: 'no_contact' }));
  });
});

describe('a delivery that was given up', () => {
  it('is listed, and goes again when an operator says so', async () => {
    const { person } = await reader();
    const { eventId } = await bulletins.post({ people: [person.id] });
    await app.drain();
    const [gone] = await app.get(Db).query<{ id: string }>(
      `UPDATE platform.delivery SET state = 'failed', error = 'EENVELOPE' WHERE event_id = $1 AND channel = 'email' RETURNING id`, [eventId]);
    expect(await app.get(Deliveries).dead(1000)).toContainEqual(expect.objectContaining({ id: gone!.id, eventId, state: 'failed', error: 'EENVELOPE' }));
    expect(await app.get(Deliveries).again(gone!.id)).toBe(true);
    expect(await app.get(Deliveries).again(gone!.id)).toBe(false);
    await app.drain();
    expect(await mailOf(person.email)).toHaveLength(2);
  });
});

describe('the feed', () => {
  it('pages without a gap or a double, filters, reads and archives', async () => {
    const { person, client } = await reader();
    for (let i = 0; i < 5; i++) await bulletins.post({ people: [person.id] }, i === 0 ? 'security' : 'announcement');
    await app.drain();
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await client.get(`/notifications?limit=2${cursor}`)).body;
      seen.push(...page.items.map((item: any) => item.id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    expect((await client.get('/notifications?category=security')).body.items).toHaveLength(1);

    expect((await client.post('/notifications/read', { ids: seen.slice(0, 2) })).body).toEqual({ changed: 2 });
    expect((await client.post('/notifications/read', { ids: seen.slice(0, 3) })).body).toEqual({ changed: 1 });
    expect((await client.get('/notifications?unread=true')).body).toMatchObject({ unread: 2, items: { length: 2 } });
    expect((await client.get('/notifications?unread=false')).body.items).toHaveLength(3);
    expect((await client.post('/notifications/archive', { ids: [seen[4]] })).body).toEqual({ changed: 1 });
    expect((await client.get('/notifications')).body).toMatchObject({ unread: 1, items: { length: 4 } });
    expect((await client.get('/notifications?archived=true')).body.items).toMatchObject([{ id: seen[4], readAt: expect.any(String) }]);
    expect((await client.post('/notifications/read')).body).toEqual({ changed: 1 });
  });

  it('filters by days, inclusive', async () => {
    const { person, client } = await reader();
    await bulletins.post({ people: [person.id] });
    await app.drain();
    const day = app.clock.now().toISOString().slice(0, 10);
    expect((await client.get(`/notifications?from=${day}&to=${day}`)).body.items).toHaveLength(1);
    expect((await client.get('/notifications?to=2020-01-01')).body.items).toEqual([]);
    expect((await client.get('/notifications?from=2020-13-01')).body.errors).toMatchObject([{ parameter: 'from' }]);
  });

  it('answers 304 until something changes', async () => {
    const { person, client } = await reader();
    const first = await client.get('/notifications');
    const etag = String(first.headers['etag']);
    expect((await client.get('/notifications', { 'if-none-match': etag })).status).toBe(304);
    await bulletins.post({ people: [person.id] });
    await app.drain();
    expect((await client.get('/notifications', { 'if-none-match': etag })).status).toBe(200);
  });

  it('is nobody else\'s', async () => {
    const [owner, other] = [await reader(), await reader()];
    await bulletins.post({ people: [owner.person.id] });
    await app.drain();
    const [item] = (await owner.client.get('/notifications')).body.items;
    for (const path of ['read', 'archive']) expect((await other.client.post(`/notifications/${path}`, { ids: [item.id] })).status).toBe(404);
    expect((await other.client.get(`/notifications/${item.id}/channels`)).status).toBe(404);
    expect((await owner.client.get('/notifications?unread=true')).body.items).toHaveLength(1);
  });
});

describe('preferences', () => {
  it('names every wrong choice at once and changes nothing', async () => {
    const { client } = await reader();
    const items = [
      { category: 'security', channel: 'in_app', enabled: false },
      { category: 'mark', channel: 'sms', enabled: true }, { category: 'mark', channel: 'sms', enabled: false },
    ];
    const answer = await client.put('/notification-preferences', { items }, { 'if-match': '"0"' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((e: any) => [e.pointer, e.code])).toEqual([
      ['/items/0/enabled', 'notifications.choice_locked'], ['/items/2', 'notifications.choice_twice'],
    ]);
    expect((await client.get('/notification-preferences')).body.version).toBe(0);
  });

  it('lets one of two writers win and gives what is not named back to the default', async () => {
    const { client } = await reader();
    const on = (category: string): unknown => ({ items: [{ category, channel: 'sms', enabled: true }] });
    expect((await client.put('/notification-preferences', on('mark'))).status).toBe(428);
    expect((await client.put('/notification-preferences', on('mark'), { 'if-match': '"0"' })).body.version).toBe(1);
    expect((await client.put('/notification-preferences', on('homework'), { 'if-match': '"0"' })).status).toBe(412);
    const second = await client.put('/notification-preferences', on('homework'), { 'if-match': '"1"' });
    const enabled = second.body.items.filter((i: any) => i.channel === 'sms' && i.enabled).map((i: any) => i.category);
    expect(enabled).toEqual(['absence', 'homework']);
    expect(second.headers['etag']).toBe('"2"');
  });
});
