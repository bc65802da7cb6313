import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { InvalidInput, notFound } from '../../../shared/domain-error.js';
import { FamilyFacade } from '../../family/index.js';
import { daysIn, yearParts } from '../../../shared/period.js';
import { SCHOOL_STAFF } from '../../../shared/roles.js';
import type { ScheduleRow } from '../schedule.contracts.js';
import { ScheduleRepository, type ScheduleOf } from '../persistence/schedule.repository.js';

/** What is asked for: exactly one of them. */
export type Asked = { readonly [of in ScheduleOf]?: string };

/** A month with the weeks around it, twice. */
const LONGEST_DAYS = 62;

/** Lessons of a class, pupil, teacher or room for a day, a week, a month (SH-2). */
@Injectable()
export class ScheduleQuery {
  constructor(private readonly schedule: ScheduleRepository, private readonly families: FamilyFacade, private readonly clock: Clock) {}

  /**
   * One round trip; two when the period crosses 1 August.
   * @throws InvalidInput for a wrong question; DomainError not found, when the actor may not see it; `family.profile_incomplete`
   */
  async run(actor: Actor, asked: Asked, from: string, to: string): Promise<ScheduleRow[]> {
    const [choice, ...more] = (Object.entries(asked) as [ScheduleOf, string | undefined][]).filter(([, id]) => id !== undefined);
    const days = daysIn(from, to);
    if (choice === undefined || more.length > 0) throw new InvalidInput([{ parameter: (more[0] ?? choice ?? ['class'])[0], code: 'schedule.one_subject' }]);
    if (days < 1) throw new InvalidInput([{ parameter: 'to', code: 'schedule.dates_reversed' }]);
    if (days > LONGEST_DAYS) throw new InvalidInput([{ parameter: 'to', code: 'schedule.period_too_long', params: { limit: LONGEST_DAYS } }]);

    const isStaff = actor.role !== null && SCHOOL_STAFF.includes(actor.role);
    const forFamily = actor.role === 'guardian' || actor.role === 'pupil' || actor.role === 'guest';
    if (!isStaff && !forFamily) throw notFound();
    const now = this.clock.now();
    const rows: ScheduleRow[] = [];
    for (const part of yearParts(from, to)) {
      rows.push(...(await this.schedule.lessons(choice[0], choice[1]!, actor.personId, isStaff ? actor.schoolId : null, part, now)));
    }
    if (rows.length === 0) {
      if (forFamily && await this.mended(actor, choice)) return this.run(actor, asked, from, to);
      throw notFound();
    }
    return rows.filter((row, i) => row.id !== null && row.id !== rows[i - 1]?.id);
  }

  /** @throws DomainError `family.profile_incomplete`, when it is for that that a family sees nothing (FA-6) */
  private async mended(actor: Actor, [of, id]: readonly [ScheduleOf, string | undefined]): Promise<boolean> {
    if (of === 'pupil') return this.families.mendOrRefuse(actor, id!);
    return of === 'class' && this.families.mendOrRefuseIn(actor, id!);
  }
}
