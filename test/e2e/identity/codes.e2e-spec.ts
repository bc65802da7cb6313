import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ForgetService } from '../../../src/modules/identity/app/forget.service.js';
import { type CodeOrder, OneTimeCodes } from '../../../src/modules/identity/app/codes/one-time-codes.js';
import { CodesRepository } from '../../../src/modules/identity/persistence/codes.repository.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { codesTo, lastCode, newPhone } from '../../factories/codes.js';
import { startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let codes: OneTimeCodes;
beforeAll(async () => {
  app = await startTestApp();
  codes = app.get(OneTimeCodes);
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(() => app.stop());

let lastIp = 0;
const newIp = (): string => `203.0.${++lastIp >> 8}.${lastIp & 255}`;
const order = (more: Partial<CodeOrder> = {}): CodeOrder =>
  ({ purpose: 'recovery', context: newId(), personId: null, channel: 'sms', to: newPhone(), ip: newIp(), locale: 'ru', ...more });
const later = (ms: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + ms));
const minutes = (n: number): number => n * 60_000;
const verify = ({ purpose, context }: CodeOrder, code: string): Promise<boolean> => codes.verify({ purpose, context, code });
const other = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');

describe('one-time codes (ID-5, ID-10)', () => {
  it('work once, also in parallel, for 10 minutes, by SMS and by e-mail', async () => {
    const sms = order();
    const { expiresAt } = await codes.send(sms);
    expect(expiresAt.getTime() - app.clock.now().getTime()).toBeLessThanOrEqual(minutes(10));
    const code = await lastCode(app, sms.to);
    const tries = await Promise.all(Array.from({ length: 5 }, () => verify(sms, code)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await verify(sms, code)).toBe(false);

    const mail = order({ channel: 'email', to: `${newId()}@example.ru` });
    await codes.send(mail);
    const late = await lastCode(app, mail.to);
    later(minutes(10) + 1);
    expect(await verify(mail, late)).toBe(false);
  });

  it('are void in another attempt and for another purpose, and after a newer one of the same attempt', async () => {
    const [mine, theirs] = [order(), order()];
    await codes.send(mine);
    const code = await lastCode(app, mine.to);
    await codes.send(theirs);
    expect(await verify({ ...mine, context: theirs.context }, code)).toBe(false);
    expect(await verify({ ...mine, purpose: 'sign_in' }, code)).toBe(false);
    await codes.send(mine);
    const newer = await lastCode(app, mine.to);
    expect(code === newer || await verify(mine, code) === false).toBe(true);
    expect(await verify(mine, newer)).toBe(true);
  });

  it('are void after five wrong tries, however many come at once', async () => {
    const asked = order();
    await codes.send(asked);
    const code = await lastCode(app, asked.to);
    expect(await Promise.all(Array.from({ length: 20 }, (_, i) => verify(asked, other(code, i + 1))))).not.toContain(true);
    expect(await verify(asked, code)).toBe(false);
  });

  it('lie nowhere to be read: not in the tables of codes and counters, nor in the delivery', async () => {
    const asked = order();
    await codes.send(asked);
    const rows = await app.get(Db).query('SELECT row_to_json(c)::text AS text FROM identity.codes c UNION ALL SELECT row_to_json(s)::text FROM identity.code_sends s UNION ALL SELECT row_to_json(d)::text FROM platform.delivery d');
    const dump = JSON.stringify(rows);
    const code = await lastCode(app, asked.to);
    expect(dump).not.toContain(asked.to);
    expect(dump).not.toContain(`"${code}"`);
    expect(dump).not.toContain(`${code} `);
  });
});

describe('sends of codes (SE-7)', () => {
  const refused = { code: 'codes.too_many_sends', extra: { retryAfter: expect.any(Number) } };

  it('are three an hour to one number for one purpose, over all attempts, also in parallel', async () => {
    const to = newPhone();
    const sends = await Promise.allSettled(Array.from({ length: 8 }, () => codes.send(order({ to }))));
    expect(sends.filter((s) => s.status === 'fulfilled')).toHaveLength(3);
    await expect(codes.send(order({ to }))).rejects.toMatchObject(refused);
    expect(await codesTo(app, to)).toHaveLength(3);
    later(minutes(60) + 1000);
    const { resendAt } = await codes.send(order({ to }));
    expect(resendAt <= app.clock.now()).toBe(true);
  });

  it('are limited per number over purposes, per account over numbers, and per network address', async () => {
    const to = newPhone();
    for (const purpose of ['recovery', 'password', 'contact'] as const) for (let i = 0; i < 3; i++) await codes.send(order({ to, purpose }));
    await codes.send(order({ to, purpose: 'unlock' }));
    await expect(codes.send(order({ to, purpose: 'unlock' }))).rejects.toMatchObject(refused);

    const personId = newId();
    for (let i = 0; i < 15; i++) await codes.send(order({ personId }));
    await expect(codes.send(order({ personId }))).rejects.toMatchObject(refused);
    // Whoever has proved nothing is not told that two numbers are of one account.
    const hidden = order({ personId, hidden: true });
    expect((await codes.send(hidden)).resendAt <= app.clock.now()).toBe(true);
    expect(await codesTo(app, hidden.to)).toHaveLength(0);

    const ip = newIp();
    for (let i = 0; i < 60; i++) await codes.send(order({ ip, channel: 'email', to: `${newId()}@example.ru` }));
    await expect(codes.send(order({ ip }))).rejects.toMatchObject(refused);
  });

  it('count with the transaction they are asked in', async () => {
    const to = newPhone();
    const failed = app.get(Db).transaction(async () => {
      await codes.send(order({ to }));
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    for (let i = 0; i < 3; i++) await codes.send(order({ to }));
    expect(await codesTo(app, to)).toHaveLength(3);
  });

  it('go to Russian mobile numbers only, and never for a decoy', async () => {
    for (const to of ['+74951234567', '+375291234567']) await expect(codes.send(order({ to }))).rejects.toMatchObject({ code: 'codes.number_not_served' });
    const decoy = order({ decoy: true });
    await codes.send(decoy);
    expect(await codesTo(app, decoy.to)).toHaveLength(0);
  });

  it('are forgotten in time', async () => {
    const asked = order();
    await codes.send(asked);
    later(minutes(11));
    expect((await app.get(ForgetService).run()).codes).toBeGreaterThan(0);
    expect(await app.get(Db).one('SELECT 1 FROM identity.codes WHERE context = $1', [asked.context])).toBeNull();
    later(minutes(25 * 60));
    await app.get(ForgetService).run();
    const { key } = app.get(CodesRepository).sendKey('recipient', asked.to);
    expect(await app.get(Db).one('SELECT 1 FROM identity.code_sends WHERE key = $1', [key])).toBeNull();
  });
});

describe('the number of SMS a day', () => {
  it('is limited over all accounts', async () => {
    // An own day, and a limit just above what went out on it.
    later(minutes(24 * 60 * 40));
    const day = app.clock.now().toISOString().slice(0, 10);
    await app.get(Db).query('INSERT INTO identity.sms_days (day, sends) VALUES ($1, $2)', [day, app.config.settings.SMS_DAILY_LIMIT - 1]);
    await codes.send(order());
    await expect(codes.send(order())).rejects.toMatchObject({ code: 'codes.too_many_sends' });
    await codes.send(order({ channel: 'email', to: `${newId()}@example.ru` }));
  });
});
