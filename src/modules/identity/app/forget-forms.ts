import { Injectable } from '@nestjs/common';
import { CodesRepository } from '../persistence/codes.repository.js';
import { ContactsRepository } from '../persistence/contacts.repository.js';
import { RecoveriesRepository } from '../persistence/recoveries.repository.js';
import { RegistrationsRepository } from '../persistence/registrations.repository.js';
import { RobotsRepository } from '../persistence/robots.repository.js';

/** Drops codes, registrations, recoveries and changes of contacts past their time, and what public forms have counted. */
@Injectable()
export class ForgetForms {
  constructor(
    private readonly codes: CodesRepository,
    private readonly contacts: ContactsRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly recoveries: RecoveriesRepository,
    private readonly robots: RobotsRepository,
  ) {}

  async run(now: Date): Promise<{ codes: number; contactChanges: number; registrations: number; recoveries: number; doubts: number }> {
    return {
      codes: await this.codes.forget(now), contactChanges: await this.contacts.forget(now),
      registrations: await this.registrations.forget(now), recoveries: await this.recoveries.forget(now), doubts: await this.robots.forget(now),
    };
  }
}
