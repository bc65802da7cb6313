import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { defineErrors, DomainError } from '../../shared/domain-error.js';
import type { Actor } from '../../shared/actor.js';

export const STEP_UP = 'access:step-up';

/** For how long a second factor strengthens a session (ID-5). */
export const STEP_UP_SECONDS = 600;

defineErrors({
  'auth.step_up_needed': {
    kind: 'forbidden',
    ru: 'Подтвердите это действие вторым фактором: подтверждение действует {minutes} минут.',
    en: 'Confirm this act with your second factor: a confirmation is good for {minutes} minutes.',
  },
});

/** An act that needs a second factor shown within the last minutes (step-up, RFC 9470): `auth.step_up_needed` otherwise. */
export function RequireStepUp(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(STEP_UP, true), ApiExtension('x-step-up', true));
}

/** Whether the actor has shown a second factor lately. */
export function provedLately({ acr, strongAt }: Pick<Actor, 'acr' | 'strongAt'>, now: Date): boolean {
  return acr === 'second_factor' && strongAt != null && now.getTime() - strongAt.getTime() < STEP_UP_SECONDS * 1000;
}

/** @throws DomainError `auth.step_up_needed`, with what RFC 9470 calls `acr_values` and `max_age` */
export function needStepUp(actor: Pick<Actor, 'acr' | 'strongAt'>, now: Date): void {
  if (provedLately(actor, now)) return;
  throw new DomainError('auth.step_up_needed', { minutes: STEP_UP_SECONDS / 60 }, { acrValues: 'second_factor', maxAge: STEP_UP_SECONDS });
}
