import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { SchoolsFacade } from '../../schools/index.js';
import { schoolYearAt } from '../domain/school-year.js';
import { type GroupAttendance, type GroupMarks, PupilGroupFiguresRepository } from '../persistence/pupil-group-figures.repository.js';
import { FEWEST_PUPILS } from './mark-statistics.query.js';

export type { GroupAttendance, GroupMarks };

export interface PupilGroupStatistics {
  readonly schoolYear: number;
  /** Null: of fewer than ten pupils. */
  readonly marks: GroupMarks | null;
  readonly attendance: GroupAttendance | null;
}

/** Marks and attendance of a group of pupils across schools, as a whole and only when nobody can be told from it (SC-11). */
@Injectable()
export class PupilGroupStatisticsQuery {
  constructor(private readonly schools: SchoolsFacade, private readonly figures: PupilGroupFiguresRepository, private readonly clock: Clock) {}

  /** @throws DomainError not found for a group the actor does not oversee */
  async run(actor: Actor, groupId: string, asked: number | undefined): Promise<PupilGroupStatistics> {
    await this.schools.requireOverseenPupilGroup(actor, groupId);
    const now = this.clock.now();
    const schoolYear = asked ?? schoolYearAt(now);
    const [marks, attendance] = [await this.figures.marks(groupId, schoolYear, now), await this.figures.attendance(groupId, schoolYear, now)];
    return { schoolYear, marks: marks.pupils < FEWEST_PUPILS ? null : marks, attendance: attendance.pupils < FEWEST_PUPILS ? null : attendance };
  }
}
