import { Injectable } from '@nestjs/common';
import { IdentityFacade } from '../../../identity/index.js';
import type { Actor } from '../../../../shared/actor.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import type { Newcomer } from '../staff.model.js';

export interface TypedNewcomer {
  readonly name: PersonName;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: 'ru' | 'en';
}

/** Accounts of people a school appoints who have none: login and transit password go to their contact, and to nobody else (SC-5). */
@Injectable()
export class Newcomers {
  constructor(private readonly identity: IdentityFacade) {}

  /** @throws InvalidInput naming every wrong contact, under `/person` */
  read({ name, locale = 'ru', ...typed }: TypedNewcomer): Newcomer {
    return { name: { ...name, patronymic: name.patronymic ?? null }, locale, ...this.identity.readNewcomerContacts(typed, '/person') };
  }

  /** In the caller's transaction: the message leaves if and only if the account stays. */
  async settle(actor: Actor, newcomer: Newcomer): Promise<string> {
    return (await this.identity.settleNewcomer(actor, newcomer)).personId;
  }
}
