import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Global, Injectable, Module, Post } from '@nestjs/common';
import { IsString } from 'class-validator';
import { AccessTokens, definePermissions, RequirePermission, SessionPort, type SessionFacts } from '../../../src/platform/auth/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { NoIdempotency } from '../../../src/platform/http/index.js';
import { defineErrors, DomainError } from '../../../src/shared/domain-error.js';
import { newId } from '../../../src/shared/ids.js';
import { startTestApp, type Client, type TestApp } from '../../support/index.js';

definePermissions({ 'parcels.send': 'signed_in' });
defineErrors({ 'parcels.refused': { kind: 'conflict', ru: 'Нет', en: 'No' } });

class ParcelBody {
  @IsString() to!: string;
}

@Controller('parcels')
class ParcelsController {
  sent = 0;

  constructor(private readonly db: Db) {}

  @Post()
  @RequirePermission('parcels.send')
  async send(@Body() { to }: ParcelBody): Promise<{ id: string; transactional: boolean; version: number }> {
    await this.db.query('SELECT pg_sleep(0.05)');
    if (to === 'nobody') throw new DomainError('parcels.refused');
    this.sent += 1;
    return { id: newId(), transactional: this.db.inTransaction, version: 1 };
  }

  @Post('secret')
  @NoIdempotency()
  @RequirePermission('parcels.send')
  secret(): { code: string } {
    return { code: newId() };
  }
}

/** Everybody's session lives: what is tested is the key, not the session. */
@Injectable()
class EverybodySignedIn extends SessionPort {
  find(): Promise<SessionFacts> {
    return Promise.resolve({ assignmentId: null, role: 'guardian', schoolId: null, classId: null, regionCode: null, confirmed: true, birthDate: null, zone: 'UTC', mustChange: [] });
  }
}

@Global()
@Module({ controllers: [ParcelsController], providers: [{ provide: SessionPort, useClass: EverybodySignedIn }], exports: [SessionPort] })
class ParcelsModule {}

describe('Idempotency-Key', () => {
  let app: TestApp;
  let person: Client;
  let key: string;
  const signIn = (): Client => app.as(app.get(AccessTokens).issue({ sub: newId(), sid: newId(), asg: null, acr: 'password' }).accessToken);
  beforeAll(async () => { app = await startTestApp({}, [ParcelsModule]); });
  afterAll(async () => { await app.stop(); });
  beforeEach(() => { person = signIn(); key = newId(); });
  const send = (who: Client, to: string, withKey = key): ReturnType<Client['post']> => who.post('/parcels', { to }, { 'idempotency-key': withKey });

  it('answers a repeated request with the first answer, in one transaction with the effect', async () => {
    const first = await send(person, 'moon');
    const again = await send(person, 'moon');
    expect(first.body.transactional).toBe(true);
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  it('lets twins in flight act once', async () => {
    const before = app.get(ParcelsController).sent;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(person, 'moon')));
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
    expect(app.get(ParcelsController).sent).toBe(before + 1);
  });

  it('refuses the key for another body, and keeps keys of different people apart', async () => {
    const first = await send(person, 'moon');
    expect((await send(person, 'mars')).body).toMatchObject({ status: 422, code: 'idempotency.key_reused' });
    expect((await send(signIn(), 'moon')).body.id).not.toBe(first.body.id);
  });

  it('keeps nothing of a refused request, and nothing after 24 hours', async () => {
    expect((await send(person, 'nobody')).status).toBe(409);
    expect((await send(person, 'moon')).status).toBe(201);
    const id = (await send(person, 'moon')).body.id;
    app.clock.moveTo(new Date(app.clock.now().getTime() + 25 * 3600 * 1000));
    const later = app.as(app.get(AccessTokens).issue({ sub: newId(), sid: newId(), asg: null, acr: 'password' }).accessToken);
    expect((await send(later, 'moon')).body.id).not.toBe(id);
  });

  it('does not keep answers that hold a secret', async () => {
    const call = (): ReturnType<Client['post']> => person.post('/parcels/secret', undefined, { 'idempotency-key': key });
    expect((await call()).body.code).not.toBe((await call()).body.code);
  });

  it('stores the answer unreadable', async () => {
    const { body } = await send(person, 'moon');
    const rows = await app.get(Db).query<{ answer: string }>('SELECT answer FROM platform.idempotency_key WHERE key = $1', [key]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.answer).not.toContain(body.id as string);
  });
});
