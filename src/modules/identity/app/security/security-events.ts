import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import { Clock } from '../../../../shared/clock.js';
import { SecurityEventRaised } from '../../identity.events.js';
import { type NewSecurityEvent, SecurityEventsRepository } from '../../persistence/security-events.repository.js';

/** Raises security events: written down here, told to the monitoring centre through the outbox (ID-16). */
@Injectable()
export class SecurityEvents {
  constructor(private readonly events: SecurityEventsRepository, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /** False when this occasion has been raised before. */
  @Transactional()
  async raise(event: NewSecurityEvent): Promise<boolean> {
    const at = this.clock.now();
    const eventId = await this.events.insert(event, at);
    if (eventId === null) return false;
    await this.outbox.publish(SecurityEventRaised, { eventId, at: at.toISOString() });
    return true;
  }
}
