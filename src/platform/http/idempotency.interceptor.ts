import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { Actor } from '../../shared/actor.js';
import { Clock } from '../../shared/clock.js';
import { defineErrors, DomainError, InvalidInput } from '../../shared/domain-error.js';
import { Envelope } from '../crypto/index.js';
import { Db } from '../database/index.js';
import { RawJson } from './versions.js';

defineErrors({
  'idempotency.key_reused': {
    kind: 'invalid',
    ru: 'Этот Idempotency-Key уже использован для другого запроса. Возьмите новый.',
    en: 'This Idempotency-Key was used for another request. Take a new one.',
  },
});

const OWN = 'http:no-idempotency';
const KEPT_MS = 24 * 3600 * 1000;

/** Where an answer must not be kept (a secret shown once). `/auth/*` is left out by itself, having no caller yet. */
export function NoIdempotency(): MethodDecorator & ClassDecorator {
  return SetMetadata(OWN, true);
}

/**
 * `Idempotency-Key` of a POST (api.md, Conventions): key, effect and answer are one transaction; a twin in flight waits
 * on the key's row; the answer is kept sealed for 24 hours. A refused request keeps nothing.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly db: Db,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Actor }>();
    const key = request.headers['idempotency-key'];
    const optedOut = this.reflector.getAllAndOverride<boolean>(OWN, [context.getHandler(), context.getClass()]) === true;
    if (request.method !== 'POST' || typeof key !== 'string' || request.user === undefined || optedOut) return next.handle();
    if (key.length === 0 || key.length > 200) throw new InvalidInput([{ parameter: 'Idempotency-Key', code: 'input.too_long', params: { limit: 200 } }]);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.once(request.user.personId, key, fingerprint(request), reply, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private once(personId: string, key: string, print: string, reply: FastifyReply, act: () => Promise<unknown>): Promise<unknown> {
    return this.db.transaction(async () => {
      const now = this.clock.now();
      // Waits here while a twin holds the row; a row past its day is taken over.
      const claimed = await this.db.query(
        `INSERT INTO platform.idempotency_key AS k (person_id, key, fingerprint, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, expires_at = excluded.expires_at, status = NULL, answer = NULL
           WHERE k.expires_at <= $5
         RETURNING key`,
        [personId, key, print, new Date(now.getTime() + KEPT_MS), now],
      );
      const place = { table: 'platform.idempotency_key', column: 'answer', row: `${personId}:${key}` };
      if (claimed.length === 0) {
        const held = await this.db.one<{ fingerprint: string; status: number; answer: string }>(
          'SELECT fingerprint, status, answer FROM platform.idempotency_key WHERE person_id = $1 AND key = $2', [personId, key]);
        if (held === null || held.fingerprint !== print) throw new DomainError('idempotency.key_reused');
        const { body, etag } = JSON.parse(this.envelope.open(held.answer, place)) as { body: unknown; etag?: string };
        void reply.status(held.status).header('idempotent-replayed', 'true');
        if (etag !== undefined) void reply.header('etag', etag);
        return body;
      }
      const body = await act();
      const kept = body instanceof RawJson ? (JSON.parse(body.text) as unknown) : body;
      const answer = this.envelope.seal(JSON.stringify({ body: kept, etag: reply.getHeader('etag') }), place);
      await this.db.query(
        'UPDATE platform.idempotency_key SET status = $3, answer = $4 WHERE person_id = $1 AND key = $2',
        [personId, key, reply.statusCode, answer],
      );
      return body;
    });
  }
}

function fingerprint(request: FastifyRequest): string {
  const content = JSON.stringify([request.method, request.url, request.body ?? null]);
  return createHash('sha256').update(content).digest('base64url');
}
