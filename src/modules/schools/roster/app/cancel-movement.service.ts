import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { undoMovement } from '../domain/undo-movement.js';
import { ClassRepository } from '../persistence/class.repository.js';
import { type Membership, MembershipRepository } from '../persistence/membership.repository.js';
import { PupilRecords } from './pupil-records.js';

/**
 * A movement recorded by mistake: the wrong child, class or day (SC-8). It stays on record as cancelled, and who is in which class
 * on a day is as if it had not been; teaching groups follow. Only the last one, and while nothing is written on the pupil in the class
 * it led to: what came after rests on it.
 */
@Injectable()
export class CancelMovement {
  constructor(
    private readonly classes: ClassRepository, private readonly memberships: MembershipRepository, private readonly records: PupilRecords,
    private readonly audit: AuditFacade, private readonly clock: Clock,
  ) {}

  /** @throws DomainError `schools.movement_cancelled`, `schools.movement_not_last`, `schools.movement_overtaken`, `schools.movement_has_records`; not found */
  @Transactional()
  async run(actor: Actor, schoolId: string, pupilId: string, movementId: string, reason: string): Promise<void> {
    if (!(await this.memberships.lock(schoolId, pupilId))) throw notFound();
    const recorded = await this.memberships.recorded(schoolId, pupilId);
    const movement = recorded.find(({ id }) => id === movementId);
    if (movement === undefined) throw notFound();
    if (movement.cancelled) throw new DomainError('schools.movement_cancelled');
    const last = recorded.find(({ cancelled }) => !cancelled)!;
    if (last !== movement) throw new DomainError('schools.movement_not_last', { date: last.on });
    const undoing = undoMovement(movement, await this.memberships.of(schoolId, pupilId));
    if (undoing === null) throw new DomainError('schools.movement_overtaken');
    const { remove, reopen, restoreIn } = undoing;
    if (remove !== null) await this.memberships.remove(schoolId, pupilId, remove);
    if (reopen !== null) await this.memberships.reopen(schoolId, pupilId, reopen);
    if (restoreIn !== null) await this.restore(schoolId, pupilId, restoreIn, movement.on);
    if (remove !== null) await this.requireNothingWritten(schoolId, pupilId, remove);
    await this.memberships.cancel(schoolId, movementId, { reason, by: actor.personId, at: this.clock.now() });
    await this.audit.record(actor, {
      operation: 'schools.cancel_movement', objectType: 'pupil', objectId: pupilId, subjectId: pupilId, schoolId, outcome: 'success', details: { movementId },
    });
  }

  /** Asked when the groups follow already: what is written in one that both classes share stays where it was. */
  private async requireNothingWritten(schoolId: string, pupilId: string, { classId, schoolYear, validFrom }: Membership): Promise<void> {
    if (!(await this.records.any({ schoolId, schoolYear, classId, pupilId, from: validFrom }))) return;
    throw new DomainError('schools.movement_has_records', { className: (await this.classes.byId(schoolId, classId))!.name });
  }

  private async restore(schoolId: string, pupilId: string, classId: string, on: string): Promise<void> {
    const { schoolYear } = (await this.classes.byId(schoolId, classId))!;
    if (schoolYearOn(on) !== schoolYear) throw new DomainError('schools.movement_overtaken');
    await this.memberships.open(schoolId, schoolYear, classId, pupilId, on);
  }
}
