import { Injectable } from '@nestjs/common';
import { byGeneralRule } from '../domain/general-rule.js';
import { WorkingCalendar } from '../domain/working-calendar.js';
import { WorkingYear } from '../domain/working-year.js';
import { CalendarRepository } from '../persistence/calendar.repository.js';

/**
 * Computed years by region, in this process. The caller names the calendar's version, read afresh with each question;
 * a replacement made by any process has another version, so nothing stale is answered.
 */
@Injectable()
export class CalendarCache {
  private version = '';
  private years = new Map<string, WorkingYear>();

  constructor(private readonly repository: CalendarRepository) {}

  /** A calendar that can answer for the years of the range. */
  async calendar(version: string, regionCode: string, first: number, last: number): Promise<WorkingCalendar> {
    if (version !== this.version) {
      this.version = version;
      this.years = new Map();
    }
    const years = this.years; // stays ours when another version begins while we wait
    const key = (year: number): string => `${regionCode}-${year}`;
    for (let year = first; year <= last; year++) {
      if (!years.has(key(year))) {
        for (const computed of await this.compute(regionCode, first, last)) years.set(key(computed.year), computed);
        break;
      }
    }
    return new WorkingCalendar((year) => {
      const computed = years.get(key(year));
      if (computed === undefined) throw new RangeError(`Year ${year} is outside the range asked for, ${first} to ${last}`);
      return computed;
    });
  }

  private async compute(regionCode: string, first: number, last: number): Promise<WorkingYear[]> {
    const loaded = new Map((await this.repository.years(first, last)).map((y) => [y.year, y]));
    const regional = await this.repository.regionalDays(regionCode, first, last);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i).map((year) => {
      const holidays = regional.map((d) => d.date).filter((date) => date.startsWith(`${year}-`));
      const data = loaded.get(year);
      return WorkingYear.of(year, data?.days ?? byGeneralRule(year), holidays, data === undefined);
    });
  }
}
