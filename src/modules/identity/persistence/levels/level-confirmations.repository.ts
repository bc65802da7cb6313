import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope, type Place } from '../../../../platform/crypto/index.js';
import { Db } from '../../../../platform/database/index.js';
import type { ConfirmationMethod } from '../../../../shared/confirmation-method.js';
import { newId } from '../../../../shared/ids.js';
import type { CheckedDocument } from '../../domain/checked-document.js';
import type { LevelFacts } from '../../domain/levels/account-level.js';

export type EndGround = 'replaced' | 'portal_silent' | 'review';

/** What confirmed an account, as it is read: the document's digits stay sealed. */
export interface LevelConfirmation {
  readonly id: string;
  readonly personId: string;
  readonly method: ConfirmationMethod;
  /** The portal or bank by its id; empty for the rest. */
  readonly provider: string;
  readonly confirmedAt: Date;
  /** Null: checked by the program. */
  readonly confirmedBy: string | null;
  readonly documentKind: CheckedDocument['kind'] | null;
  /** Ids of what was shown. */
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly endedAt: Date | null;
  readonly endGround: EndGround | null;
  readonly endReason: string | null;
  readonly keptAt: Date | null;
  readonly keepReason: string | null;
}

export interface NewLevelConfirmation {
  readonly personId: string;
  readonly method: ConfirmationMethod;
  readonly provider?: string;
  readonly confirmedBy: string | null;
  readonly document?: CheckedDocument;
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** What confirms one account only, in clear: kept as a blind index. */
  readonly confirmsOne?: string;
}

const COLUMNS = `id, person_id AS "personId", method, provider, confirmed_at AS "confirmedAt", confirmed_by AS "confirmedBy", document_kind AS "documentKind", evidence,
  ended_at AS "endedAt", end_ground AS "endGround", end_reason AS "endReason", kept_at AS "keptAt", keep_reason AS "keepReason"`;

/** Which of those that stand. */
export interface ConfirmationFilter {
  readonly method: ConfirmationMethod | null;
  readonly provider: string | null;
  /** Kept by a review, or not yet; null: both. */
  readonly kept: boolean | null;
}

/** Confirmations of accounts (ID-8). */
@Injectable()
export class LevelConfirmationsRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  /** Null when the evidence confirms another account. */
  async insert(row: NewLevelConfirmation, at: Date): Promise<LevelConfirmation | null> {
    const id = newId();
    const { document, confirmsOne } = row;
    return this.db.one<LevelConfirmation & Record<string, unknown>>(
      `INSERT INTO identity.level_confirmations (id, person_id, method, provider, confirmed_at, confirmed_by, seen_at, document_kind, document_sealed, evidence, evidence_key)
       VALUES ($1, $2, $3, $4, $5, $6, $5, $7, $8, $9, $10) ON CONFLICT (method, evidence_key) WHERE ended_at IS NULL AND evidence_key IS NOT NULL DO NOTHING
       RETURNING ${COLUMNS}`,
      [id, row.personId, row.method, row.provider ?? '', at, row.confirmedBy, document?.kind ?? null, document === undefined ? null : this.envelope.seal(document.number, placeOf(id)),
        JSON.stringify(row.evidence ?? {}), confirmsOne === undefined ? null : this.blind.of(`level.${row.method}`, confirmsOne)]);
  }

  /** The one of a kind that stands. */
  standing(personId: string, method: ConfirmationMethod, provider = ''): Promise<LevelConfirmation | null> {
    return this.db.one<LevelConfirmation & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM identity.level_confirmations WHERE person_id = $1 AND method = $2 AND provider = $3 AND ended_at IS NULL`, [personId, method, provider]);
  }

  /** The portal has said so again. */
  async seen(id: string, at: Date): Promise<void> {
    await this.db.query('UPDATE identity.level_confirmations SET seen_at = $2 WHERE id = $1', [id, at]);
  }

  /** False when it had ended. */
  async end(id: string, ground: EndGround, by: string | null, reason: string | null, at: Date): Promise<boolean> {
    return await this.db.affected(
      'UPDATE identity.level_confirmations SET ended_at = $5, end_ground = $2, ended_by = $3, end_reason = $4 WHERE id = $1 AND ended_at IS NULL', [id, ground, by, reason, at]) > 0;
  }

  /** Newest first, ended ones too. */
  ofPerson(personId: string): Promise<LevelConfirmation[]> {
    return this.db.query<LevelConfirmation & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM identity.level_confirmations WHERE person_id = $1 ORDER BY confirmed_at DESC, id DESC`, [personId]);
  }

  find(id: string): Promise<LevelConfirmation | null> {
    return this.db.one<LevelConfirmation & Record<string, unknown>>(`SELECT ${COLUMNS} FROM identity.level_confirmations WHERE id = $1`, [id]);
  }

  /** A review has kept it. False when it had ended. */
  async keep(id: string, by: string, reason: string, at: Date): Promise<boolean> {
    return await this.db.affected(
      'UPDATE identity.level_confirmations SET kept_at = $4, kept_by = $2, keep_reason = $3 WHERE id = $1 AND ended_at IS NULL', [id, by, reason, at]) > 0;
  }

  /** Those that stand, oldest first, `limit + 1` rows. */
  standingBy({ method, provider, kept }: ConfirmationFilter, limit: number, after: readonly [string, string] | null): Promise<LevelConfirmation[]> {
    return this.db.query<LevelConfirmation & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM identity.level_confirmations
       WHERE ended_at IS NULL AND ($1::text IS NULL OR method = $1) AND ($2::text IS NULL OR provider = $2) AND ($3::boolean IS NULL OR (kept_at IS NOT NULL) = $3)
         AND ($4::timestamptz IS NULL OR (confirmed_at, id) > ($4, $5::uuid)) ORDER BY confirmed_at, id LIMIT $6`,
      [method, provider, kept, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
  }

  /** How many stand by each method. */
  counts(): Promise<{ method: ConfirmationMethod; provider: string; standing: number; unreviewed: number }[]> {
    return this.db.query<{ method: ConfirmationMethod; provider: string; standing: number; unreviewed: number }>(
      `SELECT method, provider, count(*)::int AS standing, count(*) FILTER (WHERE kept_at IS NULL)::int AS unreviewed
       FROM identity.level_confirmations WHERE ended_at IS NULL GROUP BY method, provider ORDER BY method, provider`);
  }

  /** What the person's level is told from; null for nobody. */
  facts(personId: string): Promise<LevelFacts | null> {
    return this.db.one<LevelFacts & Record<string, unknown>>(
      `SELECT v.confirmed, v.birth_date AS "birthDate", p.snils_sealed IS NOT NULL AS "hasSnils",
         EXISTS (SELECT FROM identity.person_documents d WHERE d.person_id = p.id AND d.kind = 'passport') AS "hasDocument"
       FROM identity.people p JOIN identity.v_level v ON v.person_id = p.id WHERE p.id = $1`, [personId]);
  }
}

function placeOf(id: string): Place {
  return { table: 'identity.level_confirmations', column: 'document_sealed', row: id };
}
