import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { CalendarYearReplaced } from '../calendar.events.js';
import { yearOf, type CalendarDate } from '../domain/calendar-date.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';

/** Holidays of a region, by its own law, on top of the federal calendar. */
@Injectable()
export class RegionalHolidaysService {
  constructor(private readonly repository: CalendarRepository, private readonly outbox: Outbox, private readonly audit: AuditFacade) {}

  /** Sets all of a region's holidays of a year. @throws InvalidInput for a day of another year */
  @Transactional()
  async replace(actor: Actor, regionCode: string, year: number, dates: readonly CalendarDate[]): Promise<void> {
    InvalidInput.throwIfAny(dates.flatMap((date, i) => (
      yearOf(date) === year ? [] : [{ pointer: `/dates/${i}`, code: 'calendar.day_of_other_year', params: { year } }])));
    await this.repository.lock();
    await this.repository.replaceRegionalDays(regionCode, year, [...new Set(dates)]);
    await this.outbox.publish(CalendarYearReplaced, { year, regionCode });
    await this.audit.record(actor, {
      operation: 'calendar.replace_regional_holidays', objectType: 'calendar.year', outcome: 'success', details: { year, regionCode, dates },
    });
  }
}
