import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { channelOf, maskContact } from '../../domain/contact.js';
import type { Origin } from '../../identity.contracts.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { ContactsRepository } from '../../persistence/contacts.repository.js';
import { OneTimeCodes } from '../codes/one-time-codes.js';
import { Tries } from '../tries.js';
import { WaysDown } from '../ways/ways-down.js';

/** A code to one's own proved contact, before one's own data change (ID-15). Good in the session that asked. */
@Injectable()
export class OwnProof {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly contacts: ContactsRepository,
    private readonly codes: OneTimeCodes,
    private readonly ways: WaysDown,
    private readonly tries: Tries,
  ) {}

  /** By SMS where the phone is proved and SMS work, else by e-mail. @throws DomainError `contacts.none_proved`, `codes.too_many_sends` */
  async send({ personId, sessionId }: Actor, { ip }: Origin): Promise<{ sentTo: string; expiresAt: Date; resendAt: Date }> {
    const proved = (await this.contacts.of(personId)).filter((contact) => contact.provedAt !== null);
    const sms = proved.find((contact) => contact.kind === 'phone' && this.codes.serves(contact.value));
    const email = proved.find((contact) => contact.kind === 'email');
    const to = sms !== undefined && email !== undefined && (await this.ways.now()).has('channels/sms') ? email : sms ?? email;
    if (to === undefined) throw new DomainError('contacts.none_proved');
    const { locale } = (await this.accounts.find(personId))!;
    const sent = await this.codes.send({ purpose: 'personal_data', context: sessionId, personId, channel: channelOf(to.kind), to: to.value, ip, locale });
    return { sentTo: maskContact(to), ...sent };
  }

  /** Wrong ones count like wrong passwords (ID-9). @throws InvalidInput at `/code`; DomainError `auth.too_many` */
  async verify({ personId, sessionId }: Actor, code: string, origin: Origin): Promise<void> {
    const keys = { ip: origin.ip, identifier: null, personId };
    const { accountTry } = await this.tries.reserve(keys);
    if (accountTry === null) throw await this.tries.tooMany(keys);
    if (!await this.codes.verify({ purpose: 'personal_data', context: sessionId, code })) {
      await this.tries.failed({ personId, method: 'code', origin, reason: 'wrong_code' }, accountTry);
      throw new InvalidInput([{ pointer: '/code', code: 'codes.wrong' }]);
    }
    await this.tries.giveBack(keys);
  }
}
