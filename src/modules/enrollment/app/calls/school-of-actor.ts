import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';

/** The school somebody acts for in their role. @throws DomainError object.not_found */
export function schoolOfActor({ schoolId }: Actor): string {
  if (schoolId === null) throw notFound();
  return schoolId;
}
