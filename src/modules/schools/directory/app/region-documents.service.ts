import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import type { Page } from '../../../../shared/page.js';
import { requireWholeRegion } from '../../groups/app/overseen-schools.js';
import type { RegionDocument, RegionDocumentData } from '../directory.model.js';
import type { PageRequest } from '../persistence/keyset.js';
import { RegionDocumentRepository } from '../persistence/region-document.repository.js';
import { DirectoryQuery } from './directory.query.js';

/** Norms and templates of a region (SC-1): for everybody to read, kept by the operator and by the coordinator of the region. */
@Injectable()
export class RegionDocuments {
  constructor(private readonly rows: RegionDocumentRepository, private readonly directory: DirectoryQuery, private readonly audit: AuditFacade) {}

  /** @throws DomainError not found for an unknown region */
  async list(regionCode: string, kind: string | null, page: PageRequest): Promise<Page<RegionDocument>> {
    const found = await this.rows.page(regionCode, kind, page);
    if (found.items.length === 0) await this.directory.region(regionCode);
    return found;
  }

  @Transactional()
  async create(actor: Actor, regionCode: string, document: RegionDocumentData): Promise<RegionDocument> {
    await this.requireRegion(actor, regionCode);
    const id = newId();
    await this.rows.insert(regionCode, id, document);
    await this.tell(actor, 'create', regionCode, id);
    return this.found(regionCode, id);
  }

  /** @throws DomainError not found, `object.stale` */
  @Transactional()
  async change(actor: Actor, regionCode: string, id: string, version: number, changes: Partial<RegionDocumentData>): Promise<RegionDocument> {
    await this.requireRegion(actor, regionCode);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    if ((await this.rows.update(regionCode, id, version, { ...(await this.found(regionCode, id)), ...given })) === 0) throw new DomainError('object.stale');
    await this.tell(actor, 'change', regionCode, id);
    return this.found(regionCode, id);
  }

  @Transactional()
  async remove(actor: Actor, regionCode: string, id: string, version: number): Promise<void> {
    await this.requireRegion(actor, regionCode);
    await this.found(regionCode, id);
    if ((await this.rows.remove(regionCode, id, version)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, 'remove', regionCode, id);
  }

  private async found(regionCode: string, id: string): Promise<RegionDocument> {
    const document = await this.rows.byId(regionCode, id);
    if (document === null) throw notFound();
    return document;
  }

  private async requireRegion(actor: Actor, regionCode: string): Promise<void> {
    if (actor.role === 'regional_coordinator' && actor.regionCode !== regionCode) throw notFound();
    requireWholeRegion(actor);
    await this.directory.region(regionCode);
  }

  private tell(actor: Actor, act: string, regionCode: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.region_document_${act}`, objectType: 'region_document', objectId: id, outcome: 'success', details: { region: regionCode } });
  }
}
