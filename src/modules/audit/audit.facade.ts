import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { decodeCursor, type Page, pageOf } from '../../shared/page.js';
import type { AuditActor, AuditEvent, AuditFilter, AuditRecord } from './audit.contracts.js';
import { AuditRepository } from './persistence/audit.repository.js';

/** The audit log (SE-1): append-only, written beside the act it tells of. */
@Injectable()
export class AuditFacade {
  constructor(private readonly events: AuditRepository, private readonly clock: Clock) {}

  /**
   * Writes a row. A success is written in the ambient transaction, so that it stands or falls with the act; a refusal
   * or a failure outside it, so that it stays.
   * @param actor null for the system itself
   */
  async record(actor: AuditActor | null, record: AuditRecord): Promise<void> {
    const at = this.clock.now();
    if (record.outcome === 'success') await this.events.insert(at, actor, record);
    else await this.events.insertApart(at, actor, record);
  }

  /** The log of a school or about a person, newest first. The caller has made sure of the scope in `filter`. */
  async read(filter: AuditFilter, limit: number, cursor?: string): Promise<Page<AuditEvent>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.events.page(filter, limit, after === null ? null : [String(after[0]), String(after[1])]);
    return pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
  }
}
