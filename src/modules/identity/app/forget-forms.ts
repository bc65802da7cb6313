import { Injectable } from '@nestjs/common';
import { CodesRepository } from '../persistence/codes.repository.js';
import { ContactsRepository } from '../persistence/contacts.repository.js';
import { PortalAttemptsRepository } from '../persistence/portal/portal-attempts.repository.js';
import { PortalWaitsRepository } from '../persistence/portal/portal-waits.repository.js';
import { RecoveriesRepository } from '../persistence/recoveries.repository.js';
import { RegistrationsRepository } from '../persistence/registrations.repository.js';
import { RobotsRepository } from '../persistence/robots.repository.js';

/** Drops codes, registrations, recoveries, changes of contacts and visits to portals past their time, and what public forms have counted. */
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
  ) {}

  async run(now: Date): Promise<{ codes: number; contactChanges: number; registrations: number; recoveries: number; doubts: number; portals: number }> {
    return {
      codes: await this.codes.forget(now), contactChanges: await this.contacts.forget(now),
      registrations: await this.registrations.forget(now), recoveries: await this.recoveries.forget(now), doubts: await this.robots.forget(now),
      portals: await this.portals.forget(now) + await this.waits.forget(now),
    };
  }
}
