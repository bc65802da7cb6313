import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Consent, ConsentPurpose, ConsentText } from '../consents.contracts.js';

const CONSENT = `id, subject_id AS "subjectId", purpose, version, given_by AS "givenBy", given_at AS "givenAt", withdrawn_at AS "withdrawnAt"`;
const TEXT = `purpose, version, title_ru AS "titleRu", body_ru AS "bodyRu", title_en AS "titleEn", body_en AS "bodyEn", published_at AS "publishedAt"`;

export interface NewConsent extends Omit<Consent, 'withdrawnAt'> {
  readonly source: { readonly type: string; readonly id: string } | null;
}

@Injectable()
export class ConsentRepository {
  constructor(private readonly db: Db) {}

  /** The newest text of each purpose. */
  currentTexts(): Promise<ConsentText[]> {
    return this.db.query<ConsentText>(`SELECT DISTINCT ON (purpose) ${TEXT} FROM consents.text ORDER BY purpose, version DESC`);
  }

  /** The newest version of a purpose's text; 0 when there is none. */
  async currentVersion(purpose: ConsentPurpose): Promise<number> {
    const row = await this.db.one<{ version: number }>('SELECT coalesce(max(version), 0) AS version FROM consents.text WHERE purpose = $1', [purpose]);
    return row?.version ?? 0;
  }

  /** Publishes the next version and returns it. Two at once wait for each other and get different versions. */
  async publish(text: Omit<ConsentText, 'version'>, publishedBy: string): Promise<ConsentText> {
    await this.db.query("SELECT pg_advisory_xact_lock(hashtext('consents.text'))");
    const row = await this.db.one<ConsentText>(
      `INSERT INTO consents.text (purpose, version, title_ru, body_ru, title_en, body_en, published_at, published_by)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7 FROM consents.text WHERE purpose = $1
       RETURNING ${TEXT}`,
      [text.purpose, text.titleRu, text.bodyRu, text.titleEn, text.bodyEn, text.publishedAt, publishedBy],
    );
    return row!;
  }

  /** Adds it, or returns null when the same person's consent to the same wording stands already. */
  insert(consent: NewConsent): Promise<Consent | null> {
    return this.db.one<Consent>(
      `INSERT INTO consents.consent (id, subject_id, purpose, version, given_by, given_at, source_type, source_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (subject_id, purpose, given_by, version) WHERE withdrawn_at IS NULL DO NOTHING
       RETURNING ${CONSENT}`,
      [consent.id, consent.subjectId, consent.purpose, consent.version, consent.givenBy, consent.givenAt,
        consent.source?.type ?? null, consent.source?.id ?? null],
    );
  }

  standing(subjectId: string, purpose: ConsentPurpose, givenBy: string, version: number): Promise<Consent | null> {
    return this.db.one<Consent>(
      `SELECT ${CONSENT} FROM consents.consent
       WHERE subject_id = $1 AND purpose = $2 AND given_by = $3 AND version = $4 AND withdrawn_at IS NULL`,
      [subjectId, purpose, givenBy, version],
    );
  }

  /** Is there an unwithdrawn consent of anybody. */
  async isGiven(subjectId: string, purpose: ConsentPurpose): Promise<boolean> {
    const row = await this.db.one('SELECT 1 FROM consents.consent WHERE subject_id = $1 AND purpose = $2 AND withdrawn_at IS NULL LIMIT 1', [subjectId, purpose]);
    return row !== null;
  }

  /** One consent of this giver, locked until the transaction ends. */
  ofGiver(givenBy: string, id: string): Promise<Consent | null> {
    return this.db.one<Consent>(`SELECT ${CONSENT} FROM consents.consent WHERE given_by = $1 AND id = $2 FOR UPDATE`, [givenBy, id]);
  }

  /** Withdraws what this giver agreed to for the subject and purpose, whatever the wording. */
  async withdraw(consent: Consent, by: string, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE consents.consent SET withdrawn_at = greatest($4, given_at), withdrawn_by = $5
       WHERE subject_id = $1 AND purpose = $2 AND given_by = $3 AND withdrawn_at IS NULL`,
      [consent.subjectId, consent.purpose, consent.givenBy, at, by],
    );
  }

  /** Consents of a giver, newest first, after the last of the page before. */
  page(givenBy: string, limit: number, after: readonly [string, string] | null): Promise<Consent[]> {
    return this.db.query<Consent>(
      `SELECT ${CONSENT} FROM consents.consent
       WHERE given_by = $1 AND ($2::timestamptz IS NULL OR (given_at, id) < ($2, $3::uuid))
       ORDER BY given_at DESC, id DESC LIMIT $4`,
      [givenBy, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }
}
