import { createHash } from 'node:crypto';
import { applyDecorators, type CallHandler, createParamDecorator, type ExecutionContext, Injectable, type NestInterceptor, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { DomainError } from '../../shared/domain-error.js';

/** The version an `If-Match` header names (`"3"` or `W/"3"`): 428 without the header, 412 for one that is no version of ours. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) throw new DomainError('object.if_match_required');
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new DomainError('object.stale');
  return Number(version);
});

@Injectable()
class VersionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((body: unknown) => {
      const version = (body as { version?: unknown } | null)?.version;
      if (typeof version === 'number') void reply.header('etag', `"${version}"`);
      return body;
    }));
  }
}

/** Answers carry `ETag: "<version>"` of the resource. */
export function Versioned(): MethodDecorator & ClassDecorator {
  return UseInterceptors(VersionInterceptor);
}

/** An answer whose JSON was made already (by PostgreSQL, on a hot read). */
export class RawJson {
  constructor(readonly text: string) {}
}

@Injectable()
class ContentTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((body: unknown) => {
      const text = body instanceof RawJson ? body.text : JSON.stringify(body);
      const tag = `"${createHash('sha1').update(text).digest('base64url')}"`;
      void reply.header('etag', tag).header('cache-control', 'private, no-cache');
      const known = request.headers['if-none-match']?.split(',').some((t) => t.trim().replace(/^W\//, '') === tag) ?? false;
      if (known) {
        void reply.status(304);
        return '';
      }
      void reply.header('content-type', 'application/json; charset=utf-8');
      return text;
    }));
  }
}

/** A polled read: `ETag` by content hash and `304` when nothing changed. A version would say nothing of names, hours or rights. */
export function ContentTagged(): MethodDecorator {
  return applyDecorators(UseInterceptors(ContentTagInterceptor), ApiHeader({ name: 'If-None-Match', required: false, description: 'ETag of the answer held' }));
}
