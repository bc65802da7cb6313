import { Injectable } from '@nestjs/common';
import { type DueItem, OnDue } from '../../../platform/due/index.js';
import { CERTIFICATE_ENDING, CertificateWarnings } from '../app/factors/certificate-warnings.js';

/** Warns the owner of a certificate 30 and 7 days before it ends (ID-5). */
@Injectable()
export class CertificateEndingHandler {
  constructor(private readonly warnings: CertificateWarnings) {}

  @OnDue(CERTIFICATE_ENDING)
  async onDue({ payload }: DueItem): Promise<void | 'missed'> {
    return await this.warnings.warn(String(payload['factorId']), Number(payload['days'])) ? undefined : 'missed';
  }
}
