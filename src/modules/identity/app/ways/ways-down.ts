import { Injectable } from '@nestjs/common';
import { Log } from '../../../../platform/logging/index.js';
import { Clock } from '../../../../shared/clock.js';
import { AuditFacade } from '../../../audit/index.js';
import { SignInWaysRepository, type Way } from '../../persistence/sign-in-ways.repository.js';

/** So many failures in a row, whoever's sign-ins they were, mark a portal down. */
const FAILURES = 5;
/** Then it is tried again. */
const REST_MS = 2 * 60 * 1000;

/** Which ways to sign in do not work now (ID-6): marked by an operator, or by the program after repeated failures. */
@Injectable()
export class WaysDown {
  constructor(private readonly ways: SignInWaysRepository, private readonly audit: AuditFacade, private readonly log: Log, private readonly clock: Clock) {}

  async now(): Promise<ReadonlySet<Way>> {
    const at = this.clock.now();
    return new Set((await this.ways.all()).filter(({ down, until }) => down && (until === null || until > at)).map(({ way }) => way));
  }

  /** A portal did not answer, or said that it cannot. */
  async failed(portal: string): Promise<void> {
    const [way, at]: [Way, Date] = [`portals/${portal}`, this.clock.now()];
    if (await this.ways.failed(way, at) < FAILURES || !await this.ways.markAutomatically(way, new Date(at.getTime() + REST_MS), at)) return;
    this.log.info('a portal is marked down after repeated failures', { provider: portal });
    await this.audit.record(null, { operation: 'identity.mark_way', objectType: 'sign_in_way', objectId: way, outcome: 'success', details: { down: true, automatic: true } });
  }

  async answered(portal: string): Promise<void> {
    await this.ways.answered(`portals/${portal}`);
  }
}
