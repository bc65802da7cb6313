import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { ClassRepository } from '../persistence/class.repository.js';
import { MembershipRepository, type Membership } from '../persistence/membership.repository.js';
import type { ClassRow } from '../roster.model.js';

export interface Move {
  readonly schoolId: string;
  readonly pupilId: string;
  readonly kind: 'enrolled' | 'transferred' | 'promoted' | 'expelled' | 'graduated';
  /** First day in the new class, or first day in none. */
  readonly on: string;
  /** Null for `expelled` and `graduated`. */
  readonly toClassId: string | null;
  readonly orderNumber?: string | null;
  readonly note?: string | null;
}

/** Enrolment, transfer, promotion, leaving: what happened is kept, and who is in which class follows from it (SC-8). */
@Injectable()
export class MovePupil {
  constructor(private readonly classes: ClassRepository, private readonly memberships: MembershipRepository, private readonly today: Today, private readonly audit: AuditFacade, private readonly clock: Clock) {}

  /** @throws DomainError for a move that does not follow from where the pupil is; not found for a pupil of another school */
  @Transactional()
  async run(actor: Actor | null, move: Move): Promise<{ movementId: string }> {
    if (!(await this.memberships.lock(move.schoolId, move.pupilId))) throw notFound();
    const target = await this.target(move);
    const current = await this.current(move, target);
    if (current !== null) await this.memberships.close(move.schoolId, move.pupilId, current, move.on);
    if (target !== null) await this.memberships.open(move.schoolId, target.schoolYear, target.id, move.pupilId, move.on);
    const movementId = newId();
    await this.memberships.record(move.schoolId, {
      id: movementId, pupilId: move.pupilId, kind: move.kind, on: move.on, fromClassId: current?.classId ?? null, toClassId: target?.id ?? null,
      orderNumber: move.orderNumber ?? null, note: move.note ?? null, by: actor?.personId ?? null, at: this.clock.now(),
    });
    await this.audit.record(actor, {
      operation: `schools.pupil_${move.kind}`, objectType: 'pupil', objectId: move.pupilId, subjectId: move.pupilId, schoolId: move.schoolId, outcome: 'success', details: { movementId },
    });
    return { movementId };
  }

  /**
   * Takes back enrolments of a pupil who has not begun to study here: every one is still to come. Somebody who has begun, or once
   * did, is let go as any other.
   * @param note of the movements; null: nothing is taken back
   * @returns whether they are in a class of the school now or will be
   */
  @Transactional()
  async cancelBeforeStart(actor: Actor, schoolId: string, pupilId: string, note: string | null): Promise<boolean> {
    if (!(await this.memberships.lock(schoolId, pupilId))) throw notFound();
    const today = await this.today.in(schoolId);
    const classes = await this.memberships.of(schoolId, pupilId);
    if (note === null || classes.some(({ validFrom }) => validFrom <= today)) return classes.some(({ validUntil }) => validUntil === null || validUntil > today);
    for (const { validFrom } of classes) await this.run(actor, { schoolId, pupilId, kind: 'expelled', on: validFrom, toClassId: null, note });
    return false;
  }

  private async target(move: Move): Promise<ClassRow | null> {
    if (move.kind === 'expelled' || move.kind === 'graduated') return null;
    const target = move.toClassId === null ? null : await this.classes.byId(move.schoolId, move.toClassId);
    if (target === null) throw new InvalidInput([{ pointer: '/classId', code: 'schools.class_unknown' }]);
    if (schoolYearOn(move.on) !== target.schoolYear) {
      const params = { date: move.on, schoolYear: target.schoolYear, nextYear: target.schoolYear + 1 };
      throw new InvalidInput([{ pointer: '/on', code: 'schools.date_outside_year', params }]);
    }
    return target;
  }

  /** The membership that ends by this move; null when there is none to end. */
  private async current(move: Move, target: ClassRow | null): Promise<Membership | null> {
    const [latest] = await this.memberships.of(move.schoolId, move.pupilId);
    if (latest !== undefined && latest.validFrom > move.on) throw new DomainError('schools.later_movement', { date: latest.validFrom });
    const open = latest !== undefined && (latest.validUntil === null || latest.validUntil > move.on);
    if (move.kind === 'enrolled') {
      if (open) throw new DomainError('schools.already_in_class', { className: (await this.classes.byId(move.schoolId, latest.classId))?.name });
      return null;
    }
    if (open) return latest;
    // The class of the year before was closed with its year.
    if (move.kind === 'promoted' && latest !== undefined && latest.schoolYear < target!.schoolYear) return null;
    throw new DomainError('schools.not_in_class');
  }
}
