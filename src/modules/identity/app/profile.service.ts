import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { formatSnils } from '../../../shared/identifiers/index.js';
import type { Assignment, Person } from '../identity.contracts.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { SetupRepository } from '../persistence/setup.repository.js';

/** What a person sees of themselves. */
export interface Profile {
  readonly person: Person;
  readonly login: string | null;
  readonly snils: string | null;
  readonly mustChange: readonly string[];
  readonly version: number;
}

@Injectable()
export class ProfileService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly accounts: AccountsRepository,
    private readonly roleRows: RolesRepository,
    private readonly setup: SetupRepository,
    private readonly clock: Clock,
  ) {}

  async read({ personId }: Actor): Promise<Profile> {
    const [person] = await this.people.find([personId]);
    const account = await this.accounts.find(personId);
    const snils = await this.people.snils(personId);
    const mustChange = await this.setup.due(personId, this.clock.now());
    return { person: person!, login: account!.login, snils: snils === null ? null : formatSnils(snils), mustChange, version: account!.version };
  }

  /** @throws DomainError `object.stale` */
  async setLocale(actor: Actor, locale: 'ru' | 'en', version: number): Promise<Profile> {
    if (await this.accounts.setLocale(actor.personId, locale, version) === null) throw new DomainError('object.stale');
    return this.read(actor);
  }

  /** Every role, ended ones too: they stay visible to their owner. */
  roles({ personId }: Actor): Promise<Assignment[]> {
    return this.roleRows.ofPerson(personId);
  }
}
