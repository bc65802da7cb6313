import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../shared/actor.js';

export const PERMISSION = 'access:permission';
export const PUBLIC = 'access:public';
export const DURING_SETUP = 'access:during-setup';

/** Who may ever call this operation. Without it or `@Public` the program does not start. */
export function RequirePermission(name: string): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(PERMISSION, name), ApiBearerAuth(), ApiExtension('x-permission', name));
}

/** Open to anybody. @param reason why that is safe */
export function Public(reason: string): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(PUBLIC, reason), ApiSecurity({}), ApiExtension('x-public', reason));
}

/** Allowed to somebody who has yet to set a password or a second factor (`mustChange`, ID-4, ID-5). */
export function AllowedDuringSetup(): MethodDecorator & ClassDecorator {
  return SetMetadata(DURING_SETUP, true);
}

/** The person who calls, in the role they act in. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { user } = context.switchToHttp().getRequest<FastifyRequest & { user?: Actor }>();
  if (user === undefined) throw new Error('@CurrentActor() on a public handler');
  return user;
});
