import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { DirectoryQuery } from '../../directory/app/directory.query.js';
import { SchoolCards } from '../../directory/app/school-cards.service.js';
import type { Card } from '../../directory/directory.model.js';
import type { ProposedSchool, ProposedSettlement } from '../connection.model.js';
import { findTwins, type SchoolTwin, type TwinQuestion } from '../domain/find-twins.js';
import { TwinRepository } from '../persistence/twin.repository.js';

/** A school of the directory, or one that is to enter it with its connection. */
export type Connected =
  | { readonly schoolId: string; readonly inn: string | null; readonly okpo: string | null }
  | { readonly school: ProposedSchool; readonly confirmedTwins: readonly string[] };

/** How schools and settlements enter the directory without being entered twice, and how a school is connected (SC-3). */
@Injectable()
export class DirectoryEntries {
  constructor(
    private readonly twins: TwinRepository,
    private readonly directory: DirectoryQuery,
    private readonly cards: SchoolCards,
    private readonly audit: AuditFacade,
  ) {}

  async findTwins(question: TwinQuestion): Promise<SchoolTwin[]> {
    return findTwins(question, await this.twins.schools(question));
  }

  /** INN and OKPO the directory has for a school; null when there is no such school. */
  registryNumbers(schoolId: string): Promise<{ inn: string | null; okpo: string | null } | null> {
    return this.twins.registryNumbers(schoolId);
  }

  /**
   * From here on it runs in trial mode (SC-4).
   * @throws DomainError `schools.connected_already`, `schools.twins`, `schools.settlement_twins`; InvalidInput
   */
  @Transactional()
  async connect(actor: Actor, connected: Connected): Promise<Card> {
    if ('school' in connected) return this.addSchool(actor, connected.school, 'trial', connected.confirmedTwins);
    const { schoolId, inn, okpo } = connected;
    await this.cards.own(schoolId);
    if ((await this.twins.connect(schoolId, inn, okpo)) === 0) throw new DomainError('schools.connected_already');
    await this.audit.record(actor, { operation: 'schools.connect', objectType: 'school', objectId: schoolId, schoolId, outcome: 'success' });
    return this.cards.own(schoolId);
  }

  /**
   * @param confirmedTwins likely duplicates somebody looked at: they are others. One with the same INN or OKPO is never another
   * @throws DomainError `schools.twins` with the candidates; `schools.settlement_twins`; InvalidInput
   */
  @Transactional()
  async addSchool(actor: Actor, { settlement, ...school }: ProposedSchool, status: 'listed' | 'trial', confirmedTwins: readonly string[]): Promise<Card> {
    await this.twins.lockRegion(school.regionCode);
    const settlementId = 'id' in settlement ? settlement.id : await this.addSettlement(actor, school.regionCode, settlement, confirmedTwins);
    const candidates = (await this.findTwins({ ...school, settlementId })).filter(({ id, matches }) => matches.inn || matches.okpo || !confirmedTwins.includes(id));
    if (candidates.length > 0) throw new DomainError('schools.twins', {}, { candidates });
    return this.cards.create(actor, { ...school, settlementId, status });
  }

  /** @throws DomainError `schools.settlement_twins` with the candidates; InvalidInput for an unknown region */
  @Transactional()
  async addSettlement(actor: Actor, regionCode: string, settlement: ProposedSettlement, confirmedTwins: readonly string[]): Promise<string> {
    await this.refuseUnknown(regionCode, null);
    await this.twins.lockRegion(regionCode);
    const candidates = (await this.twins.settlements(regionCode, settlement.name)).filter(({ id }) => !confirmedTwins.includes(id));
    if (candidates.length > 0) throw new DomainError('schools.settlement_twins', {}, { candidates });
    const id = newId();
    await this.twins.addSettlement(id, regionCode, settlement);
    await this.audit.record(actor, { operation: 'schools.settlement_create', objectType: 'settlement', objectId: id, outcome: 'success', details: { regionCode } });
    return id;
  }

  /** @throws InvalidInput for a region or a settlement the directory does not have */
  async refuseUnknown(regionCode: string, settlementId: string | null): Promise<void> {
    if ((await this.directory.regionOrNull(regionCode)) === null) throw new InvalidInput([{ pointer: '/regionCode', code: 'schools.region_unknown' }]);
    if (settlementId !== null && (await this.directory.settlement(regionCode, settlementId)) === null) throw new InvalidInput([{ pointer: '/settlementId', code: 'schools.settlement_unknown' }]);
  }
}
