import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError } from '../../../../shared/domain-error.js';
import type { LoginDelivery } from '../../identity.contracts.js';
import { PeopleService } from '../people.service.js';
import { Newcomers, type TypedContacts } from './newcomers.service.js';

/** What staff and operators see and do about logins sent to people in their scope (SC-3, SC-5). */
@Injectable()
export class LoginDeliveries {
  constructor(private readonly people: PeopleService, private readonly newcomers: Newcomers) {}

  /** @throws DomainError `object.not_found` outside the scope, `identity.no_login_letter` */
  async read(actor: Actor, personId: string): Promise<LoginDelivery> {
    await this.people.read(actor, personId);
    const delivery = await this.newcomers.delivery(personId);
    if (delivery === null) throw new DomainError('identity.no_login_letter');
    return delivery;
  }

  /** @throws DomainError as `read`, and `recovery.not_yours_to_recover`, `identity.own_account`, `identity.login_letter_over` */
  async resend(actor: Actor, personId: string, mended: TypedContacts): Promise<LoginDelivery> {
    await this.people.requireMayHelp(actor, personId);
    return this.newcomers.resend(actor, personId, mended);
  }
}
