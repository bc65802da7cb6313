import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import type { Region, RegionConnection } from '../directory.model.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { DirectoryQuery } from './directory.query.js';

/** Which regions are connected, and where their families go (SC-1). */
@Injectable()
export class RegionConnections {
  constructor(private readonly query: DirectoryQuery, private readonly directory: DirectoryRepository, private readonly audit: AuditFacade) {}

  /** Connects a region whose request was approved, at once or on a day to come; what else is said of it stays (EN-1). */
  @Transactional()
  async connect(actor: Actor, code: string, plannedOn: string | null): Promise<Region> {
    const { version } = await this.query.region(code);
    return this.change(actor, code, version, plannedOn === null ? { connection: 'connected' } : { connection: 'planned', plannedOn });
  }

  /** A day is kept for a planned region only. @throws DomainError not found, `object.stale`; InvalidInput for a planned region without a day */
  @Transactional()
  async change(actor: Actor, code: string, version: number, changes: Partial<RegionConnection>): Promise<Region> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const next: RegionConnection = { ...(await this.query.region(code)), ...given };
    if (next.connection === 'planned' && next.plannedOn === null) throw new InvalidInput([{ pointer: '/plannedOn', code: 'input.required' }]);
    const changed = await this.directory.connectRegion(code, version, { ...next, plannedOn: next.connection === 'planned' ? next.plannedOn : null });
    if (changed === 0) throw new DomainError('object.stale');
    await this.audit.record(actor, { operation: 'schools.region_change', objectType: 'region', outcome: 'success', details: { code, connection: next.connection } });
    return this.query.region(code);
  }
}
