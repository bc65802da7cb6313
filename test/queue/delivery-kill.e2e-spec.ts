import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { administer } from '../../src/apps/launcher/postgres-roles.js';
import { Config, newKeysFile } from '../../src/platform/config/index.js';
import { Deliveries } from '../../src/platform/delivery/index.js';
import { freshDatabase, type TestDatabase } from '../support/index.js';
import { PARCEL_TABLES, parcelApp } from './parcel.module.js';
import { GatewayPeer, MailPeer } from './peers.js';
import { kill, start } from './processes.js';

interface Row { id: string; state: string; attempts: number; unknowns: number; provider_id: string | null; sealed: string | null; error: string | null }

// Each test starts processes, which takes its time on a busy machine.
jest.setTimeout(120_000);

describe('deliveries against a real SMTP server and gateway', () => {
  const dir = mkdtempSync(join(tmpdir(), 'school-cabinet-'));
  const children: ChildProcess[] = [];
  let database: TestDatabase;
  let planner: INestApplicationContext;
  let mail: MailPeer;
  let gateway: GatewayPeer;
  let env: Record<string, string>;

  const worker = async (): Promise<ChildProcess> => {
    const child = await start('worker', env);
    children.push(child);
    return child;
  };
  const send = (channel: 'email' | 'sms', text: string, expiresInMs = 600_000): Promise<string> =>
    planner.get(Deliveries, { strict: false })
      .send(channel, { to: channel === 'email' ? 'parent@example.ru' : '+79000000001', subject: 'Код', text }, new Date(Date.now() + expiresInMs));
  const row = async (id: string): Promise<Row> => (await administer<Row>(database.ownerUrl, 'SELECT * FROM platform.delivery WHERE id = $1', [id]))[0]!;
  /** Looks until every delivery is over. */
  const over = async (): Promise<void> => {
    for (let i = 0; i < 600; i++) {
      const [left] = await administer<{ n: number }>(database.ownerUrl, 'SELECT count(*)::int AS n FROM platform.delivery WHERE finished_at IS NULL');
      if (left?.n === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('deliveries are still open after 30 s');
  };

  beforeAll(async () => {
    writeFileSync(join(dir, 'keys.json'), newKeysFile());
    database = await freshDatabase(`delivery_${process.pid}`);
    await administer(database.ownerUrl, PARCEL_TABLES);
  });
  beforeEach(async () => {
    [mail, gateway] = [new MailPeer(), new GatewayPeer()];
    env = {
      NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dir, DATABASE_URL: database.runtimeUrl, MIGRATION_DATABASE_URL: database.ownerUrl,
      REDIS_URL: process.env['REDIS_URL'] ?? '', SMTP_URL: await mail.start(), SMS_HTTP_URL: await gateway.start(),
    };
    planner ??= await NestFactory.createApplicationContext(parcelApp(Config.fromEnv(env)), { logger: false, abortOnError: false });
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => kill(child)));
    await Promise.all([mail.stop(), gateway.stop()]);
  });
  afterAll(async () => {
    await planner?.close();
    rmSync(dir, { recursive: true });
  });

  it('sends each once, keeps the words encrypted until then and not after', async () => {
    const [email, sms] = [await send('email', 'Ваш код 123456 — ёж'), await send('sms', 'Код 654321')];
    const before = await row(email);
    expect(before.sealed).toMatch(/^v1\./);
    expect(JSON.stringify(before)).not.toContain('123456');
    await worker();
    await over();
    expect(mail.received.all).toEqual([{ messageId: expect.stringMatching(new RegExp(`^${email}@`)), to: 'parent@example.ru', text: 'Ваш код 123456 — ёж' }]);
    expect(gateway.received.all).toEqual([{ id: sms, to: '+79000000001', text: 'Код 654321', authorization: 'Bearer secret-token' }]);
    expect([await row(email), await row(sms)]).toMatchObject([
      { state: 'sent', attempts: 1, unknowns: 0, sealed: null }, { state: 'sent', attempts: 1, unknowns: 0, sealed: null, provider_id: `gw-${sms}` },
    ]);
  });

  it('sends an e-mail again with the same Message-ID when the worker dies in the send, and counts it', async () => {
    mail.manner = (nth) => (nth === 0 ? 'silent' : 'take');
    const id = await send('email', 'one');
    const first = await worker();
    await mail.received.reached(1);
    await kill(first);
    await worker();
    await over();
    expect(new Set(mail.received.all.map((m) => m.messageId))).toEqual(new Set([expect.stringMatching(new RegExp(`^${id}@`))]));
    expect(mail.received.all).toHaveLength(2);
    expect(await row(id)).toMatchObject({ state: 'sent', unknowns: 1 });
  });

  it('does not send an SMS again when the worker dies in the send, and keeps it as unknown', async () => {
    gateway.manner = () => 'silent';
    const id = await send('sms', 'one');
    const first = await worker();
    await gateway.received.reached(1);
    await kill(first);
    gateway.manner = () => 'take';
    const other = await send('sms', 'two');
    await worker();
    await over();
    expect(gateway.received.all.map((m) => m.text)).toEqual(['one', 'two']);
    expect([await row(id), await row(other)]).toMatchObject([{ state: 'unknown', unknowns: 1, error: 'WORKER_DIED' }, { state: 'sent', unknowns: 0 }]);
  });

  it('is not held up by a mail server that hangs: SMS goes on, the mail goes when it answers again', async () => {
    let hanging = true;
    mail.manner = () => (hanging ? 'silent' : 'take');
    const id = await send('email', 'one');
    await worker();
    await mail.received.reached(1);
    await send('sms', 'meanwhile');
    await gateway.received.reached(1);
    expect((await row(id)).state).not.toBe('sent');
    hanging = false;
    await over();
    expect(new Set(mail.received.all.map((m) => m.messageId)).size).toBe(1);
    const done = await row(id);
    expect(done.state).toBe('sent');
    expect(done.unknowns).toBe(mail.received.all.length - 1);
  });

  it('tries again what was refused for now, and gives up what is refused for good', async () => {
    gateway.manner = (nth) => (nth < 3 ? 'busy' : 'take');
    mail.manner = (nth) => (nth < 2 ? 'busy' : 'take');
    const [sms, email] = [await send('sms', 'patient'), await send('email', 'patient')];
    await worker();
    await over();
    expect(gateway.received.all).toHaveLength(1);
    expect(mail.received.all).toHaveLength(1);
    expect([await row(sms), await row(email)]).toMatchObject([{ state: 'sent', attempts: 4, unknowns: 0 }, { state: 'sent', attempts: 3, unknowns: 0 }]);
    gateway.manner = () => 'never';
    mail.manner = () => 'busy';
    const [refused, tired] = [await send('sms', 'never'), await send('email', 'tired')];
    await over();
    expect([await row(refused), await row(tired)]).toMatchObject([{ state: 'failed', attempts: 1, error: 'HTTP 400' }, { state: 'failed', attempts: 6 }]);
  });

  it('does not send what has become worthless', async () => {
    const id = await send('sms', 'late', -1);
    await worker();
    await over();
    expect([await row(id), gateway.received.all]).toMatchObject([{ state: 'expired', sealed: null }, []]);
  });

  it('loses nothing and doubles nothing uncounted while workers die at any moment', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 120; i++) ids.push(await send(i % 2 === 0 ? 'email' : 'sms', `text ${i}`));
    for (let i = 0; i < 3; i++) {
      const unlucky = await worker();
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 120)); // the moment of death is the chance we test
      await kill(unlucky);
    }
    await worker();
    await over();
    const rows = await administer<Row & { channel: string }>(database.ownerUrl, 'SELECT * FROM platform.delivery WHERE id = ANY ($1)', [ids]);
    const [emails, texts] = [rows.filter((r) => r.channel === 'email'), rows.filter((r) => r.channel === 'sms')];
    expect(emails.every((r) => r.state === 'sent')).toBe(true);
    const mailed = mail.received.all.map((m) => m.messageId?.split('@')[0]);
    expect(new Set(mailed)).toEqual(new Set(emails.map((r) => r.id)));
    expect(mailed.length - emails.length).toBeLessThanOrEqual(emails.reduce((sum, r) => sum + r.unknowns, 0));
    // An SMS went once, or perhaps not at all and then it says so.
    const sent = gateway.received.all.map((m) => m.id);
    expect(new Set(sent).size).toBe(sent.length);
    expect(texts.filter((r) => r.state === 'sent').every((r) => sent.includes(r.id))).toBe(true);
    expect(texts.filter((r) => r.state !== 'sent').every((r) => r.state === 'unknown')).toBe(true);
  });
});
