import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { channelOf, type Contact, readContact } from '../../domain/contact.js';
import type { ChallengeDue, Origin, SignedIn } from '../../identity.contracts.js';
import { LinkedAccountsRepository } from '../../persistence/portal/linked-accounts.repository.js';
import { type PortalAttempt, PortalAttemptsRepository } from '../../persistence/portal/portal-attempts.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { OneTimeCodes } from '../codes/one-time-codes.js';
import { RobotCheck } from '../robots/robot-check.js';
import { Tries } from '../tries.js';
import { type KeptPerson, keptPerson } from './kept-person.js';
import { LinkedAccounts } from './linked-accounts.service.js';
import { OwnData } from './own-data.js';
import { type DeviceWish, PortalSignIn } from './portal-sign-in.service.js';

/** What somebody back from the portal shows: the ticket and the cookie of their browser. */
export interface Shown {
  readonly ticket: string;
  readonly browser: string | null;
}

/**
 * Ties a portal's account to ours by a code to a proved contact of ours (ID-7), for somebody the portal has confirmed.
 * For a contact nobody has, everything is the same but that nothing is sent: rows, answers, limits, time.
 */
@Injectable()
export class LinkByCode {
  constructor(
    private readonly attempts: PortalAttemptsRepository,
    private readonly links: LinkedAccountsRepository,
    private readonly linking: LinkedAccounts,
    private readonly signIns: PortalSignIn,
    private readonly people: PeopleRepository,
    private readonly own: OwnData,
    private readonly codes: OneTimeCodes,
    private readonly robots: RobotCheck,
    private readonly tries: Tries,
    private readonly clock: Clock,
  ) {}

  /**
   * @param typed a phone or an e-mail address of the local account
   * @throws DomainError `auth.portal_over`; `auth.portal_unconfirmed` where the portal has not confirmed who they are; `robots.proof_needed`, `codes.too_many_sends`
   */
  async begin(shown: Shown, typed: string, proof: string | undefined, { ip }: Origin): Promise<{ expiresAt: Date; resendAt: Date }> {
    const { attempt } = await this.open(shown);
    const contact = readContact(typed);
    if (contact === null || (contact.kind === 'phone' && !this.codes.serves(contact.value))) throw new InvalidInput([{ pointer: '/contact', code: 'recovery.contact' }]);
    await this.robots.pass(ip, this.people.aliasKey(contact), proof);
    return this.send(attempt.id, contact, ip);
  }

  /**
   * Wrong codes count like wrong passwords, for the contact typed and for the account behind it; while either is locked, no
   * code is right (ID-9). What differs is told only now: they have proved both accounts.
   * @throws DomainError `identity.portal_no_snils`, `identity.portal_mismatch` naming the fields, `identity.portal_taken`
   */
  async complete(shown: Shown, code: string, device: DeviceWish, origin: Origin): Promise<SignedIn | ChallengeDue> {
    const { attempt, kept } = await this.open(shown);
    const { key, personId } = await this.attempts.claim(attempt.id);
    const keys = { ip: origin.ip, identifier: key, ...(personId === null ? {} : { personId }) };
    const { refused, accountTry } = await this.tries.reserve(keys);
    if (refused) throw await this.tries.tooMany({ ...keys, personId: undefined });
    const locked = personId !== null && accountTry === null;
    // Not looked at while locked: nobody learns that it was right, and it is not used up.
    const right = await this.codes.verify({ purpose: 'link', context: locked ? newId() : contextOf(attempt.id, key), code });
    if (!right || personId === null) {
      await this.tries.failed({ personId, method: 'code', origin, reason: locked ? 'locked' : 'wrong_code' }, accountTry);
      await this.robots.doubt(origin.ip, key);
      throw new InvalidInput([{ pointer: '/code', code: 'codes.wrong' }]);
    }
    await this.tries.giveBack({ ...keys, personId });
    const { identity } = kept;
    // Names alone prove nothing: a code is enough only where the portal's SNILS is the account's.
    if (identity.snils === null || (await this.own.of(personId)).snils === null) throw new DomainError('identity.portal_no_snils');
    const who = { personId, ip: origin.ip, requestId: origin.requestId ?? undefined };
    await this.linking.tie(who, identity, { ticket: shown.ticket, browser: shown.browser! });
    return this.signIns.enter(personId, kept, device, origin);
  }

  @Transactional()
  protected async send(attemptId: string, contact: Contact, ip: string): Promise<{ expiresAt: Date; resendAt: Date }> {
    const key = this.people.aliasKey(contact);
    const owner = await this.links.ownerOfContact(key, contact);
    await this.attempts.putClaim(attemptId, key, owner?.personId ?? null);
    return this.codes.send({
      purpose: 'link', context: contextOf(attemptId, key), personId: owner?.personId ?? null, channel: channelOf(contact.kind), to: contact.value, ip,
      locale: owner?.locale ?? 'ru', hidden: true, decoy: owner === null,
    });
  }

  private async open({ ticket, browser }: Shown): Promise<{ attempt: PortalAttempt; kept: KeptPerson }> {
    const attempt = browser === null ? null : await this.attempts.look('unlinked', ticket, browser, this.clock.now());
    if (attempt === null || attempt.purpose !== 'sign_in') throw new DomainError('auth.portal_over');
    const kept = keptPerson.read(attempt.content);
    if (kept.identity.assurance !== 'confirmed') throw new DomainError('auth.portal_unconfirmed');
    return { attempt, kept };
  }
}

/** A code is good for the contact it was sent to, whatever contact was named since. */
function contextOf(attemptId: string, key: string | null): string {
  return `${attemptId}.${key ?? ''}`;
}
