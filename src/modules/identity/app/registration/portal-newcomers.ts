import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import type { PortalPart } from '../../domain/registration.js';
import type { Origin } from '../../identity.contracts.js';
import { LinkedAccountsRepository } from '../../persistence/portal/linked-accounts.repository.js';
import { ConfirmationWays } from '../levels/confirmation-ways.js';
import { Levels } from '../levels/levels.service.js';

/** Ties a new account to the account of a portal it was registered through (ID-2, ID-6), with the level the portal has proved. */
@Injectable()
export class PortalNewcomers {
  constructor(
    private readonly links: LinkedAccountsRepository,
    private readonly levels: Levels,
    private readonly ways: ConfirmationWays,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that makes the account, of the portal's own data. @throws DomainError `identity.portal_taken` when it was tied meanwhile */
  async tie(personId: string, { provider, subject, confirmed }: PortalPart, { ip, requestId }: Origin): Promise<void> {
    if (!await this.links.insert(personId, provider, subject, personId, this.clock.now())) throw new DomainError('identity.portal_taken');
    const by = { personId, ip, requestId: requestId ?? undefined };
    await this.audit.record(by, { operation: 'identity.portal_linked', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { provider } });
    if (confirmed && await this.ways.isOpen('portal', provider)) await this.levels.confirm(by, { personId, method: 'portal', provider, confirmedBy: null });
  }
}
