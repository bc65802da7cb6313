import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Clock } from '../../../../shared/clock.js';
import type { AuditActor } from '../../../audit/index.js';
import { differences } from '../../domain/portal/differences.js';
import { LevelConfirmationsRepository } from '../../persistence/levels/level-confirmations.repository.js';
import type { NormalizedIdentity } from '../portal/identity-provider.js';
import { OwnData } from '../portal/own-data.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { Levels } from './levels.service.js';

/** What a portal says of the level of an account that is linked with one of its own (ID-8). */
@Injectable()
export class PortalConfirmation {
  constructor(
    private readonly rows: LevelConfirmationsRepository,
    private readonly levels: Levels,
    private readonly ways: ConfirmationWays,
    private readonly own: OwnData,
    private readonly clock: Clock,
  ) {}

  /**
   * At each sign-in through the portal, and when an account of it is linked. Its trust flag is as good as its last word: a
   * sign-in without it ends what this portal has confirmed, and nothing that was confirmed in another way.
   */
  @Transactional()
  async told(by: AuditActor, personId: string, identity: NormalizedIdentity): Promise<void> {
    const { provider } = identity;
    // A portal that never says so says nothing by its silence, and neither does one that is not asked any more.
    if (!await this.ways.isOpen('portal', provider)) return;
    const standing = await this.rows.standing(personId, 'portal', provider);
    if (identity.assurance !== 'confirmed') {
      if (standing !== null) await this.levels.end(by, standing, 'portal_silent', null);
      return;
    }
    if (standing !== null) await this.rows.seen(standing.id, this.clock.now());
    else if (await this.isSamePerson(personId, identity)) await this.levels.confirm(by, { personId, method: 'portal', provider, confirmedBy: null });
  }

  /** The name is what is confirmed: it must be known there, and nothing known on both sides may differ. */
  private async isSamePerson(personId: string, identity: NormalizedIdentity): Promise<boolean> {
    return identity.name !== null && identity.birthDate !== null && differences(await this.own.of(personId), identity).length === 0;
  }
}
