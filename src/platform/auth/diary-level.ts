import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { defineErrors, DomainError } from '../../shared/domain-error.js';
import type { Actor } from '../../shared/actor.js';
import { asksForConfirmed } from '../../shared/age.js';
import { OPERATORS, type RoleCode, SCHOOL_STAFF } from '../../shared/roles.js';
import { dayIn } from './school-zones.js';

export const DIARY_LEVEL = 'access:diary-level';

defineErrors({
  'auth.level_needed': {
    kind: 'forbidden',
    ru: 'С 14 лет дневник открывается с подтверждённой учётной записью. Подтвердите её любым из способов, которые перечислены в профиле, в разделе «Уровень учётной записи»; проще всего — с документом в школе.',
    en: 'From the age of 14 the diary opens with a confirmed account. Confirm yours in any of the ways your profile lists under “Account level”; the simplest is at the school, with a document.',
  },
});

/**
 * Shows a pupil's diary to families: from the age of 14 it needs a confirmed account (ID-8), `auth.level_needed` otherwise.
 * Staff in their role are not concerned. Every such read carries it; a test looks for those that do not.
 */
export function RequireLevel(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(DIARY_LEVEL, true), ApiExtension('x-level', 'confirmed from 14'));
}

interface LevelFacts {
  readonly role: RoleCode | null;
  readonly confirmed: boolean;
  /** `YYYY-MM-DD`; null when not known. */
  readonly birthDate: string | null;
  readonly zone: string;
}

/** Whether the diary is closed to somebody in this role, on the day it is where the role is held. */
export function isDiaryClosed({ role, confirmed, birthDate, zone }: LevelFacts, now: Date): boolean {
  if (confirmed || (role !== null && (SCHOOL_STAFF.includes(role) || OPERATORS.includes(role)))) return false;
  return asksForConfirmed(birthDate, dayIn(zone, now));
}

/** @throws DomainError `auth.level_needed`, with where the ways to confirm are */
export function needLevel({ diaryClosed }: Pick<Actor, 'diaryClosed'>): void {
  if (diaryClosed === true) throw new DomainError('auth.level_needed', {}, { level: 'confirmed', ways: '/api/v1/me/level' });
}
