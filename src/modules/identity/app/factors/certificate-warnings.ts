import { Injectable } from '@nestjs/common';
import { Due } from '../../../../platform/due/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import { Clock } from '../../../../shared/clock.js';
import { CertificateEnding } from '../../identity.events.js';
import { FactorRowsRepository } from '../../persistence/factors/factor-rows.repository.js';

const DAY_MS = 24 * 3600 * 1000;
/** The owner is warned so long before the certificate ends (ID-5). */
const WARNING_DAYS = [30, 7];
export const CERTIFICATE_ENDING = 'identity.certificate_ending';

/** Warnings that a certificate ends soon. */
@Injectable()
export class CertificateWarnings {
  constructor(private readonly rows: FactorRowsRepository, private readonly due: Due, private readonly outbox: Outbox, private readonly clock: Clock) {}

  async plan(factorId: string, endsAt: Date): Promise<void> {
    for (const days of WARNING_DAYS) {
      const at = new Date(endsAt.getTime() - days * DAY_MS);
      if (at > this.clock.now()) await this.due.plan({ kind: CERTIFICATE_ENDING, key: `${factorId}.${days}`, at, payload: { factorId, days } });
    }
  }

  /** False when the factor was removed, or the certificate has ended. */
  async warn(factorId: string, days: number): Promise<boolean> {
    const factor = await this.rows.byId(factorId);
    if (factor?.endsAt == null || factor.endsAt <= this.clock.now()) return false;
    await this.outbox.publish(CertificateEnding, { personId: factor.personId, factorId, endsAt: factor.endsAt.toISOString(), days });
    return true;
  }
}
