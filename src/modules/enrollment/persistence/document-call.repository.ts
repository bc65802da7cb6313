import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import { MISSING, type CalledFilter, type CalledPupil, type CalledState, type DocumentCall, type NewDocumentCall } from '../document-calls.contracts.js';

type Key = readonly [string, string] | null;

const CALL = `c.id, c.school_id AS "schoolId", c.title, c.explanation, c.due_on AS "dueOn", c.due_at AS "dueAt", c.created_by AS "createdBy", c.created_at AS "createdAt",
  c.cancelled_at AS "cancelledAt", (SELECT jsonb_build_object('waiting', count(*) FILTER (WHERE l.state = 'waiting'), 'handed_in', count(*) FILTER (WHERE l.state = 'handed_in'),
    'accepted', count(*) FILTER (WHERE l.state = 'accepted'), 'returned', count(*) FILTER (WHERE l.state = 'returned'))
    FROM enrollment.called_pupils l WHERE l.school_id = c.school_id AND l.call_id = c.id) AS counts`;

const CALLED = `SELECT l.id, l.call_id AS "callId", l.school_id AS "schoolId", l.pupil_id AS "pupilId", l.state, l.note, l.file_ids AS "fileIds", l.answered_by AS "answeredBy",
    l.answered_at AS "answeredAt", l.decision_message AS "decisionMessage", l.decided_at AS "decidedAt", c.title, c.explanation, c.due_on AS "dueOn", c.due_at AS "dueAt",
    c.cancelled_at AS "cancelledAt", s.short_name AS "schoolName",
    jsonb_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic) AS "pupilName",
    (SELECT k.name FROM schools.v_class_member m JOIN schools.v_class k ON k.school_id = m.school_id AND k.id = m.class_id
     WHERE m.school_id = l.school_id AND m.pupil_id = l.pupil_id AND m.valid_from <= ($1::timestamptz AT TIME ZONE s.zone)::date
       AND (m.valid_until IS NULL OR m.valid_until > ($1::timestamptz AT TIME ZONE s.zone)::date) LIMIT 1) AS "className"
  FROM enrollment.called_pupils l
  JOIN enrollment.document_calls c ON c.school_id = l.school_id AND c.id = l.call_id
  JOIN schools.v_school s ON s.id = l.school_id
  JOIN schools.v_pupil p ON p.school_id = l.school_id AND p.id = l.pupil_id`;

/** Calls for documents and those called (EN-16). */
@Injectable()
export class DocumentCallRepository {
  constructor(private readonly db: Db) {}

  async insert(schoolId: string, call: { id: string; due: Date; by: string; at: Date } & Pick<NewDocumentCall, 'title' | 'explanation' | 'dueOn'>): Promise<void> {
    await this.db.query(
      `INSERT INTO enrollment.document_calls (school_id, id, title, explanation, due_on, due_at, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [schoolId, call.id, call.title, call.explanation, call.dueOn, call.due, call.by, call.at]);
  }

  async insertCalled(schoolId: string, callId: string, pupilIds: readonly string[], at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO enrollment.called_pupils (school_id, call_id, pupil_id, id) SELECT $1, $2, pupil_id, id FROM unnest($3::uuid[], $4::uuid[]) AS n (pupil_id, id)`,
      [schoolId, callId, pupilIds, pupilIds.map(() => newId(at))]);
  }

  /** Classes of the school among these, each with who is in it on the day. */
  async pupilsOfClasses(schoolId: string, classIds: readonly string[], on: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.db.query<{ id: string; pupils: string[] }>(
      `SELECT k.id, coalesce(array_agg(m.pupil_id) FILTER (WHERE m.pupil_id IS NOT NULL), '{}') AS pupils
       FROM schools.v_class k LEFT JOIN schools.v_class_member m ON m.school_id = k.school_id AND m.class_id = k.id AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until > $3)
       WHERE k.school_id = $1 AND k.id = ANY ($2::uuid[]) GROUP BY k.id`, [schoolId, classIds, on]);
    return new Map(rows.map(({ id, pupils }) => [id, pupils]));
  }

