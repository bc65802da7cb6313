import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'portal_browser';
/** An attempt, then a ticket. */
const SECONDS = 30 * 60;

/** The cookie that ties an attempt to the browser which began it; null when there is none, or it is not one of ours. */
export const PortalBrowser = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const values = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('=')).filter(([name]) => name === NAME).map(([, value]) => value ?? '');
  return values.find((value) => /^[\w-]{43}$/.test(value)) ?? null;
});

/** Sent back on the way from the portal, which is a navigation from another site: Lax, not Strict. */
export function setPortalBrowser(reply: FastifyReply, value: string, secure: boolean): void {
  void reply.header('set-cookie', `${NAME}=${value}; Path=/api/v1; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`);
}
