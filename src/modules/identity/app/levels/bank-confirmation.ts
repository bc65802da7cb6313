import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { PortalAttemptsRepository } from '../../persistence/portal/portal-attempts.repository.js';
import { keptPerson } from '../portal/kept-person.js';
import { OwnData } from '../portal/own-data.js';
import { PortalAttempts } from '../portal/portal-attempts.service.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { Levels } from './levels.service.js';
import type { LevelConfirmation } from './level-view.js';
import { needSamePerson } from './same-person.js';

/** A bank has identified its clients by law (115-FZ), and says who has just signed in there (ID-8). Nobody comes in through it. */
@Injectable()
export class BankConfirmation {
  constructor(
    private readonly visits: PortalAttempts,
    private readonly attempts: PortalAttemptsRepository,
    private readonly ways: ConfirmationWays,
    private readonly levels: Levels,
    private readonly own: OwnData,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError not found, `level.method_off`, `auth.portal_…`; InvalidInput for an address that is not ours */
  async begin(actor: Actor, bank: string, returnTo: string, browser: string | null): Promise<{ url: string; browser: string }> {
    this.visits.known(bank);
    await this.ways.need('bank', bank);
    return this.visits.begin({ provider: bank, purpose: 'confirm', returnTo, actor, browser });
  }

  /**
   * @param ticket the `portal=` code the browser came back with: once, from the session and the browser that began
   * @throws DomainError `auth.portal_over`, `level.method_off`, `level.told_too_little`, `level.profile_incomplete`, `level.data_differ`, `level.evidence_taken`
   */
  async confirm(actor: Actor, ticket: string, browser: string | null): Promise<LevelConfirmation> {
    const attempt = browser === null ? null : await this.attempts.look('confirm', ticket, browser, this.clock.now());
    if (attempt === null || attempt.sessionId !== actor.sessionId) throw new DomainError('auth.portal_over');
    await this.ways.need('bank', attempt.provider);
    const { identity } = keptPerson.read(attempt.content);
    if (this.visits.known(attempt.provider).canConfirm && identity.assurance !== 'confirmed') throw new DomainError('level.told_too_little');
    return this.write(actor, attempt.provider, identity, ticket, browser!);
  }

  @Transactional()
  protected async write(actor: Actor, provider: string, identity: ReturnType<typeof keptPerson.read>['identity'], ticket: string, browser: string): Promise<LevelConfirmation> {
    const { personId } = actor;
    needSamePerson(await this.own.of(personId), identity);
    if (await this.attempts.take('confirm', ticket, browser, this.clock.now()) === null) throw new DomainError('auth.portal_over');
    return this.levels.confirm(actor, { personId, method: 'bank', provider, confirmedBy: null, confirmsOne: `${provider}\0${identity.subject}` });
  }
}
