import { describe, expect, it } from '@jest/globals';
import { readSheet, type SheetLine } from './calendar-sheet.js';
import { differences } from './year-difference.js';

/** 2025 by the decree, in the form of the open-data file. */
const YEAR_2025 = [
  '2025', '1,2,3,4,5,6,7,8,11,12,18,19,25,26', '1,2,8,9,15,16,22,23', '1,2,7*,8,9,15,16,22,23,29,30', '5,6,12,13,19,20,26,27,30*',
  '1,2+,3,4,8+,9,10,11,17,18,24,25,31', '1,7,8,11*,12,13+,14,15,21,22,28,29', '5,6,12,13,19,20,26,27', '2,3,9,10,16,17,23,24,30,31',
  '6,7,13,14,20,21,27,28', '4,5,11,12,18,19,25,26', '1*,2,3+,4,8,9,15,16,22,23,29,30', '6,7,13,14,20,21,27,28,31+', '247', '118', '1972',
];

function sheet(...rows: string[][]): SheetLine[] {
  return rows.map((cells, i) => ({ line: i + 2, cells }));
}

function changed(index: number, value: string): string[] {
  return YEAR_2025.map((cell, i) => (i === index ? value : cell));
}

describe('the open-data form of the calendar', () => {
  it('reads a year: free weekdays, a working Saturday, shortened days', () => {
    const { years: [year], errors } = readSheet(sheet(YEAR_2025));
    expect(errors).toEqual([]);
    expect(year).toMatchObject({ line: 2, year: 2025, workingDays: 247 });
    expect(year!.special).toContainEqual({ date: '2025-11-01', working: true, shortened: true });
    expect(year!.special).toContainEqual({ date: '2025-12-31', working: false, shortened: false });
    expect(year!.special).toContainEqual({ date: '2025-04-30', working: true, shortened: true });
    expect(year!.special.some((d) => d.date === '2025-01-11')).toBe(false);
  });

  it.each([
    ['no year', 0, 'Итого', { column: 1, code: 'calendar_import.year' }],
    ['31 April', 4, '5,6,31', { column: 5, code: 'calendar_import.day', params: { value: '31', daysInMonth: 30 } }],
    ['an empty month', 7, '', { column: 8, code: 'calendar_import.day' }],
    ['words for days', 2, '1, второе', { column: 3, code: 'calendar_import.day' }],
    ['a day named twice', 1, '1,1*', { column: 2, code: 'calendar_import.day_twice', params: { day: 1 } }],
    ['a total that the days do not give', 13, '249', { column: 14, code: 'calendar_import.total', params: { said: '249', counted: 247 } }],
  ])('refuses %s by line and column', (_, index, value, error) => {
    const { years, errors } = readSheet(sheet(YEAR_2025, changed(index, value).with(index === 0 ? 1 : 0, index === 0 ? '1' : '2023')));
    expect(years.map((y) => y.year)).toEqual([2025]);
    expect(errors.at(0)).toMatchObject({ line: 3, ...error });
  });

  it('names all wrong months of a line, and a year given twice', () => {
    expect(readSheet(sheet(changed(1, 'x').with(2, 'y'))).errors).toHaveLength(2);
    expect(readSheet(sheet(YEAR_2025, YEAR_2025)).errors).toEqual([
      { line: 3, column: 1, code: 'calendar_import.year_twice', params: { year: 2025, line: 2 } },
    ]);
  });

  it('tells day by day what would change', () => {
    const [right] = readSheet(sheet(YEAR_2025)).years;
    // As published before the decree: no days moved in May and December, an ordinary Saturday on 1 November.
    const early = changed(5, '1,3,4,8*,9,10,11,17,18,24,25,31').with(11, '1,2,3*,4,8,9,15,16,22,23,29,30').with(12, '6,7,13,14,20,21,27,28').with(13, '').with(14, '');
    const [published] = readSheet(sheet(early)).years;
    expect(differences(2025, right!.special, published!.special)).toEqual([
      { date: '2025-05-02', loaded: 'free', imported: 'working' },
      { date: '2025-05-08', loaded: 'free', imported: 'shortened' },
      { date: '2025-11-01', loaded: 'shortened', imported: 'free' },
      { date: '2025-11-03', loaded: 'free', imported: 'shortened' },
      { date: '2025-12-31', loaded: 'free', imported: 'working' },
    ]);
    expect(differences(2025, right!.special, right!.special)).toEqual([]);
  });
});
