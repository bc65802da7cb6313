import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { FeedFilter, FeedItem } from '../notifications.contracts.js';
import { waitsForDiary } from './waits-for-diary.sql.js';

/** A link that has ended takes its child's notices with it (domain rules: rights come from dated rows). */
const MAY_SEE = `(f.pupil_id IS NULL
  OR EXISTS (SELECT FROM schools.v_pupil p WHERE p.school_id = f.school_id AND p.id = f.pupil_id AND p.person_id = f.person_id)
  OR EXISTS (SELECT FROM family.v_link l WHERE l.school_id = f.school_id AND l.pupil_id = f.pupil_id AND l.guardian_id = f.person_id AND l.can_view))`;

@Injectable()
export class FeedRepository {
  constructor(private readonly db: Db) {}

  /** Newest first, `limit + 1` rows. `after` is the sort key of the last row of the page before. */
  page(personId: string, filter: FeedFilter, limit: number, after: readonly [string, string] | null, now: Date): Promise<FeedItem[]> {
    return this.db.query<FeedItem & Record<string, unknown>>(
      `SELECT f.id, f.created_at AS "createdAt", f.type, f.category, f.importance, f.school_id AS "schoolId", f.pupil_id AS "pupilId",
         f.object_type AS "objectType", f.object_id AS "objectId", f.title, f.body, f.link, f.occurred_at AS "occurredAt",
         f.read_at AS "readAt", f.archived_at AS "archivedAt"
       FROM notifications.feed f LEFT JOIN schools.v_school s ON s.id = f.school_id
       WHERE f.person_id = $1 AND ${MAY_SEE} AND NOT ${waitsForDiary('f', 's.zone', '$10')}
         AND ($2::text IS NULL OR f.category = $2)
         AND ($3::boolean IS NULL OR (f.read_at IS NULL) = $3)
         AND (f.archived_at IS NOT NULL) = $4
         AND ($5::date IS NULL OR (f.created_at AT TIME ZONE coalesce(s.zone, 'UTC'))::date >= $5)
         AND ($6::date IS NULL OR (f.created_at AT TIME ZONE coalesce(s.zone, 'UTC'))::date <= $6)
         AND ($7::timestamptz IS NULL OR (f.created_at, f.id) < ($7, $8::uuid))
       ORDER BY f.created_at DESC, f.id DESC LIMIT $9`,
      [personId, filter.category ?? null, filter.unread ?? null, filter.archived, filter.from ?? null, filter.to ?? null,
        after?.[0] ?? null, after?.[1] ?? null, limit + 1, now],
    );
  }

  async unread(personId: string, now: Date): Promise<number> {
    const row = await this.db.one<{ count: string }>(
      `SELECT count(*) FROM notifications.feed f LEFT JOIN schools.v_school s ON s.id = f.school_id
       WHERE f.person_id = $1 AND f.read_at IS NULL AND f.archived_at IS NULL AND ${MAY_SEE} AND NOT ${waitsForDiary('f', 's.zone', '$2')}`,
      [personId, now],
    );
    return Number(row?.count ?? 0);
  }

  /** Ids of the person's own, out of those named. */
  async own(personId: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }>('SELECT f.id FROM notifications.feed f WHERE f.person_id = $1 AND f.id = ANY ($2)', [personId, ids]);
    return new Set(rows.map((r) => r.id));
  }

  /** @param ids null for all. @returns how many were unread */
  markRead(personId: string, ids: readonly string[] | null, at: Date): Promise<number> {
    return this.db.affected(
      'UPDATE notifications.feed SET read_at = $3 WHERE person_id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2)) AND read_at IS NULL',
      [personId, ids, at],
    );
  }

  archive(personId: string, ids: readonly string[], at: Date): Promise<number> {
    return this.db.affected(
      'UPDATE notifications.feed SET archived_at = $3, read_at = coalesce(read_at, $3) WHERE person_id = $1 AND id = ANY ($2) AND archived_at IS NULL',
      [personId, ids, at],
    );
  }
}
