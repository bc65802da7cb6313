import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import type { CheckedDocument } from '../../domain/checked-document.js';
import { identifies, matchesExactly } from '../../domain/portal/differences.js';
import { addressGroup } from '../../domain/try-limits.js';
import type { Origin } from '../../identity.contracts.js';
import { type LinkedAccount, LinkedAccountsRepository } from '../../persistence/portal/linked-accounts.repository.js';
import { PortalAttemptsRepository } from '../../persistence/portal/portal-attempts.repository.js';
import { type PortalWait, PortalWaitsRepository } from '../../persistence/portal/portal-waits.repository.js';
import { StaffChecksRepository } from '../../persistence/staff-checks.repository.js';
import { PeopleService } from '../people.service.js';
import { keptPerson } from './kept-person.js';
import type { Shown } from './link-by-code.service.js';
import { LinkedAccounts } from './linked-accounts.service.js';
import { OwnData } from './own-data.js';

const HOUR_MS = 3600 * 1000;
const WAIT_MS = 14 * 24 * HOUR_MS;
const ASKS: Limit = { operation: 'identity.portal_wait', most: 20, windowMs: HOUR_MS };
/** Of one member of staff. */
const WRONG_NUMBERS: Limit = { operation: 'identity.portal_wait_number', most: 10, windowMs: HOUR_MS };
/** Easy to read out: no letters at all. */
const DIGITS = 10;

export type { LinkedAccount, PortalWait };

/** The school ties a portal's account to somebody's own, after it has seen a document (ID-7). */
@Injectable()
export class PortalWaits {
  constructor(
    private readonly waits: PortalWaitsRepository,
    private readonly attempts: PortalAttemptsRepository,
    private readonly links: LinkedAccountsRepository,
    private readonly linking: LinkedAccounts,
    private readonly own: OwnData,
    private readonly people: PeopleService,
    private readonly checks: StaffChecksRepository,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * Uses the ticket up: the portal's account waits, under a number its owner shows at the school. The same for everybody.
   * @throws DomainError `auth.portal_over`, `limits.too_many`
   */
  async ask(shown: Shown, { ip }: Origin): Promise<{ number: string; expiresAt: Date }> {
    await this.limits.spend(ASKS, addressGroup(ip));
    return this.put(shown);
  }

  /** Portals tied to somebody in the actor's scope, and those that wait and whose data are theirs. */
  async list(actor: Actor, personId: string): Promise<{ linked: LinkedAccount[]; waiting: PortalWait[] }> {
    await this.people.requireMayHelp(actor, personId);
    return { linked: await this.links.ofPerson(personId), waiting: await this.waits.proposedFor(personId, this.clock.now()) };
  }

  /**
   * @param number what the person shows
   * @throws DomainError `object.not_found` outside the scope, `identity.portal_mismatch` naming the fields, `identity.portal_too_little`, `identity.portal_taken`, `limits.too_many`
   * @throws InvalidInput for a number nobody was given, or an old one
   */
  async confirm(actor: Actor, personId: string, number: string, document: CheckedDocument, reason: string): Promise<void> {
    await this.people.requireMayHelp(actor, personId);
    await this.limits.spend(WRONG_NUMBERS, actor.personId);
    await this.tie(actor, personId, number.replace(/\D/g, ''), document, reason);
    await this.limits.giveBack(WRONG_NUMBERS, actor.personId);
  }

  @Transactional()
  protected async put({ ticket, browser }: Shown): Promise<{ number: string; expiresAt: Date }> {
    const at = this.clock.now();
    const attempt = browser === null ? null : await this.attempts.take('unlinked', ticket, browser, at);
    if (attempt === null || attempt.purpose !== 'sign_in') throw new DomainError('auth.portal_over');
    const { identity } = keptPerson.read(attempt.content);
    const found = identity.assurance === 'confirmed' && identity.snils !== null ? await this.links.personBySnils(identity.snils) : null;
    const proposedId = found !== null && matchesExactly(await this.own.of(found), identity) ? found : null;
    const number = Array.from({ length: DIGITS }, () => randomInt(10)).join('');
    const expiresAt = new Date(at.getTime() + WAIT_MS);
    await this.waits.put({ provider: identity.provider, subject: identity.subject, number, proposedId }, attempt.content, at, expiresAt);
    return { number: number.replace(/^(\d{3})(\d{3})/, '$1-$2-'), expiresAt };
  }

  @Transactional()
  protected async tie(actor: Actor, personId: string, number: string, document: CheckedDocument, reason: string): Promise<void> {
    const at = this.clock.now();
    const wait = await this.waits.byNumber(number, at);
    if (wait === null) throw new InvalidInput([{ pointer: '/number', code: 'identity.portal_number' }]);
    const { identity } = keptPerson.read(wait.content);
    await this.linking.tieFor(actor, personId, identity);
    if (!identifies(await this.own.of(personId), identity)) throw new DomainError('identity.portal_too_little');
    await this.waits.remove(wait.id);
    await this.checks.insert({ personId, act: 'link_portal', by: actor.personId, document, reason }, at);
  }
}
