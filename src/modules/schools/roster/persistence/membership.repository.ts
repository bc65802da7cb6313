import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { CalendarDate, Span } from '../../schools.contracts.js';
import type { MovementRow } from '../roster.model.js';

export interface NewMovement {
  readonly id: string;
  readonly pupilId: string;
  readonly kind: 'enrolled' | 'transferred' | 'promoted' | 'expelled' | 'graduated';
  readonly on: CalendarDate;
  readonly fromClassId: string | null;
  readonly toClassId: string | null;
  readonly orderNumber: string | null;
  readonly note: string | null;
  readonly by: string | null;
  readonly at: Date;
}

/** A movement as far as classes go. */
export interface RecordedMovement {
  readonly id: string;
  readonly on: CalendarDate;
  readonly fromClassId: string | null;
  readonly toClassId: string | null;
  readonly cancelled: boolean;
}

export interface Membership extends Span {
  readonly classId: string;
  readonly schoolYear: number;
}

@Injectable()
export class MembershipRepository {
  constructor(private readonly db: Db) {}

  /** Locks the pupil's row, so that movements of one pupil follow one another. False: no such pupil. */
  async lock(schoolId: string, pupilId: string): Promise<boolean> {
    return (await this.db.one('SELECT 1 FROM schools.pupils WHERE school_id = $1 AND id = $2 FOR UPDATE', [schoolId, pupilId])) !== null;
  }

  /** The pupil's classes, latest first. */
  of(schoolId: string, pupilId: string): Promise<Membership[]> {
    return this.db.query<Membership>(
      `SELECT class_id AS "classId", school_year AS "schoolYear", valid_from AS "validFrom", valid_until AS "validUntil"
       FROM schools.class_members WHERE school_id = $1 AND pupil_id = $2 ORDER BY valid_from DESC`, [schoolId, pupilId]);
  }

  async open(schoolId: string, schoolYear: number, classId: string, pupilId: string, from: CalendarDate): Promise<void> {
    await this.db.query(
      'INSERT INTO schools.class_members (school_id, school_year, class_id, pupil_id, valid_from) VALUES ($1, $2, $3, $4, $5)',
      [schoolId, schoolYear, classId, pupilId, from]);
  }

  /** Ends a membership, at the latest with its school year; one that would last no day at all is taken away. */
  async close(schoolId: string, pupilId: string, membership: Membership, until: CalendarDate): Promise<void> {
    const params = [schoolId, membership.classId, pupilId, membership.validFrom];
    if (until <= membership.validFrom) await this.remove(schoolId, pupilId, membership);
    else await this.db.query(`UPDATE schools.class_members SET valid_until = least($5::date, make_date(school_year + 1, 8, 1)) WHERE school_id = $1 AND class_id = $2 AND pupil_id = $3 AND valid_from = $4`, [...params, until]);
  }

  async remove(schoolId: string, pupilId: string, { classId, validFrom }: Membership): Promise<void> {
    await this.db.query('DELETE FROM schools.class_members WHERE school_id = $1 AND class_id = $2 AND pupil_id = $3 AND valid_from = $4', [schoolId, classId, pupilId, validFrom]);
  }

  /** A membership that ended goes on. */
  async reopen(schoolId: string, pupilId: string, { classId, validFrom }: Membership): Promise<void> {
    await this.db.query('UPDATE schools.class_members SET valid_until = NULL WHERE school_id = $1 AND class_id = $2 AND pupil_id = $3 AND valid_from = $4', [schoolId, classId, pupilId, validFrom]);
  }

  async record(schoolId: string, m: NewMovement): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.movements (school_id, id, pupil_id, kind, on_date, from_class_id, to_class_id, order_number, note, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [schoolId, m.id, m.pupilId, m.kind, m.on, m.fromClassId, m.toClassId, m.orderNumber, m.note, m.by, m.at]);
  }

  async cancel(schoolId: string, movementId: string, { reason, by, at }: { reason: string; by: string; at: Date }): Promise<void> {
    await this.db.query(
      'INSERT INTO schools.movement_cancellations (school_id, movement_id, reason, cancelled_by, cancelled_at) VALUES ($1, $2, $3, $4, $5)', [schoolId, movementId, reason, by, at]);
  }

  /** All movements of the pupil, the latest first. */
  recorded(schoolId: string, pupilId: string): Promise<RecordedMovement[]> {
    return this.db.query<RecordedMovement>(
      `SELECT m.id, m.on_date AS "on", m.from_class_id AS "fromClassId", m.to_class_id AS "toClassId", c.movement_id IS NOT NULL AS cancelled
       FROM schools.movements m LEFT JOIN schools.movement_cancellations c ON c.school_id = m.school_id AND c.movement_id = m.id
       WHERE m.school_id = $1 AND m.pupil_id = $2 ORDER BY m.on_date DESC, m.id DESC`, [schoolId, pupilId]);
  }

  /** What happened to the pupil, the latest first; cancelled movements too. */
  movements(schoolId: string, pupilId: string, page: PageRequest): Promise<Page<MovementRow>> {
    return keysetPage<MovementRow>(this.db,
      `SELECT m.id, m.kind, m.on_date AS "on", f.name AS "fromClass", t.name AS "toClass", m.order_number AS "orderNumber", m.note, m.recorded_at AS "recordedAt",
         c.reason AS "cancelReason", c.cancelled_at AS "cancelledAt",
         -(m.on_date - date '2000-01-01') AS "order"
       FROM schools.movements m LEFT JOIN schools.classes f ON f.id = m.from_class_id LEFT JOIN schools.classes t ON t.id = m.to_class_id
         LEFT JOIN schools.movement_cancellations c ON c.school_id = m.school_id AND c.movement_id = m.id
       WHERE m.school_id = $1 AND m.pupil_id = $2`,
      [schoolId, pupilId],
      [{ sql: "-(m.on_date - date '2000-01-01')", type: 'int', of: (m) => m.order }, { sql: 'm.id', type: 'uuid', of: (m) => m.id }], page);
  }
}
