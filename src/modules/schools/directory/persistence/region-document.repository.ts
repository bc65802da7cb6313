import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import type { RegionDocument, RegionDocumentData } from '../directory.model.js';
import { keysetPage, type PageRequest } from './keyset.js';

const DOCUMENT = 'id, kind, title, url, valid_from AS "validFrom", version';

/** Norms and templates a region publishes (SC-1). */
@Injectable()
export class RegionDocumentRepository {
  constructor(private readonly db: Db) {}

  page(regionCode: string, kind: string | null, page: PageRequest): Promise<Page<RegionDocument>> {
    return keysetPage<RegionDocument>(this.db, `SELECT ${DOCUMENT} FROM schools.region_documents WHERE region_code = $1 AND ($2::text IS NULL OR kind = $2)`, [regionCode, kind],
      [{ sql: 'kind', type: 'text', of: (d) => d.kind }, { sql: 'title', type: 'text', of: (d) => d.title }, { sql: 'id', type: 'uuid', of: (d) => d.id }], page);
  }

  byId(regionCode: string, id: string): Promise<RegionDocument | null> {
    return this.db.one<RegionDocument>(`SELECT ${DOCUMENT} FROM schools.region_documents WHERE region_code = $1 AND id = $2`, [regionCode, id]);
  }

  async insert(regionCode: string, id: string, { kind, title, url, validFrom }: RegionDocumentData): Promise<void> {
    await this.db.query('INSERT INTO schools.region_documents (region_code, id, kind, title, url, valid_from) VALUES ($1, $2, $3, $4, $5, $6)', [regionCode, id, kind, title, url, validFrom]);
  }

  /** How many rows: 0 for another version. */
  update(regionCode: string, id: string, version: number, { kind, title, url, validFrom }: RegionDocumentData): Promise<number> {
    return this.db.affected('UPDATE schools.region_documents SET kind = $4, title = $5, url = $6, valid_from = $7, version = version + 1 WHERE region_code = $1 AND id = $2 AND version = $3',
      [regionCode, id, version, kind, title, url, validFrom]);
  }

  /** How many rows: 0 for another version. */
  remove(regionCode: string, id: string, version: number): Promise<number> {
    return this.db.affected('DELETE FROM schools.region_documents WHERE region_code = $1 AND id = $2 AND version = $3', [regionCode, id, version]);
  }
}
