import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { Proposal } from '../connection.model.js';

const PROPOSAL = `id, kind, region_code AS "regionCode", entry, proposed_by AS "proposedBy", status, reason, school_id AS "schoolId", settlement_id AS "settlementId", created_at AS "createdAt"`;
const BY_ID = [{ sql: 'id', type: 'uuid' as const, of: (p: Proposal) => p.id }];

@Injectable()
export class ProposalRepository {
  constructor(private readonly db: Db) {}

  own(personId: string, page: PageRequest): Promise<Page<Proposal>> {
    return keysetPage<Proposal>(this.db, `SELECT ${PROPOSAL} FROM schools.directory_proposals WHERE proposed_by = $1`, [personId], BY_ID, page);
  }

  /** What waits for the operator, the oldest first. */
  waiting(page: PageRequest): Promise<Page<Proposal>> {
    return keysetPage<Proposal>(this.db, `SELECT ${PROPOSAL} FROM schools.directory_proposals WHERE status = 'waiting'`, [], BY_ID, page);
  }

  byId(id: string): Promise<Proposal | null> {
    return this.db.one<Proposal>(`SELECT ${PROPOSAL} FROM schools.directory_proposals WHERE id = $1`, [id]);
  }

  /** Locked until the transaction ends. */
  lock(id: string): Promise<Proposal | null> {
    return this.db.one<Proposal>(`SELECT ${PROPOSAL} FROM schools.directory_proposals WHERE id = $1 FOR UPDATE`, [id]);
  }

  async insert({ id, kind, regionCode, entry, proposedBy, createdAt }: Pick<Proposal, 'id' | 'kind' | 'regionCode' | 'entry' | 'proposedBy' | 'createdAt'>, key: string): Promise<void> {
    await this.db.query(
      'INSERT INTO schools.directory_proposals (id, kind, region_code, entry, entry_key, proposed_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, kind, regionCode, JSON.stringify(entry), key, proposedBy, createdAt]);
  }

  async accept(id: string, became: { schoolId: string | null; settlementId: string | null }, by: string, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE schools.directory_proposals SET status = 'accepted', school_id = $2, settlement_id = $3, decided_by = $4, decided_at = $5, version = version + 1 WHERE id = $1`,
      [id, became.schoolId, became.settlementId, by, at]);
  }

  async decline(id: string, reason: string, by: string, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE schools.directory_proposals SET status = 'declined', reason = $2, decided_by = $3, decided_at = $4, version = version + 1 WHERE id = $1`, [id, reason, by, at]);
  }
}
