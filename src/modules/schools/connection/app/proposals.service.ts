import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Limits } from '../../../../platform/limits/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { isOkpo, isOrganisationInn, nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { ProposalDecided, ProposalMade } from '../connection.events.js';
import type { Proposal, ProposedSchool, ProposedSettlement } from '../connection.model.js';
import { schoolNameKey } from '../domain/entry-key.js';
import { ProposalRepository } from '../persistence/proposal.repository.js';
import { DirectoryEntries } from './directory-entries.service.js';

const PROPOSALS = { operation: 'schools.propose', most: 20, windowMs: 24 * 3600 * 1000 };

/** How the operator takes a proposal in. */
export interface Acceptance {
  /** The settlement meant by a school that described a new one. */
  readonly settlementId: string | null;
  readonly confirmedTwins: readonly string[];
}

/** Schools and settlements people miss in the directory (SC-3). */
@Injectable()
export class Proposals {
  constructor(
    private readonly proposals: ProposalRepository,
    private readonly entries: DirectoryEntries,
    private readonly limits: Limits,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** The operator's queue; everybody else, and the operator who asks for them, get their own. */
  list(actor: Actor, mine: boolean, page: PageRequest): Promise<Page<Proposal>> {
    return isOperator(actor) && !mine ? this.proposals.waiting(page) : this.proposals.own(actor.personId, page);
  }

  /** @throws DomainError not found, also for somebody else's */
  async read(actor: Actor, id: string): Promise<Proposal> {
    const proposal = await this.proposals.byId(id);
    if (proposal === null || (proposal.proposedBy !== actor.personId && !isOperator(actor))) throw notFound();
    return proposal;
  }

  /** @throws InvalidInput naming every wrong field; a clash of `directory_proposals_once` for what waits already */
  async proposeSchool(actor: Actor, { regionCode, ...entry }: ProposedSchool): Promise<Proposal> {
    const { inn, okpo, settlement } = entry;
    const errors: FieldError[] = [];
    if (inn !== null && !isOrganisationInn(inn)) errors.push({ pointer: '/inn', code: 'inn.checksum' });
    if (okpo !== null && !isOkpo(okpo)) errors.push({ pointer: '/okpo', code: 'okpo.checksum' });
    InvalidInput.throwIfAny(errors);
    await this.entries.refuseUnknown(regionCode, 'id' in settlement ? settlement.id : null);
    const twins = (await this.entries.findTwins({ ...entry, settlementId: 'id' in settlement ? settlement.id : null })).filter(({ same }) => same);
    if (twins.length > 0) throw new DomainError('schools.twins', {}, { candidates: twins });
    const place = 'id' in settlement ? settlement.id : nameKey(settlement.name);
    return this.propose(actor, { kind: 'school', regionCode, entry }, `${schoolNameKey(entry.name)}|${place}`);
  }

  /** @throws InvalidInput for an unknown region; a clash of `directory_proposals_once` for what waits already */
  async proposeSettlement(actor: Actor, regionCode: string, entry: ProposedSettlement): Promise<Proposal> {
    await this.entries.refuseUnknown(regionCode, null);
    return this.propose(actor, { kind: 'settlement', regionCode, entry }, `${nameKey(entry.name)}|${nameKey(entry.area ?? '')}`);
  }

  /** A school enters the directory as one not connected yet. @throws DomainError not found, `schools.proposal_decided`, `schools.twins`, `schools.settlement_twins` */
  @Transactional()
  async accept(actor: Actor, id: string, { settlementId, confirmedTwins }: Acceptance): Promise<Proposal> {
    const proposal = await this.waiting(id);
    const { regionCode } = proposal;
    let became: { schoolId: string | null; settlementId: string | null };
    if (proposal.kind === 'settlement') {
      became = { schoolId: null, settlementId: await this.entries.addSettlement(actor, regionCode, proposal.entry, confirmedTwins) };
    } else {
      const settlement = settlementId === null ? proposal.entry.settlement : { id: settlementId };
      became = { settlementId: null, schoolId: (await this.entries.addSchool(actor, { ...proposal.entry, regionCode, settlement }, 'listed', confirmedTwins)).id };
    }
    await this.proposals.accept(id, became, actor.personId, this.clock.now());
    return this.decided(actor, 'accept_proposal', id);
  }

  /** @throws DomainError not found, `schools.proposal_decided` */
  @Transactional()
  async decline(actor: Actor, id: string, reason: string): Promise<Proposal> {
    await this.waiting(id);
    await this.proposals.decline(id, reason, actor.personId, this.clock.now());
    return this.decided(actor, 'decline_proposal', id);
  }

  @Transactional()
  private async propose(actor: Actor, what: Pick<Proposal, 'kind' | 'regionCode' | 'entry'>, key: string): Promise<Proposal> {
    await this.limits.spend(PROPOSALS, actor.personId);
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    await this.proposals.insert({ ...what, id, proposedBy: actor.personId, createdAt }, key);
    await this.record(actor, 'propose', id);
    await this.outbox.publish(ProposalMade, { proposalId: id }, { schoolId: null });
    return (await this.proposals.byId(id))!;
  }

  private async waiting(id: string): Promise<Proposal> {
    const proposal = await this.proposals.lock(id);
    if (proposal === null) throw notFound();
    if (proposal.status !== 'waiting') throw new DomainError('schools.proposal_decided');
    return proposal;
  }

  private async decided(actor: Actor, act: string, id: string): Promise<Proposal> {
    await this.record(actor, act, id);
    await this.outbox.publish(ProposalDecided, { proposalId: id }, { schoolId: null });
    return (await this.proposals.byId(id))!;
  }

  private record(actor: Actor, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.${act}`, objectType: 'schools.directory_proposal', objectId: id, outcome: 'success' });
  }
}

function isOperator(actor: Actor): boolean {
  return actor.role === 'system_admin';
}
