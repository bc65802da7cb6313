import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { maskPhone } from '../../../../shared/identifiers/index.js';
import type { SentCode } from '../../identity.contracts.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { Tries } from '../tries.js';
import { OneTimeCodes } from './one-time-codes.js';

/** A code to one's own proved phone that confirms an act of another module, such as adding a child (FA-1). */
@Injectable()
export class ActCodes {
  constructor(private readonly people: PeopleRepository, private readonly codes: OneTimeCodes, private readonly tries: Tries) {}

  /** @throws DomainError `codes.phone_needed`, `codes.too_many_sends`, `codes.number_not_served` */
  async send({ personId, ip }: Actor, context: string): Promise<SentCode> {
    const [person] = await this.people.find([personId]);
    if (person?.phone == null) throw new DomainError('codes.phone_needed');
    const { phone: to, locale } = person;
    return { sentTo: maskPhone(to), ...await this.codes.send({ purpose: 'child', context, personId, channel: 'sms', to, ip, locale }) };
  }

  /** Wrong ones count against the account (ID-9). @throws InvalidInput `codes.wrong`; DomainError `auth.too_many` */
  async prove({ personId, ip, requestId }: Actor, context: string, code: string, pointer: string): Promise<void> {
    const keys = { ip, identifier: null, personId };
    const { accountTry } = await this.tries.reserve(keys);
    if (accountTry === null) throw await this.tries.tooMany(keys);
    if (await this.codes.verify({ purpose: 'child', context, code })) {
      await this.tries.giveBack(keys);
      return;
    }
    await this.tries.failed({ personId, method: 'code', origin: { ip, userAgent: null, requestId }, reason: 'wrong_code' }, accountTry);
    throw new InvalidInput([{ pointer, code: 'codes.wrong' }]);
  }
}
