import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../src/shared/ids.js';
import { freshDatabase, type TestDatabase } from '../support/index.js';

const CLI = fileURLToPath(new URL('../../src/apps/cli.main.js', import.meta.url));

describe('the dead-letters command', () => {
  let database: TestDatabase;
  let db: pg.Client;
  beforeAll(async () => {
    database = await freshDatabase('dead_letters');
    db = new pg.Client({ connectionString: database.ownerUrl });
    await db.connect();
  });
  afterAll(() => db.end());

  const run = async (...args: string[]) => (await promisify(execFile)(process.execPath, [CLI, 'dead-letters', ...args], {
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: database.runtimeUrl, LOG_LEVEL: 'error' },
  })).stdout.trim();

  it('lists what was given up, without words, and sends one or all of it again', async () => {
    const [first, second] = [newId(), newId()];
    for (const id of [first, second]) {
      await db.query(`INSERT INTO platform.outbox (id, name, payload, occurred_at, published_at) VALUES ($1, 'test.happened', '{"secret": "слово"}', now(), now())`, [id]);
      await db.query(`INSERT INTO platform.inbox (event_id, subscriber, state, error, attempts, at) VALUES ($1, 'test', 'dead', 'Error', 8, now())`, [id]);
    }
    const listed = (await run()).split('\n').map((line) => JSON.parse(line));
    expect(listed.map((l) => [l.eventId, l.event, l.subscriber, l.attempts])).toEqual([[first, 'test.happened', 'test', 8], [second, 'test.happened', 'test', 8]]);
    expect(JSON.stringify(listed)).not.toContain('слово');

    expect(await run('again', second)).toBe('Sent again: 1');
    const waiting = async () => (await db.query('SELECT id FROM platform.outbox WHERE published_at IS NULL ORDER BY id')).rows.map((r) => r.id);
    expect(await waiting()).toEqual([second]);
    expect(await run('again')).toBe('Sent again: 1');
    expect(await waiting()).toEqual([first, second]);
    expect(await run()).toBe('');
    await expect(run('burn')).rejects.toThrow('Usage: dead-letters');
  });
});
