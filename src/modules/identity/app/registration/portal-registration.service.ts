import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import type { RegistrationForm } from '../../domain/registration.js';
import type { Origin } from '../../identity.contracts.js';
import { PortalAttemptsRepository } from '../../persistence/portal/portal-attempts.repository.js';
import type { NormalizedIdentity } from '../portal/identity-provider.js';
import { keptPerson } from '../portal/kept-person.js';
import { type RegistrationBegun, RegistrationService } from './registration.service.js';

/** What is typed beside what the portal says. */
export interface PortalForm extends Partial<Omit<RegistrationForm, 'consents' | 'locale'>>, Pick<RegistrationForm, 'consents' | 'locale'> {}

/** What a portal says is not typed over: it would be the portal's word no more. */
const SAID: readonly (keyof NormalizedIdentity & keyof PortalForm)[] = ['name', 'birthDate', 'snils'];

/**
 * A portal's account that is nobody's here becomes a new account (ID-2, ID-6). It never becomes somebody's that is here
 * already, whatever coincides: that is linking, by its owner (ID-7). The phone is proved by a code as ever.
 */
@Injectable()
export class PortalRegistration {
  constructor(
    private readonly attempts: PortalAttemptsRepository,
    private readonly registrations: RegistrationService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `auth.portal_over` for a ticket that is unknown, too old, of another browser, or made to link; what a registration throws
   * @throws InvalidInput naming every wrong field
   */
  async begin(ticket: string, browser: string | null, form: PortalForm, proof: string | undefined, origin: Origin): Promise<RegistrationBegun> {
    const attempt = browser === null ? null : await this.attempts.look('unlinked', ticket, browser, this.clock.now());
    if (attempt === null || attempt.sessionId !== null) throw new DomainError('auth.portal_over');
    const { identity } = keptPerson.read(attempt.content);
    const doubled = SAID.filter((field) => identity[field] !== null && form[field] !== undefined).map((field) => ({ pointer: `/${field}`, code: 'registration.portal_says' }));
    const whole: RegistrationForm = {
      ...form, name: identity.name ?? form.name ?? { family: '', given: '' }, birthDate: identity.birthDate ?? form.birthDate ?? '',
      snils: identity.snils ?? form.snils, phone: form.phone ?? identity.phone ?? '', email: form.email ?? identity.email ?? '',
    };
    const { provider, subject, assurance } = identity;
    const confirmed = assurance === 'confirmed' && identity.name !== null && identity.birthDate !== null;
    return this.registrations.begin(whole, proof, origin, { provider, subject, confirmed }, doubled);
  }
}
