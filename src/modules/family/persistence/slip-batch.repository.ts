import { Injectable } from '@nestjs/common';
import { Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import type { SlipBatch, SlipState } from '../slips.contracts.js';

const COLUMNS = 'id, school_id AS "schoolId", ordered_by AS "orderedBy", ordered_as AS "orderedAs", what, state';

/** Batches of slips; the document is sealed, and stays no longer than it has to. */
@Injectable()
export class SlipBatchRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  /** False while another one of this person is being made. */
  async insert({ id, schoolId, orderedBy, orderedAs, what }: Omit<SlipBatch, 'state'>, at: Date): Promise<boolean> {
    return (await this.db.one(
      `INSERT INTO family.slip_batches (school_id, id, ordered_by, ordered_as, what, ordered_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (school_id, ordered_by) WHERE state = 'ordered' DO NOTHING RETURNING id`,
      [schoolId, id, orderedBy, JSON.stringify(orderedAs), JSON.stringify(what), at])) !== null;
  }

  read(schoolId: string, id: string): Promise<SlipBatch | null> {
    return this.db.one<SlipBatch & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.slip_batches WHERE school_id = $1 AND id = $2`, [schoolId, id]);
  }

  /** False when it is not being made any more. */
  async ready(schoolId: string, id: string, pdf: Buffer): Promise<boolean> {
    const sealed = this.envelope.seal(pdf.toString('base64'), place(id));
    return (await this.db.affected(
      `UPDATE family.slip_batches SET state = 'ready', pdf_sealed = $3 WHERE school_id = $1 AND id = $2 AND state = 'ordered'`, [schoolId, id, sealed])) > 0;
  }

  /** The document, from now on gone; null when it is not there. Of two who take it at once one gets it. */
  async take(schoolId: string, id: string, at: Date): Promise<Buffer | null> {
    const row = await this.db.one<{ sealed: string }>(
      `WITH held AS (SELECT school_id, id, pdf_sealed FROM family.slip_batches WHERE school_id = $1 AND id = $2 AND state = 'ready' FOR UPDATE)
       UPDATE family.slip_batches b SET state = 'taken', taken_at = $3, pdf_sealed = NULL FROM held
       WHERE b.school_id = held.school_id AND b.id = held.id RETURNING held.pdf_sealed AS sealed`, [schoolId, id, at]);
    return row === null ? null : Buffer.from(this.envelope.open(row.sealed, place(id)), 'base64');
  }

  /** Ends a batch nobody has taken; false when it has ended already. */
  async end(schoolId: string, id: string, state: Extract<SlipState, 'failed' | 'expired'>): Promise<boolean> {
    return (await this.db.affected(
      `UPDATE family.slip_batches SET state = $3, pdf_sealed = NULL WHERE school_id = $1 AND id = $2 AND state IN ('ordered', 'ready')`, [schoolId, id, state])) > 0;
  }
}

function place(id: string): { table: string; column: string; row: string } {
  return { table: 'family.slip_batches', column: 'pdf_sealed', row: id };
}
