import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { anybody, defineMatrix, EVERYONE, get, post, put, strangers } from './format.js';

export const matrix = defineMatrix(
  async (app) => {
    const owner = await makeStaff(app, 'guardian');
    const [id, eventId, now] = [newId(), newId(), app.clock.now()];
    const db = app.get(Db);
    await db.query(
      `INSERT INTO notifications.feed (id, created_at, person_id, event_id, type, category, importance, object_type, object_id, title, body, occurred_at)
       VALUES ($1, $2, $3, $4, 'test.thing', 'system', 'normal', 'test.thing', '1', 'Title', 'Body', $2)`, [id, now, owner.id, eventId]);
    await db.query(
      `INSERT INTO notifications.decisions (id, created_at, event_id, type, category, subject, person_id, channel, outcome, occurred_at, decided_at)
       VALUES ($1, $2, $3, 'test.thing', 'system', '{"object": {"type": "test.thing", "id": "1"}}', $4, 'in_app', 'sent', $2, $2)`, [newId(), now, eventId, owner.id]);
    return { id, token: await signIn(app, owner) };
  },
  ({ operation, row }) => ({
    // Everybody has a feed and preferences of their own; there is no way to ask for another's.
    listNotifications: operation(() => get('/notifications'), [row('guardian', 'own', 200, (w) => w.token), strangers(EVERYONE, 200)]),
    readNotifications: operation((w) => post('/notifications/read', { ids: [w.id] }), [strangers(EVERYONE, 404), row('guardian', 'own', 200, (w) => w.token)]),
    archiveNotifications: operation((w) => post('/notifications/archive', { ids: [w.id] }), [strangers(EVERYONE, 404), row('guardian', 'own', 200, (w) => w.token)]),
    listNotificationChannels: operation((w) => get(`/notifications/${w.id}/channels`), [strangers(EVERYONE, 404), row('guardian', 'own', 200, (w) => w.token)]),
    getNotificationPreferences: operation(() => get('/notification-preferences'), [strangers(EVERYONE, 200)]),
    replaceNotificationPreferences: operation(() => put('/notification-preferences', { items: [] }, { 'if-match': '"0"' }), [strangers(EVERYONE, 200)]),
    listDevOutbox: operation(() => get('/dev/outbox'), [anybody(200)]),
  }),
);
