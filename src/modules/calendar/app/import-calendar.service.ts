import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { CalendarYearReplaced } from '../calendar.events.js';
import type { SheetError, SheetYear } from '../domain/calendar-sheet.js';
import { type DayDifference, differences } from '../domain/year-difference.js';
import { CalendarRepository, type LoadedYear } from '../persistence/calendar.repository.js';
import { readCalendarCsv } from './calendar-csv.js';

export interface ImportOrder {
  readonly mode: 'preview' | 'commit';
  /** Loaded years that may be replaced by the file's. */
  readonly replace: readonly number[];
  /** Take the good rows though others are wrong. */
  readonly partial: boolean;
}

export interface ImportedYear {
  readonly year: number;
  readonly line: number;
  readonly workingDays: number;
  readonly status: 'new' | 'same' | 'different';
  /** What a commit with this order does, or did. */
  readonly action: 'create' | 'replace' | 'keep';
  readonly differences: readonly DayDifference[];
}

export interface ImportResult {
  readonly written: boolean;
  readonly rows: number;
  readonly years: readonly ImportedYear[];
  readonly errors: readonly SheetError[];
}

/**
 * Loads years from a file. A year loaded before is replaced only when it is named: files published before the decree
 * would put a wrong year in the place of the right one.
 */
@Injectable()
export class ImportCalendarService {
  constructor(
    private readonly repository: CalendarRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for a file that is no calendar, or a year to replace that is not in it */
  @Transactional()
  async import(actor: Actor, file: Uint8Array, order: ImportOrder): Promise<ImportResult> {
    const sheet = readCalendarCsv(file);
    const missing = order.replace.filter((year) => !sheet.years.some((y) => y.year === year));
    InvalidInput.throwIfAny(missing.map((year) => ({ pointer: '/replace', code: 'calendar_import.year_not_in_file', params: { year } })));

    if (order.mode === 'commit') await this.repository.lock(); // what is compared here is what is replaced below
    const loaded = new Map((await this.loaded(sheet.years)).map((y) => [y.year, y]));
    const years = sheet.years.map((year) => compare(year, loaded.get(year.year), order.replace));
    const written = order.mode === 'commit' && (order.partial || sheet.errors.length === 0);
    if (written) await this.write(actor, sheet.years, years);
    return { written, rows: sheet.years.length + new Set(sheet.errors.map((e) => e.line)).size, years, errors: sheet.errors };
  }

  private loaded(years: readonly SheetYear[]): Promise<LoadedYear[]> {
    const numbers = years.map((y) => y.year);
    return numbers.length === 0 ? Promise.resolve([]) : this.repository.years(Math.min(...numbers), Math.max(...numbers));
  }

  private async write(actor: Actor, sheet: readonly SheetYear[], years: readonly ImportedYear[]): Promise<void> {
    const how = { source: 'import', at: this.clock.now(), by: actor.personId };
    for (const { year, action, differences: changed } of years) {
      if (action === 'keep') continue;
      await this.repository.replaceYear(year, sheet.find((y) => y.year === year)!.special, how);
      await this.outbox.publish(CalendarYearReplaced, { year, regionCode: null });
      await this.audit.record(actor, {
        operation: `calendar.${action}_year`, objectType: 'calendar.year', outcome: 'success',
        details: { year, changedDays: changed.map((d) => d.date) },
      });
    }
  }
}

function compare(sheet: SheetYear, loaded: LoadedYear | undefined, replace: readonly number[]): ImportedYear {
  const { year, line, workingDays } = sheet;
  if (loaded === undefined) return { year, line, workingDays, status: 'new', action: 'create', differences: [] };
  const changed = differences(year, loaded.days, sheet.special);
  if (changed.length === 0) return { year, line, workingDays, status: 'same', action: 'keep', differences: [] };
  return { year, line, workingDays, status: 'different', action: replace.includes(year) ? 'replace' : 'keep', differences: changed };
}
