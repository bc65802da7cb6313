import { Injectable } from '@nestjs/common';
import { Envelope, type Place } from '../../../../platform/crypto/index.js';
import { Db } from '../../../../platform/database/index.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import type { ReviewStatus } from '../../domain/levels/review-status.js';

/** Scans of a passport somebody has sent to confirm their account by, and what became of them. */
export interface LevelReview {
  readonly id: string;
  readonly personId: string;
  readonly fileIds: readonly string[];
  readonly status: ReviewStatus;
  /** A video call is wanted or needed. */
  readonly video: boolean;
  readonly submittedAt: Date;
  /** Of the video call. */
  readonly callAt: Date | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly version: number;
}

export interface NamedReview extends LevelReview {
  readonly name: PersonName;
  readonly birthDate: string | null;
}

const COLUMNS = `r.id, r.person_id AS "personId", r.file_ids AS "fileIds", r.status, r.video, r.submitted_at AS "submittedAt", r.call_at AS "callAt",
  r.decided_at AS "decidedAt", r.decided_by AS "decidedBy", r.reason, r.version`;
const NAMED = `${COLUMNS}, jsonb_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic) AS name, p.birth_date AS "birthDate"`;

@Injectable()
export class LevelReviewsRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  /** Null when one of theirs is open. */
  insert(id: string, personId: string, fileIds: readonly string[], video: boolean, at: Date): Promise<LevelReview | null> {
    return this.db.one<LevelReview & Record<string, unknown>>(
      `INSERT INTO identity.level_reviews AS r (id, person_id, file_ids, video, submitted_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id) WHERE decided_at IS NULL DO NOTHING RETURNING ${COLUMNS}`, [id, personId, fileIds, video, at]);
  }

  /** The newest of a person. */
  latest(personId: string): Promise<LevelReview | null> {
    return this.db.one<LevelReview & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM identity.level_reviews r WHERE r.person_id = $1 ORDER BY r.submitted_at DESC LIMIT 1`, [personId]);
  }

  find(id: string): Promise<NamedReview | null> {
    return this.db.one<NamedReview & Record<string, unknown>>(
      `SELECT ${NAMED} FROM identity.level_reviews r JOIN identity.people p ON p.id = r.person_id WHERE r.id = $1`, [id]);
  }

  /** Where the video call is; null when none was arranged. */
  async callOf(id: string): Promise<string | null> {
    const row = await this.db.one<{ sealed: string | null }>('SELECT call_sealed AS sealed FROM identity.level_reviews WHERE id = $1', [id]);
    return row?.sealed == null ? null : this.envelope.open(row.sealed, placeOf(id));
  }

  /** Oldest first, `limit + 1` rows. */
  page(status: ReviewStatus, limit: number, after: readonly [string, string] | null): Promise<NamedReview[]> {
    return this.db.query<NamedReview & Record<string, unknown>>(
      `SELECT ${NAMED} FROM identity.level_reviews r JOIN identity.people p ON p.id = r.person_id
       WHERE r.status = $1 AND ($2::timestamptz IS NULL OR (r.submitted_at, r.id) > ($2, $3::uuid)) ORDER BY r.submitted_at, r.id LIMIT $4`,
      [status, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
  }

  /** False when it is decided already. */
  async call(id: string, url: string, callAt: Date): Promise<boolean> {
    return await this.db.affected(
      `UPDATE identity.level_reviews SET status = 'called', video = true, call_at = $3, call_sealed = $2, version = version + 1 WHERE id = $1 AND decided_at IS NULL`,
      [id, this.envelope.seal(url, placeOf(id)), callAt]) > 0;
  }

  /** False when somebody, in parallel, was first. The address of a call goes with it. */
  async decide(id: string, status: 'confirmed' | 'declined' | 'withdrawn', by: string, reason: string | null, at: Date): Promise<boolean> {
    return await this.db.affected(
      `UPDATE identity.level_reviews SET status = $2, decided_at = $5, decided_by = $3, reason = $4, call_at = NULL, call_sealed = NULL, version = version + 1
       WHERE id = $1 AND decided_at IS NULL`, [id, status, by, reason, at]) > 0;
  }
}

function placeOf(id: string): Place {
  return { table: 'identity.level_reviews', column: 'call_sealed', row: id };
}
