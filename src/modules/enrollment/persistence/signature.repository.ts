import { Injectable } from '@nestjs/common';
import { Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import type { RequestSignature, SignatureRule } from '../signatures.contracts.js';

/** Signatures of requests; whose request it is, the caller has asked (EN-15). */
@Injectable()
export class SignatureRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  of(requestId: string): Promise<RequestSignature | null> {
    return this.db.one<RequestSignature & Record<string, unknown>>(
      `SELECT payload_sha256 AS "payloadSha256", outcome, qualified, problem, signer, is_applicants AS "isApplicants", sent_round AS "sentRound", checked_at AS "checkedAt"
       FROM enrollment.signatures WHERE request_id = $1`, [requestId]);
  }

  /** In the place of the one before. */
  async put(requestId: string, cms: Buffer, { payloadSha256, outcome, qualified, problem, signer, isApplicants, checkedAt }: Omit<RequestSignature, 'sentRound'>): Promise<void> {
    const sealed = this.envelope.seal(cms.toString('base64'), { table: 'enrollment.signatures', column: 'cms_sealed', row: requestId });
    await this.db.query(
      `INSERT INTO enrollment.signatures (request_id, cms_sealed, payload_sha256, outcome, qualified, problem, signer, is_applicants, checked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (request_id) DO UPDATE SET cms_sealed = excluded.cms_sealed, payload_sha256 = excluded.payload_sha256, outcome = excluded.outcome,
         qualified = excluded.qualified, problem = excluded.problem, signer = excluded.signer, is_applicants = excluded.is_applicants, checked_at = excluded.checked_at, sent_round = NULL`,
      [requestId, sealed, payloadSha256, outcome, qualified, problem, JSON.stringify(signer), isApplicants, checkedAt]);
  }

  /** It was sent with this round. */
  async sent(requestId: string, round: number): Promise<void> {
    await this.db.query('UPDATE enrollment.signatures SET sent_round = $2 WHERE request_id = $1', [requestId, round]);
  }

  rules(schoolId: string): Promise<SignatureRule[]> {
    return this.db.query<SignatureRule & Record<string, unknown>>('SELECT kind, required, version FROM enrollment.signature_rules WHERE school_id = $1', [schoolId]);
  }

  async isRequired(schoolId: string, kind: string): Promise<boolean> {
    return await this.db.one('SELECT 1 AS one FROM enrollment.signature_rules WHERE school_id = $1 AND kind = $2 AND required', [schoolId, kind]) !== null;
  }

  /** How many rows: 0 when somebody else was first. */
  putRule(schoolId: string, { kind, required, version }: SignatureRule): Promise<number> {
    return this.db.affected(
      `WITH put AS (
         INSERT INTO enrollment.signature_rules AS t (school_id, kind, required, version)
         SELECT $1, $2, $3, $4::int + 1 WHERE $4 = 0 OR EXISTS (SELECT FROM enrollment.signature_rules WHERE school_id = $1 AND kind = $2)
         ON CONFLICT (school_id, kind) DO UPDATE SET required = excluded.required, version = excluded.version
         WHERE t.version = $4 RETURNING 1)
       SELECT FROM put`, [schoolId, kind, required, version]);
  }
}
