import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../shared/clock.js';
import { defineErrors, DomainError } from '../../shared/domain-error.js';
import { DURING_SETUP, PERMISSION, PUBLIC } from './decorators.js';
import { DIARY_LEVEL, needLevel } from './diary-level.js';
import type { Caller } from './jwt.strategy.js';
import { permissionRule } from './permissions.js';
import { SchoolAccess } from './school-access.js';
import { needStepUp, STEP_UP } from './step-up.js';

defineErrors({
  'auth.unauthenticated': { kind: 'unauthenticated', ru: 'Войдите в систему и повторите.', en: 'Sign in and try again.' },
  'auth.forbidden': {
    kind: 'forbidden',
    ru: 'Для роли, в которой вы работаете, это действие недоступно. Выберите другую роль, если она у вас есть.',
    en: 'The role you act in cannot do this. Choose another role if you have one.',
  },
  'auth.switched_off': {
    kind: 'forbidden',
    ru: 'Школа не открыла это действие для вашей роли. Обратитесь к директору или администратору школы.',
    en: 'The school has not opened this to your role. Ask its director or administrator.',
  },
  'auth.setup_required': {
    kind: 'forbidden',
    ru: 'Сначала завершите настройку входа: {mustChange}.',
    en: 'Finish setting up your sign-in first: {mustChange}.',
  },
});

/** Closed by default: every request needs a live session and a permission of the role acted in (SE-2). */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector, private readonly clock: Clock, private readonly access: SchoolAccess) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<string>(PUBLIC, targets) !== undefined) return true;

    await super.canActivate(context);
    const caller = context.switchToHttp().getRequest<FastifyRequest & { user: Caller }>().user;
    if (caller.mustChange.length > 0 && this.reflector.getAllAndOverride<boolean>(DURING_SETUP, targets) !== true) {
      throw new DomainError('auth.setup_required', { mustChange: caller.mustChange }, { mustChange: caller.mustChange });
    }
    const permission = this.reflector.getAllAndOverride<string>(PERMISSION, targets);
    const rule = permissionRule(permission);
    if (rule !== 'signed_in' && (caller.role === null || !rule.includes(caller.role))) throw new DomainError('auth.forbidden');
    if (!(await this.access.allows(caller, permission))) throw new DomainError('auth.switched_off');
    if (this.reflector.getAllAndOverride<boolean>(DIARY_LEVEL, targets) === true) needLevel(caller);
    if (this.reflector.getAllAndOverride<boolean>(STEP_UP, targets) === true) needStepUp(caller, this.clock.now());
    return true;
  }

  override handleRequest<T>(error: unknown, caller: T | false | null): T {
    if (error instanceof Error) throw error;
    if (caller === false || caller === null) throw new DomainError('auth.unauthenticated');
    return caller;
  }
}
