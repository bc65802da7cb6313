import { Injectable } from '@nestjs/common';
import { Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { CheckedDocument } from '../domain/checked-document.js';

export interface StaffCheck {
  readonly personId: string;
  readonly act: 'link_portal' | 'reset_factors' | 'correct_data';
  readonly by: string;
  readonly document: CheckedDocument;
  readonly reason: string;
}

/** Documents staff have looked at before they did something to an account; kept for good, the number sealed. */
@Injectable()
export class StaffChecksRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  async insert({ personId, act, by, document, reason }: StaffCheck, at: Date): Promise<string> {
    const id = newId();
    const sealed = this.envelope.seal(document.number, { table: 'identity.staff_checks', column: 'document_sealed', row: id });
    await this.db.query(
      'INSERT INTO identity.staff_checks (id, person_id, act, checked_by, at, document_kind, document_sealed, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, personId, act, by, at, document.kind, sealed, reason]);
    return id;
  }
}
