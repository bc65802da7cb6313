import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Origin } from '../identity.contracts.js';

const USER_AGENT_LIMIT = 300;

/** Where the request comes from; the address is the one TRUST_PROXY lets us believe. */
export const CallerOrigin = createParamDecorator((_: unknown, context: ExecutionContext): Origin => {
  const { id, ip, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return { ip, userAgent: headers['user-agent']?.slice(0, USER_AGENT_LIMIT) ?? null, requestId: id };
});
