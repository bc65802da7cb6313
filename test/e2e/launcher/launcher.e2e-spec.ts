import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administer } from '../../../src/apps/launcher/postgres-roles.js';
import { allGone, Launched, until } from './launched.js';

const START_MS = 60_000;

/** One data directory through a rough life; each step begins where the one before left it. */
describe('npm start', () => {
  let dir: string;
  let running: Launched;

  const health = async (url: string): Promise<boolean> => (await fetch(`${url}/health/ready`).catch(() => null))?.ok === true;
  const keys = (): string => readFileSync(join(dir, 'keys.json'), 'utf8');
  /** As the owner of the database, over the port in the server's pid file. */
  const query = <Row>(sql: string): Promise<Row[]> => {
    const port = readFileSync(join(dir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[3];
    const { owner } = JSON.parse(readFileSync(join(dir, 'postgres/passwords.json'), 'utf8')) as { owner: string };
    return administer<Row>(`postgres://cabinet_owner:${owner}@127.0.0.1:${port}/cabinet`, sql);
  };

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'school-cabinet-launcher-'));
  });

  afterAll(async () => {
    running.kill('SIGTERM');
    await running.exit();
    rmSync(dir, { recursive: true, force: true });
  });

  it('brings everything up in an empty directory and keeps its secrets to itself', async () => {
    running = Launched.on(dir);
    const url = await running.ready();
    expect(await health(url)).toBe(true);
    expect([...running.family().keys()].sort()).toEqual(['api.main', 'postgres', 'shell', 'watcher', 'worker.main']);
    for (const secret of ['keys.json', 'postgres/passwords.json']) expect(statSync(join(dir, secret)).mode & 0o777).toBe(0o600);
    await query(`CREATE TABLE public.left_behind AS SELECT 42 AS answer`);
  }, START_MS);

  it('refuses a second launcher on the same directory', async () => {
    const second = Launched.on(dir);
    expect(await second.exit()).toBe(1);
    expect(second.output).toContain(`is in use by another launcher (process ${running.pid})`);
    expect(running.family().size).toBe(5);
  }, START_MS);

  it.each(['api.main', 'worker.main'])('starts %s again when it is killed', async (name) => {
    const before = running.family().get(name)!;
    process.kill(before, 'SIGKILL');
    await until(`${name} is back`, () => {
      const now = running.family().get(name);
      return now !== undefined && now !== before;
    });
    const url = await running.ready();
    await until('the API answers', () => health(url));
  }, START_MS);

  it('killed with -9, takes everything with it; the next start goes on with the same data', async () => {
    const [family, key] = [running.family(), keys()];
    running.kill('SIGKILL');
    await allGone(family.values());

    running = Launched.on(dir);
    expect(await health(await running.ready())).toBe(true);
    expect(keys()).toBe(key);
    expect(await query('SELECT answer FROM public.left_behind')).toEqual([{ answer: 42 }]);
  }, START_MS);

  it('attaches to a server that outlived its launcher', async () => {
    const family = running.family();
    const server = family.get('postgres')!;
    // Its watchers die first, so nobody tells the server that the launcher is gone.
    process.kill(family.get('watcher')!, 'SIGKILL');
    process.kill(family.get('shell')!, 'SIGKILL');
    running.kill('SIGKILL');
    await allGone([family.get('api.main')!, family.get('worker.main')!, running.pid]);
    expect(await query('SELECT 1 AS there')).toEqual([{ there: 1 }]);

    running = Launched.on(dir);
    await running.ready();
    expect(Number(readFileSync(join(dir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])).toBe(server);
    const mine = [...running.family().values()];
    running.kill('SIGINT');
    expect(await running.exit()).toBe(0);
    await allGone([server, ...mine]);
  }, START_MS);

  it('ends when PostgreSQL is killed, and recovers at the next start', async () => {
    running = Launched.on(dir);
    await running.ready();
    const family = running.family();
    process.kill(family.get('postgres')!, 'SIGKILL');
    expect(await running.exit()).toBe(1);
    expect(running.output).toContain('PostgreSQL ended unexpectedly');
    await allGone(family.values());

    running = Launched.on(dir);
    await running.ready();
    expect(await query('SELECT answer FROM public.left_behind')).toEqual([{ answer: 42 }]);
  }, START_MS);

  it('stops in order on SIGTERM and leaves nothing behind', async () => {
    const family = running.family();
    running.kill('SIGTERM');
    expect(await running.exit()).toBe(0);
    await allGone(family.values());
    expect(() => statSync(join(dir, 'launcher.lock'))).toThrow('ENOENT');
    expect(() => statSync(join(dir, 'postgres/data/postmaster.pid'))).toThrow('ENOENT');
  }, START_MS);

  it('starts over stale files of a machine that lost power', async () => {
    writeFileSync(join(dir, 'launcher.lock'), '999999999 1\n');
    writeFileSync(join(dir, 'postgres/data/postmaster.pid'), `${process.pid}\n${dir}/postgres/data\n1\n1\n\n127.0.0.1\n`);
    running = Launched.on(dir);
    await running.ready();
    running.kill('SIGTERM');
    expect(await running.exit()).toBe(0);
  }, START_MS);

  it('does not make new keys over data sealed with lost ones', async () => {
    renameSync(join(dir, 'keys.json'), join(dir, 'keys.away'));
    running = Launched.on(dir);
    expect(await running.exit()).toBe(1);
    expect(running.output).toContain('keys.json is missing');
  }, START_MS);
});
