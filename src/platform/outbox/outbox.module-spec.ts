import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { administer } from '../../apps/launcher/postgres-roles.js';
import { Parcels, PARCEL_SENT } from '../../../test/queue/parcel.module.js';
import { startParcels } from '../../../test/queue/running.js';
import { newId } from '../../shared/ids.js';
import { Db } from '../database/index.js';
import { EventStore } from '../queue/event-store.js';
import { DeadLetters, Drain } from '../queue/index.js';
import { Inbox, Outbox } from './index.js';

describe('outbox', () => {
  let app: INestApplicationContext;
  let ownerUrl: string;
  const the = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type as never, { strict: false });
  const rows = (sql: string, params: unknown[] = []): Promise<Record<string, unknown>[]> => administer(ownerUrl, sql, params);
  const put = async (number: number): Promise<unknown[]> =>
    (await rows('SELECT place FROM test_queue.put WHERE number = $1 ORDER BY place', [number])).map((r) => r['place']);

  beforeAll(async () => {
    ({ app, ownerUrl } = await startParcels('outbox', true));
  });
  afterAll(() => app?.close());

  it('hands an event to every subscriber', async () => {
    await the(Parcels).send({ number: 1, mood: 'plain' });
    await the(Drain).drain();
    expect(await put(1)).toEqual(['ledger', 'shelf']);
  });

  it('publishes nothing of a transaction that is rolled back, and nothing outside one', async () => {
    const publish = (): Promise<string> => the(Outbox).publish(PARCEL_SENT, { number: 2, mood: 'plain' });
    await expect(publish()).rejects.toThrow('outside a transaction');
    await expect(the(Db).transaction(async () => {
      await publish();
      throw new Error('changed my mind');
    })).rejects.toThrow('changed my mind');
    await the(Drain).drain();
    expect(await put(2)).toEqual([]);
    expect(await rows(`SELECT FROM platform.outbox WHERE payload->>'number' = '2'`)).toEqual([]);
  });

  it('tries a failed subscriber again and does not bother the other', async () => {
    await the(Parcels).send({ number: 3, mood: 'fails-once' });
    await the(Drain).drain();
    expect(await put(3)).toEqual(['ledger', 'shelf']);
  });

  it('keeps what fails for good in the dead-letter list, from where it can be sent again', async () => {
    const id = await the(Parcels).send({ number: 4, mood: 'fails' });
    await the(Drain).drain();
    expect(await put(4)).toEqual(['ledger']);
    expect(await the(DeadLetters).list(10)).toEqual([
      { eventId: id, event: 'test.parcel_sent', subscriber: 'test.shelf', error: 'Error', attempts: 4, at: expect.any(Date) },
    ]);
    await rows(`UPDATE platform.outbox SET payload = jsonb_set(payload, '{mood}', '"plain"') WHERE id = $1`, [id]);
    expect(await the(DeadLetters).sendAgain(id, 'test.shelf')).toBe(true);
    expect(await the(DeadLetters).sendAgain(id, 'test.shelf')).toBe(false);
    await the(Drain).drain();
    expect(await put(4)).toEqual(['ledger', 'shelf']);
    expect(await the(DeadLetters).list(10)).toEqual([]);
  });

  it('goes out again when the queue has lost it', async () => {
    // As if published long ago, with the jobs gone.
    await rows(`INSERT INTO platform.outbox (name, payload, occurred_at, published_at, subscribers)
      VALUES ('test.parcel_sent', '{"number": 5, "mood": "plain"}', now(), now() - interval '11 minutes', 2)`);
    expect(await the(EventStore).republish(600_000)).toBe(1);
    await the(Drain).drain();
    expect(await put(5)).toEqual(['ledger', 'shelf']);
  });

  it('settles what is done and clears it away after its time, but never a dead letter', async () => {
    const dead = await the(Parcels).send({ number: 6, mood: 'fails' });
    const done = await the(Parcels).send({ number: 7, mood: 'plain' });
    await the(Drain).drain();
    await the(EventStore).settle();
    await rows(`UPDATE platform.outbox SET settled_at = settled_at - interval '15 days' WHERE id IN ($1, $2)`, [dead, done]);
    await the(EventStore).clear(14);
    expect(await rows('SELECT id FROM platform.outbox WHERE id IN ($1, $2)', [dead, done])).toEqual([{ id: dead }]);
  });

  it('forgets long work thirty days after it was finished, and none that is under way', async () => {
    const [old, recent, running] = [newId(), newId(), newId()];
    await rows(`INSERT INTO platform.jobs (id, kind, person_id, state, progress, result, asked_at, finished_at)
      SELECT id, 'test.work', id, CASE WHEN days IS NULL THEN 'running' ELSE 'done' END, 50, CASE WHEN days IS NULL THEN NULL ELSE '/x' END, now() - interval '40 days', now() - days * interval '1 day'
      FROM (VALUES ($1::uuid, 31), ($2, 29), ($3, NULL)) AS v (id, days)`, [old, recent, running]);
    await the(EventStore).clear(14);
    expect(await rows('SELECT id FROM platform.jobs WHERE id IN ($1, $2, $3) ORDER BY id', [old, recent, running])).toEqual([{ id: recent }, { id: running }]);
  });

  it('leaves an event nobody here knows for a newer worker', async () => {
    await rows(`INSERT INTO platform.outbox (name, payload, occurred_at) VALUES ('future.thing_happened', '{}', now())`);
    await the(Parcels).send({ number: 8, mood: 'plain' });
    await expect(the(Drain).drain(1_500)).rejects.toThrow('"outbox":1');
    expect(await put(8)).toEqual(['ledger', 'shelf']);
    await rows(`DELETE FROM platform.outbox WHERE name = 'future.thing_happened'`);
  });

  it('lets one of two at the same moment through the inbox', async () => {
    const [event] = await rows(`INSERT INTO platform.outbox (name, payload, occurred_at, published_at, settled_at, subscribers)
      VALUES ('test.parcel_sent', '{}', now(), now(), now(), 0) RETURNING id`);
    let ran = 0;
    const once = (): Promise<boolean> => the(Inbox).once(String(event?.['id']), 'test.race', async () => { ran += 1; });
    expect((await Promise.all([once(), once(), once()])).filter(Boolean)).toHaveLength(1);
    expect(ran).toBe(1);
    expect(await once()).toBe(false);
  });
});
