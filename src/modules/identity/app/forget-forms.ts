import { Injectable } from '@nestjs/common';
import { CodesRepository } from '../persistence/codes.repository.js';
import { ContactsRepository } from '../persistence/contacts.repository.js';
import { LevelChallengesRepository } from '../persistence/levels/level-challenges.repository.js';
import { LevelLettersRepository } from '../persistence/levels/level-letters.repository.js';
import { PortalAttemptsRepository } from '../persistence/portal/portal-attempts.repository.js';
import { PortalWaitsRepository } from '../persistence/portal/portal-waits.repository.js';
import { RecoveriesRepository } from '../persistence/recoveries.repository.js';
import { RegistrationsRepository } from '../persistence/registrations.repository.js';
import { RobotsRepository } from '../persistence/robots.repository.js';

/** Drops codes, registrations, recoveries, changes of contacts, letters and visits to portals past their time, and what public forms have counted. */
@Injectable()
export class ForgetForms {
  constructor(
    private readonly codes: CodesRepository,
    private readonly contacts: ContactsRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly recoveries: RecoveriesRepository,
    private readonly robots: RobotsRepository,
    private readonly portals: PortalAttemptsRepository,
    private readonly waits: PortalWaitsRepository,
    private readonly challenges: LevelChallengesRepository,
    private readonly letters: LevelLettersRepository,
  ) {}

  async run(now: Date): Promise<{ codes: number; contactChanges: number; registrations: number; recoveries: number; doubts: number; portals: number; levelCases: number }> {
    return {
      codes: await this.codes.forget(now), contactChanges: await this.contacts.forget(now),
      registrations: await this.registrations.forget(now), recoveries: await this.recoveries.forget(now), doubts: await this.robots.forget(now),
      portals: await this.portals.forget(now) + await this.waits.forget(now),
      levelCases: await this.challenges.forget(now) + await this.letters.forget(now),
    };
  }
}