  async pupilsOfSchool(schoolId: string, pupilIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ id: string }>('SELECT id FROM schools.v_pupil WHERE school_id = $1 AND id = ANY ($2::uuid[])', [schoolId, pupilIds]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Newest first. */
  list(schoolId: string, limit: number, after: Key): Promise<DocumentCall[]> {
    return this.db.query<DocumentCall & Record<string, unknown>>(
      `SELECT ${CALL} FROM enrollment.document_calls c WHERE c.school_id = $1 AND ($2::timestamptz IS NULL OR (c.created_at, c.id) < ($2, $3::uuid))
       ORDER BY c.created_at DESC, c.id DESC LIMIT $4`, [schoolId, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  read(schoolId: string, id: string): Promise<DocumentCall | null> {
    return this.db.one<DocumentCall & Record<string, unknown>>(`SELECT ${CALL} FROM enrollment.document_calls c WHERE c.school_id = $1 AND c.id = $2`, [schoolId, id]);
  }

  /** Locked, so that an answer and a cancelling do not pass each other; null when the school has none of that id. */
  lock(schoolId: string, id: string): Promise<{ cancelledAt: Date | null } | null> {
    return this.db.one<{ cancelledAt: Date | null }>(`SELECT cancelled_at AS "cancelledAt" FROM enrollment.document_calls WHERE school_id = $1 AND id = $2 FOR UPDATE`, [schoolId, id]);
  }

  async cancel(schoolId: string, id: string, by: string, at: Date): Promise<void> {
    await this.db.query('UPDATE enrollment.document_calls SET cancelled_by = $3, cancelled_at = $4 WHERE school_id = $1 AND id = $2', [schoolId, id, by, at]);
  }

  /** Those called, by name. */
  called(schoolId: string, callId: string, filter: CalledFilter | null, now: Date, limit: number, after: Key): Promise<CalledPupil[]> {
    const states = filter === null ? null : filter === 'missing' ? MISSING : [filter];
    return this.db.query<CalledPupil & Record<string, unknown>>(
      `${CALLED} WHERE l.school_id = $2 AND l.call_id = $3 AND ($4::text[] IS NULL OR l.state = ANY ($4))
         AND ($5::text IS NULL OR (concat_ws(' ', p.family, p.given), l.id) > ($5, $6::uuid))
       ORDER BY concat_ws(' ', p.family, p.given), l.id LIMIT $7`, [now, schoolId, callId, states, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  /** What this person is asked for: of their children and of themself, newest first; a cancelled call is gone. */
  ofFamily(personId: string, now: Date, limit: number, after: string | null): Promise<CalledPupil[]> {
    return this.db.query<CalledPupil & Record<string, unknown>>(
      `${CALLED} WHERE c.cancelled_at IS NULL AND l.pupil_id IN (
         SELECT f.pupil_id FROM family.v_link f WHERE f.guardian_id = $2 AND f.status = 'linked' AND f.can_view UNION ALL SELECT o.id FROM schools.v_pupil o WHERE o.person_id = $2)
         AND ($3::uuid IS NULL OR l.id < $3) ORDER BY l.id DESC LIMIT $4`, [now, personId, after, limit]);
  }

  /** One pupil's part, whoever asks: the caller knows whether they may. */
  calledById(id: string, now: Date): Promise<CalledPupil | null> {
    return this.db.one<CalledPupil & Record<string, unknown>>(`${CALLED} WHERE l.id = $2 AND l.school_id IS NOT NULL`, [now, id]);
  }

  /** False when it is not missing any more: somebody was first. */
  async answer(schoolId: string, id: string, answer: { fileIds: readonly string[]; note: string | null; by: string; at: Date }): Promise<boolean> {
    return await this.db.affected(
      `UPDATE enrollment.called_pupils SET state = 'handed_in', file_ids = $3, note = $4, answered_by = $5, answered_at = $6, decision_message = NULL, decided_by = NULL, decided_at = NULL
       WHERE school_id = $1 AND id = $2 AND state = ANY ($7)`, [schoolId, id, answer.fileIds, answer.note, answer.by, answer.at, MISSING]) > 0;
  }

  /** The part decided on; null when nothing was handed in, or it was decided already. */
  async decide(schoolId: string, callId: string, pupilId: string, decision: { state: CalledState; message: string | null; by: string; at: Date }): Promise<string | null> {
    const rows = await this.db.query<{ id: string }>(
      `UPDATE enrollment.called_pupils SET state = $4, decision_message = $5, decided_by = $6, decided_at = $7
       WHERE school_id = $1 AND call_id = $2 AND pupil_id = $3 AND state = 'handed_in' RETURNING id`,
      [schoolId, callId, pupilId, decision.state, decision.message, decision.by, decision.at]);
    return rows[0]?.id ?? null;
  }

  async isCalled(schoolId: string, callId: string, pupilId: string): Promise<boolean> {
    return await this.db.one('SELECT 1 AS one FROM enrollment.called_pupils WHERE school_id = $1 AND call_id = $2 AND pupil_id = $3', [schoolId, callId, pupilId]) !== null;
  }
}
