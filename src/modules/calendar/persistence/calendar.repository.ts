import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { SpecialDay } from '../domain/working-year.js';

/** Where a school is, for its working days, and which state of the calendar is valid now. */
export interface Place {
  readonly zone: string;
  readonly regionCode: string;
  readonly version: string;
}

export interface LoadedYear {
  readonly year: number;
  readonly source: string;
  readonly loadedAt: Date;
  readonly version: number;
  readonly days: readonly SpecialDay[];
}

export interface RegionalDay {
  readonly regionCode: string;
  readonly date: string;
}

@Injectable()
export class CalendarRepository {
  constructor(private readonly db: Db) {}

  /** The school's zone and region with the calendar's version, in one statement; null when there is no such school. */
  place(schoolId: string): Promise<Place | null> {
    return this.db.one<Place>(
      `SELECT s.zone, s.region_code AS "regionCode", c.version
       FROM schools.v_school s CROSS JOIN calendar.state c WHERE s.id = $1`,
      [schoolId],
    );
  }

  /** Which state of the calendar is valid now. */
  async version(): Promise<string> {
    return (await this.db.one<{ version: string }>('SELECT version FROM calendar.state'))!.version;
  }

  /** The loaded years of a range; years not loaded are absent. */
  async years(first: number, last: number): Promise<LoadedYear[]> {
    return this.db.query<LoadedYear & { days: SpecialDay[] }>(
      `SELECT y.year, y.source, y.loaded_at AS "loadedAt", y.version,
              coalesce((SELECT jsonb_agg(jsonb_build_object('date', d.date, 'working', d.working, 'shortened', d.shortened) ORDER BY d.date)
                        FROM calendar.day d WHERE d.year = y.year), '[]') AS days
       FROM calendar.year y WHERE y.year BETWEEN $1 AND $2 ORDER BY y.year`,
      [first, last],
    );
  }

  /** Regional holidays of a range of years, of one region or of all (null), by region and date. */
  regionalDays(regionCode: string | null, first: number, last: number): Promise<RegionalDay[]> {
    return this.db.query<RegionalDay>(
      `SELECT region_code AS "regionCode", date FROM calendar.regional_day
       WHERE ($1::text IS NULL OR region_code = $1) AND year BETWEEN $2 AND $3 ORDER BY region_code, date`,
      [regionCode, first, last],
    );
  }

  /** Takes the calendar's lock for a replacement: the next one waits for this transaction. */
  async lock(): Promise<void> {
    await this.db.query('SELECT version FROM calendar.state FOR UPDATE');
  }

  /** Replaces or adds a year; takes effect in all processes with the commit. */
  async replaceYear(year: number, days: readonly SpecialDay[], how: { source: string; at: Date; by: string | null }): Promise<void> {
    await this.db.query(
      `INSERT INTO calendar.year (year, source, loaded_at, loaded_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (year) DO UPDATE SET source = $2, loaded_at = $3, loaded_by = $4, version = calendar.year.version + 1`,
      [year, how.source, how.at, how.by],
    );
    await this.db.query('DELETE FROM calendar.day WHERE year = $1', [year]);
    await this.db.query(
      `INSERT INTO calendar.day (year, date, working, shortened)
       SELECT $1, date, working, shortened FROM jsonb_to_recordset($2::jsonb) AS d(date date, working boolean, shortened boolean)`,
      [year, JSON.stringify(days)],
    );
    await this.newVersion();
  }

  async replaceRegionalDays(regionCode: string, year: number, dates: readonly string[]): Promise<void> {
    await this.db.query('DELETE FROM calendar.regional_day WHERE region_code = $1 AND year = $2', [regionCode, year]);
    await this.db.query(
      'INSERT INTO calendar.regional_day (region_code, year, date) SELECT $1, $2, d FROM unnest($3::date[]) d',
      [regionCode, year, dates],
    );
    await this.newVersion();
  }

  // Random rather than counted: what a process read inside a transaction rolled back later must not look like the next state.
  private async newVersion(): Promise<void> {
    await this.db.query('UPDATE calendar.state SET version = $1', [newId()]);
  }
}
