import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { CLAIM_FORGOTTEN, Claims } from '../app/claims.service.js';

/** A child's data that nobody confirmed by the code are not kept (FA-1). */
@Injectable()
export class ClaimForgottenHandler {
  constructor(private readonly claims: Claims) {}

  @OnDue(CLAIM_FORGOTTEN)
  async forgotten({ key, schoolId }: DueItem): Promise<void | 'missed'> {
    if (schoolId === null || !(await this.claims.forgetUnconfirmed(schoolId, key))) return 'missed';
  }
}
