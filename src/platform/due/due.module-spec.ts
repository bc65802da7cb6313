import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { administer } from '../../apps/launcher/postgres-roles.js';
import type { OffsetClock } from '../../shared/clock.js';
import { startParcels } from '../../../test/queue/running.js';
import { DueSweep } from './due-sweep.js';
import { Due } from './index.js';

const KIND = 'test.pick_up';
const HOUR = 3_600_000;

describe('due rows', () => {
  let app: INestApplicationContext;
  let ownerUrl: string;
  let clock: OffsetClock;
  const start = new Date('2026-10-01T09:00:00Z');
  const after = (ms: number): Date => new Date(start.getTime() + ms);
  const the = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type as never, { strict: false });
  const sweep = async (): Promise<void> => { while (await the(DueSweep).pass()); };
  const state = async (key: string): Promise<unknown> =>
    (await administer(ownerUrl, 'SELECT state FROM platform.due WHERE kind = $1 AND key = $2', [KIND, key]))[0]?.['state'];
  const handled = async (key: string): Promise<number> =>
    (await administer(ownerUrl, `SELECT FROM test_queue.put WHERE place = 'pick_up' AND number = $1`, [Number(key)])).length;

  beforeAll(async () => {
    ({ app, clock, ownerUrl } = await startParcels('due', false));
    clock.moveTo(start);
  });
  afterAll(() => app?.close());

  it('is handled at its time and not before, once, whoever sweeps', async () => {
    await the(Due).plan({ kind: KIND, key: '1', at: after(HOUR) });
    await sweep();
    expect([await state('1'), await handled('1')]).toEqual(['planned', 0]);
    clock.moveTo(after(HOUR));
    await Promise.all([sweep(), sweep(), sweep()]);
    expect([await state('1'), await handled('1')]).toEqual(['done', 1]);
  });

  it('is moved by planning again, and planned anew after it was done', async () => {
    await the(Due).plan({ kind: KIND, key: '2', at: after(2 * HOUR) });
    await the(Due).plan({ kind: KIND, key: '2', at: after(5 * HOUR) });
    clock.moveTo(after(3 * HOUR));
    await sweep();
    expect(await handled('2')).toBe(0);
    clock.moveTo(after(5 * HOUR));
    await sweep();
    await the(Due).plan({ kind: KIND, key: '2', at: after(5 * HOUR) });
    await sweep();
    expect(await handled('2')).toBe(2);
  });

  it('is not handled when cancelled', async () => {
    await the(Due).plan({ kind: KIND, key: '3', at: after(5 * HOUR) });
    expect(await the(Due).cancel(KIND, '3')).toBe(true);
    expect(await the(Due).cancel(KIND, '3')).toBe(false);
    await sweep();
    expect([await state('3'), await handled('3')]).toEqual(['cancelled', 0]);
  });

  it('says when its moment was missed', async () => {
    await the(Due).plan({ kind: KIND, key: '4', at: after(5 * HOUR), payload: { late: true } });
    await sweep();
    expect([await state('4'), await handled('4')]).toEqual(['missed', 0]);
  });

  it('leaves no trace of a failed handling and tries again later', async () => {
    await the(Due).plan({ kind: KIND, key: '5', at: after(5 * HOUR), payload: { mood: 'fails-once' } });
    await sweep();
    expect([await state('5'), await handled('5')]).toEqual(['planned', 0]);
    clock.moveTo(after(5 * HOUR + 5_000));
    await sweep();
    expect([await state('5'), await handled('5')]).toEqual(['done', 1]);
  });

  it('gives up in the end, visibly', async () => {
    await the(Due).plan({ kind: KIND, key: '6', at: after(5 * HOUR), payload: { mood: 'fails' } });
    for (let day = 1; day <= 12; day++) {
      clock.moveTo(after(day * 24 * HOUR));
      await sweep();
    }
    expect([await state('6'), await handled('6')]).toEqual(['failed', 0]);
  });
});
