import { Injectable } from '@nestjs/common';
import { SchoolZones } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import type { AccountLevelView } from '../../identity.contracts.js';
import { type LevelConfirmation, LevelView } from './level-view.js';

/** What a person sees of the level of their own account. */
@Injectable()
export class MyLevel {
  constructor(private readonly view: LevelView, private readonly zones: SchoolZones, private readonly clock: Clock) {}

  /** On the day it is where the role acted in is held. */
  async level({ personId, schoolId }: Actor): Promise<AccountLevelView> {
    return this.view.of(personId, await this.zones.today(schoolId, this.clock.now()));
  }

  async read(actor: Actor): Promise<{ level: AccountLevelView; confirmations: LevelConfirmation[] }> {
    return { level: await this.level(actor), confirmations: await this.view.confirmations(actor.personId) };
  }
}
