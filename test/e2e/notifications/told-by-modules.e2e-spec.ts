import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JournalFacade } from '../../../src/modules/journal/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { makeOffice, makeRequest } from '../../factories/enrollment.js';
import { consentToChildData, linkFamily } from '../../factories/family.js';
import { makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { type JournalWorld, makeJournal } from '../../factories/journal.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
beforeAll(async () => { app = await startTestApp(); });
beforeEach(() => app.clock.moveTo(new Date('2026-11-23T09:00:00+03:00')));
afterAll(() => app?.stop());

const sentTo = async (to: string): Promise<any[]> => (await app.anonymous.get(`/dev/outbox?to=${encodeURIComponent(to)}`)).body.items;
const feedOf = async (client: Client): Promise<any[]> => (await client.get('/notifications')).body.items;

describe('the journal', () => {
  let world: JournalWorld;
  let parent: MadePerson;
  let client: Client;
  let linkId: string;
  const pupilId = (): string => world.pupils[0]!.id;
  const lessonId = (): string => world.lessons[0]!.id;

  beforeEach(async () => {
    world = await makeJournal(app.get(Db), { pupils: 2 });
    parent = await makeStaff(app, 'guardian');
    linkId = (await linkFamily(app, parent.id, world.pupils[0]!)).id;
    await consentToChildData(app, parent.id, pupilId());
    client = app.as(await signIn(app, parent));
  });

  it('tells a family of every mark and every change, with a link to it, and nobody of another child (JO-7)', async () => {
    const other = await makePerson(app);
    await linkFamily(app, other.id, world.pupils[1]!);
    await consentToChildData(app, other.id, world.pupils[1]!.id);
    const { marks: [mark] } = await app.get(JournalFacade).saveMarks(world.teacher, [{ lessonId: lessonId(), pupilId: pupilId(), value: 4 }]);
    await app.drain();
    await app.get(JournalFacade).saveMarks(world.teacher, [
      { lessonId: lessonId(), pupilId: pupilId(), value: 5, expected: { id: mark!.id, version: mark!.version }, reasonCode: 'rechecked' },
    ]);
    await app.drain();
    const feed = (await feedOf(client)).filter((item) => item.category === 'mark');
    expect(feed).toMatchObject([1, 2].map(() => ({ type: 'journal.mark', pupilId: pupilId(), object: { type: 'journal.mark', id: mark!.id } })));
    expect(feed[0].body).toContain('5');
    const mails = (await sentTo(parent.email)).filter((m) => m.subject !== 'Открыт доступ к дневнику');
    expect(mails.map((m) => m.text.includes('теперь 5'))).toEqual([true, false]);
    expect((await sentTo(parent.phone)).filter((m) => m.text.includes('дневнике'))).toEqual([]);
    expect((await sentTo(other.email)).filter((m) => m.subject.includes('тметка'))).toEqual([]);
  });

  it('tells of an absence without a reason by e-mail and SMS, not of one that is explained (AT-3)', async () => {
    await app.get(JournalFacade).saveAttendance(world.teacher, lessonId(), false, [{ pupilId: pupilId(), status: 'absent' }]);
    await app.get(JournalFacade).saveAttendance(world.teacher, world.lessons[1]!.id, false, [{ pupilId: pupilId(), status: 'absent', reasonCode: 'ill' }]);
    await app.drain();
    expect((await feedOf(client)).filter((item) => item.category === 'absence')).toHaveLength(1);
    expect((await sentTo(parent.email)).filter((m) => m.subject === 'Отсутствие на уроке')).toHaveLength(1);
    const [sms, ...more] = (await sentTo(parent.phone)).filter((m) => m.text.includes('отсутствие'));
    expect(more).toEqual([]);
    expect(sms.text.length).toBeLessThanOrEqual(70);
  });

  it('tells nothing more to somebody whose link has ended', async () => {
    expect((await client.post(`/family-links/${linkId}/revoke`)).status).toBe(200);
    await app.get(JournalFacade).saveMarks(world.teacher, [{ lessonId: lessonId(), pupilId: pupilId(), value: 3 }]);
    await app.drain();
    expect((await feedOf(client)).filter((item) => item.category === 'mark')).toEqual([]);
    expect((await sentTo(parent.email)).filter((m) => m.subject.includes('тметка'))).toEqual([]);
  });
});

describe('a request', () => {
  it('tells the applicant of every change of status, once on each channel chosen (EN-11)', async () => {
    const office = await makeOffice(app, app.get(Db));
    const parent = app.as(office.parentToken);
    await parent.put('/notification-preferences', { items: [{ category: 'request_status', channel: 'sms', enabled: true }] }, { 'if-match': '"0"' });
    const request = await makeRequest(app, office, ['accept', 'start-review']);
    await app.drain();
    const feed = (await feedOf(parent)).filter((item) => item.category === 'request_status');
    expect(feed.map((item) => item.title)).toHaveLength(3);
    expect(new Set(feed.map((item) => item.title)).size).toBe(3);
    expect(feed.every((item) => item.title.includes(request.number) && item.object.id === request.id)).toBe(true);
    const mails = await sentTo(office.parent.email);
    expect(mails.map((m) => m.subject).sort()).toEqual(feed.map((item) => item.title).sort());
    expect(await sentTo(office.parent.phone)).toHaveLength(3);
    expect(new Set(mails.map((m) => m.eventId)).size).toBe(3);
  });
});
