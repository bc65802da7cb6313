import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestPlatform } from '../../../test/support/module.js';
import { Db } from './index.js';

type Platform = Awaited<ReturnType<typeof startTestPlatform>>;

describe('transactions beside the ambient one, with a general pool of one connection', () => {
  let platform: Platform;
  let db: Db;
  beforeAll(async () => {
    platform = await startTestPlatform({ DATABASE_POOL: '1' });
    db = platform.get(Db);
    await platform.db.query('CREATE TABLE IF NOT EXISTS public.outside_test (n int); GRANT ALL ON public.outside_test TO PUBLIC');
  });
  afterAll(async () => {
    await platform.db.query('DROP TABLE public.outside_test');
    await platform.stop();
  });

  const put = (n: number): Promise<number> => db.affected('INSERT INTO public.outside_test VALUES ($1)', [n]);
  const there = async (): Promise<number[]> => (await platform.db.query<{ n: number }>('SELECT n FROM public.outside_test ORDER BY n')).rows.map(({ n }) => n);

  it('many at once all come through, and what they wrote stays when the ambient one is rolled back', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => i + 1);
    const refused = await Promise.allSettled(numbers.map((n) => db.transaction(async () => {
      await put(-n);
      await db.outside(() => put(n));
      throw new Error('refused');
    })));
    expect(refused.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await there()).toEqual(numbers);
  });

  it('does what waits for the commit, each after its own', async () => {
    const done: string[] = [];
    await db.transaction(async () => {
      db.afterCommit(() => done.push('ambient'));
      await db.outside(async () => db.afterCommit(() => done.push('outside')));
      await expect(db.outside(async () => {
        db.afterCommit(() => done.push('rolled back'));
        throw new Error('no');
      })).rejects.toThrow('no');
    });
    expect(done).toEqual(['outside', 'ambient']);
  });

  it('without an ambient one it is a usual transaction; inside another outside it is refused, for it could starve', async () => {
    await db.outside(() => put(100));
    expect(await there()).toContain(100);
    await expect(db.transaction(() => db.outside(() => db.outside(() => put(101))))).rejects.toThrow('outside already');
    expect(await there()).not.toContain(101);
  });
});
