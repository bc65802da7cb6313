import { Injectable } from '@nestjs/common';
import { type DueItem, OnDue } from '../../../platform/due/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { CERTIFICATE_ENDING } from '../app/factors/certificate.factor.js';
import { CertificateEnding } from '../identity.events.js';
import { FactorRowsRepository } from '../persistence/factors/factor-rows.repository.js';

/** Warns the owner of a certificate 30 and 7 days before it ends (ID-5). */
@Injectable()
export class CertificateEndingHandler {
  constructor(private readonly rows: FactorRowsRepository, private readonly outbox: Outbox, private readonly clock: Clock) {}

  @OnDue(CERTIFICATE_ENDING)
  async onDue({ payload }: DueItem): Promise<void | 'missed'> {
    const factor = await this.rows.byId(String(payload['factorId']));
    if (factor?.endsAt == null || factor.endsAt <= this.clock.now()) return 'missed';
    await this.outbox.publish(CertificateEnding, { personId: factor.personId, factorId: factor.id, endsAt: factor.endsAt.toISOString(), days: Number(payload['days']) });
  }
}
