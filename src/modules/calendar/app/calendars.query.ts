import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared/domain-error.js';
import { WorkingYear } from '../domain/working-year.js';
import { CalendarRepository, type LoadedYear, type RegionalDay } from '../persistence/calendar.repository.js';

export interface YearView extends LoadedYear {
  readonly workingDays: number;
  readonly regional: readonly RegionalDay[];
}

/** What is loaded. */
@Injectable()
export class CalendarsQuery {
  constructor(private readonly repository: CalendarRepository) {}

  /** @throws DomainError calendar.year_not_loaded */
  async year(year: number): Promise<YearView> {
    const loaded = (await this.repository.years(year, year))[0];
    if (loaded === undefined) throw new DomainError('calendar.year_not_loaded', { year });
    const regional = await this.repository.regionalDays(null, year, year);
    return { ...loaded, regional, workingDays: WorkingYear.of(year, loaded.days).workingDays };
  }
}
