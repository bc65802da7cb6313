import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOfDayNumber, dayNumber, yearOf, type CalendarDate } from './calendar-date.js';
import { byGeneralRule, FEDERAL_HOLIDAYS, isFederalHoliday } from './general-rule.js';
import { WorkingCalendar } from './working-calendar.js';
import { WorkingYear, type SpecialDay } from './working-year.js';

/** Days moved by the decrees, as the domain rules name them. */
const DECREES: Record<number, { working: string[]; free: string[] }> = {
  2024: { working: ['04-27', '11-02', '12-28'], free: ['04-29', '04-30', '05-10', '12-30', '12-31'] },
  2025: { working: ['11-01'], free: ['05-02', '05-08', '06-13', '11-03', '12-31'] },
  2026: { working: [], free: ['01-09', '03-09', '05-11', '12-31'] },
};

function specialDays(year: number): SpecialDay[] {
  const decree = DECREES[year]!;
  return [
    ...[...FEDERAL_HOLIDAYS, ...decree.free].map((md) => ({ date: `${year}-${md}`, working: false, shortened: false })),
    ...decree.working.map((md) => ({ date: `${year}-${md}`, working: true, shortened: false })),
  ];
}

function yearFor(year: number, regional: readonly CalendarDate[] = []): WorkingYear {
  const holidays = regional.filter((d) => yearOf(d) === year);
  return DECREES[year] === undefined
    ? WorkingYear.of(year, byGeneralRule(year), holidays, true)
    : WorkingYear.of(year, specialDays(year), holidays);
}

const calendar = new WorkingCalendar((year) => yearFor(year));

/** The rule read literally, a day at a time. */
function naiveWorking(date: CalendarDate, regional: readonly string[] = []): boolean {
  const decree = DECREES[yearOf(date)]!;
  if (regional.includes(date)) return false;
  if (decree.working.includes(date.slice(5))) return true;
  if (decree.free.includes(date.slice(5)) || isFederalHoliday(date)) return false;
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

function naiveAdd(from: CalendarDate, days: number, regional: readonly string[] = []): CalendarDate {
  let date = from;
  for (let counted = 0; counted < Math.abs(days);) {
    date = dateOfDayNumber(dayNumber(date) + Math.sign(days));
    if (naiveWorking(date, regional)) counted++;
  }
  return date;
}

const someDate = fc.integer({ min: dayNumber('2024-04-15'), max: dayNumber('2026-09-15') }).map(dateOfDayNumber);

describe('working calendar', () => {
  it.each([
    ['2024-04-26', '2024-05-07', '2024-05-16'],
    ['2025-10-31', '2025-11-10', '2025-11-17'],
    ['2025-12-26', '2026-01-14', '2026-01-21'],
    ['2026-01-05', '2026-01-16', '2026-01-23'],
    ['2026-03-06', '2026-03-16', '2026-03-23'],
    ['2026-04-30', '2026-05-08', '2026-05-18'],
    ['2026-06-11', '2026-06-19', '2026-06-26'],
    ['2026-11-03', '2026-11-11', '2026-11-18'],
  ])('submitted on %s: due in 5 on %s, in 10 on %s', (from, five, ten) => {
    expect(calendar.add(from, 5)).toEqual({ date: five, provisional: false });
    expect(calendar.add(from, 10)).toEqual({ date: ten, provisional: false });
  });

  it.each([[2024, 248], [2025, 247], [2026, 247]])('%i has %i working days', (year, count) => {
    expect(yearFor(year).workingDays).toBe(count);
  });

  it('walks as the rule reads, forward and back, with regional holidays', () => {
    const regional = fc.uniqueArray(someDate, { maxLength: 6 });
    fc.assert(fc.property(someDate, fc.integer({ min: -40, max: 40 }), regional, (from, days, holidays) => {
      const local = new WorkingCalendar((year) => yearFor(year, holidays));
      expect(local.add(from, days).date).toBe(naiveAdd(from, days, holidays));
    }));
  });

  it('counting and adding undo each other', () => {
    fc.assert(fc.property(someDate, fc.integer({ min: 1, max: 40 }), (from, days) => {
      const due = calendar.add(from, days).date;
      expect(calendar.between(from, due)).toBe(days);
      expect(calendar.isWorkingDay(due).working).toBe(true);
      expect(calendar.add(due, 1).date).toBe(calendar.add(from, days + 1).date);
    }));
  });

  it('a later event is never due earlier', () => {
    fc.assert(fc.property(someDate, someDate, fc.integer({ min: 1, max: 20 }), (a, b, days) => {
      const [first, second] = a < b ? [a, b] : [b, a];
      expect(calendar.add(first, days).date <= calendar.add(second, days).date).toBe(true);
    }));
  });

  it('a holiday of the region takes a day from the term', () => {
    const local = new WorkingCalendar((year) => yearFor(year, ['2026-06-17']));
    expect(local.add('2026-06-11', 5).date).toBe('2026-06-22');
    expect(local.isWorkingDay('2026-06-17').working).toBe(false);
  });

  it('is provisional only when a year not loaded is touched', () => {
    expect(calendar.add('2026-12-25', 3)).toEqual({ date: '2026-12-30', provisional: false });
    expect(calendar.add('2026-12-25', 4)).toEqual({ date: '2027-01-11', provisional: true });
    expect(calendar.add('2023-12-31', 1)).toEqual({ date: '2024-01-09', provisional: false });
    expect(calendar.add('2023-12-28', 2).provisional).toBe(true);
    expect(calendar.add('2024-01-01', -1).provisional).toBe(true);
  });
});

describe('the general rule', () => {
  it('moves a holiday on a weekend to the next working day, save 1-8 January', () => {
    // 2027: 23 Feb Tuesday, 8 March Monday, 1 May Saturday, 9 May Sunday, 12 June Saturday, 4 Nov Thursday
    const free = byGeneralRule(2027).map((d) => d.date);
    expect(free).toEqual([
      '2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08',
      '2027-02-23', '2027-03-08', '2027-05-03', '2027-05-10', '2027-06-14', '2027-11-04',
    ]);
  });

  it('frees as many weekdays as there are holidays, less those of January that fall on a weekend', () => {
    fc.assert(fc.property(fc.integer({ min: 2024, max: 2100 }), (year) => {
      const lost = FEDERAL_HOLIDAYS.filter((md) => md.startsWith('01-') && [0, 6].includes(new Date(`${year}-${md}T12:00:00Z`).getUTCDay()));
      expect(byGeneralRule(year)).toHaveLength(FEDERAL_HOLIDAYS.length - lost.length);
    }));
  });
});
