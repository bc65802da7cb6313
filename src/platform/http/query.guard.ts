import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../../shared/domain-error.js';

/** Refuses query parameters of a handler that declares no query DTO (api.md: unknown ones are refused). */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys((request.query as object | undefined) ?? {});
    if (names.length === 0 || declaresQuery(context)) return true;
    throw new InvalidInput(names.map((parameter) => ({ parameter, code: 'input.unknown_parameter' })));
  }
}

function declaresQuery(context: ExecutionContext): boolean {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ?? {}) as object;
  return Object.keys(args).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
