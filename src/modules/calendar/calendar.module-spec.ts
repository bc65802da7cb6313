import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { makeActor } from '../../../test/factories/actor.js';
import { makeSchool, type MadeSchool } from '../../../test/factories/schools.js';
import { startTestModule, type TestModule } from '../../../test/support/index.js';
import { CalendarCache } from './app/calendar-cache.js';
import { CalendarsQuery } from './app/calendars.query.js';
import { ImportCalendarService, type ImportOrder, type ImportResult } from './app/import-calendar.service.js';
import { RegionalHolidaysService } from './app/regional-holidays.service.js';
import { CalendarFacade } from './calendar.facade.js';
import { CalendarModule } from './index.js';
import { CalendarRepository } from './persistence/calendar.repository.js';

/** 2025 as published before the decree, and a row whose total does not fit its days. */
const HEAD = 'Год,Январь,Февраль,Март,Апрель,Май,Июнь,Июль,Август,Сентябрь,Октябрь,Ноябрь,Декабрь,Всего рабочих дней,Всего праздничных и выходных дней';
const EARLY_2025 = '2025,"1,2,3,4,5,6,7,8,11,12,18,19,25,26","1,2,8,9,15,16,22,23,24+","1,2,7*,8,9,10+,15,16,22,23,29,30","5,6,12,13,19,20,26,27,30*",'
  + '"1,3,4,8*,9,10,11,17,18,24,25,31","1,7,8,11*,12,14,15,21,22,28,29","5,6,12,13,19,20,26,27","2,3,9,10,16,17,23,24,30,31","6,7,13,14,20,21,27,28",'
  + '"4,5,11,12,18,19,25,26","1,2,3*,4,8,9,15,16,22,23,29,30","6,7,13,14,20,21,27,28,31*",249,116';

function year2031(total = 248): string {
  const months = Array.from({ length: 12 }, (_, month) => {
    const days = Array.from({ length: new Date(Date.UTC(2031, month + 1, 0)).getUTCDate() }, (_, d) => d + 1);
    return `"${days.filter((d) => [0, 6].includes(new Date(Date.UTC(2031, month, d)).getUTCDay())).join(',')}"`;
  });
  return `2031,${months.join(',')},${total},`;
}

describe('calendar', () => {
  let module: TestModule;
  let facade: CalendarFacade;
  let school: MadeSchool;
  const admin = makeActor({ role: 'system_admin' });
  const load = (text: string, order: Partial<ImportOrder> = {}): Promise<ImportResult> =>
    module.get(ImportCalendarService).import(admin, Buffer.from(text), { mode: 'commit', replace: [], partial: false, ...order });

  beforeAll(async () => {
    module = await startTestModule(CalendarModule);
    facade = module.get(CalendarFacade);
    school = await makeSchool(module.db, { zone: 'Europe/Kaliningrad' });
  });
  afterAll(() => module.stop());
  afterEach(async () => {
    await module.db.query('DELETE FROM calendar.year WHERE year > 2026; DELETE FROM calendar.regional_day');
    await module.db.query('UPDATE calendar.state SET version = uuidv7()');
  });

  it.each([
    ['2024-04-26', '2024-05-07', '2024-05-16'],
    ['2025-10-31', '2025-11-10', '2025-11-17'],
    ['2025-12-26', '2026-01-14', '2026-01-21'],
    ['2026-01-05', '2026-01-16', '2026-01-23'],
    ['2026-03-06', '2026-03-16', '2026-03-23'],
    ['2026-04-30', '2026-05-08', '2026-05-18'],
    ['2026-06-11', '2026-06-19', '2026-06-26'],
    ['2026-11-03', '2026-11-11', '2026-11-18'],
  ])('built in: %s is due in 5 on %s and in 10 on %s', async (from, five, ten) => {
    expect(await facade.addWorkingDays(school.id, from, 5)).toMatchObject({ date: five, provisional: false });
    expect(await facade.addWorkingDays(school.id, from, 10)).toMatchObject({ date: ten, provisional: false });
  });

  it.each([[2024, 248], [2025, 247], [2026, 247]])('built in: %i has %i working days', async (year, days) => {
    expect((await module.get(CalendarsQuery).year(year)).workingDays).toBe(days);
  });

  it('the zone of the school decides the day, and its 24:00 is the end', async () => {
    const kamchatka = await makeSchool(module.db, { zone: 'Asia/Kamchatka' });
    const instant = new Date('2026-11-03T12:01:00Z'); // 00:01 of the 4th there, a holiday; 14:01 of the 3rd in Kaliningrad
    expect(await facade.dueDate(school.id, instant, 1)).toEqual({ date: '2026-11-05', instant: new Date('2026-11-05T22:00:00Z'), provisional: false });
    expect(await facade.dueDate(kamchatka.id, instant, 1)).toEqual({ date: '2026-11-05', instant: new Date('2026-11-05T12:00:00Z'), provisional: false });
    expect(await facade.dayOf(kamchatka.id, instant)).toBe('2026-11-04');
    expect(await facade.dueDate(kamchatka.id, new Date('2026-11-05T11:59:00Z'), 1)).toMatchObject({ date: '2026-11-06' });
    expect(await facade.dueDate(kamchatka.id, new Date('2026-11-05T12:01:00Z'), 1)).toMatchObject({ date: '2026-11-09' });
  });

  it('there is no calendar of a school that is not there', async () => {
    await expect(facade.isWorkingDay('019b76da-a800-7000-8000-00000000dead', '2026-11-05')).rejects.toMatchObject({ code: 'object.not_found' });
  });

  it('a holiday of the region counts there only, at once', async () => {
    const elsewhere = await makeSchool(module.db, { zone: 'Asia/Kamchatka' });
    expect(await facade.isWorkingDay(school.id, '2026-11-05')).toBe(true);
    await module.get(RegionalHolidaysService).replace(admin, school.regionCode, 2026, ['2026-11-05']);
    expect(await facade.isWorkingDay(school.id, '2026-11-05')).toBe(false);
    expect(await facade.workingDaysBetween(school.id, '2026-11-02', '2026-11-06')).toBe(2);
    expect(await facade.isWorkingDay(elsewhere.id, '2026-11-05')).toBe(true);
    expect(await module.published('calendar.year_replaced')).toContainEqual({ year: 2026, regionCode: school.regionCode });
  });

  it('another process sees a replacement at once, though it remembers the year', async () => {
    const repository = module.get(CalendarRepository);
    const there = new CalendarFacade(repository, new CalendarCache(repository)); // a memory of its own is what makes a process another
    expect(await there.isWorkingDay(school.id, '2026-04-15')).toBe(true);
    await module.get(RegionalHolidaysService).replace(admin, school.regionCode, 2026, ['2026-04-15']);
    expect(await there.isWorkingDay(school.id, '2026-04-15')).toBe(false);
  });

  it('two who replace at once do not mix: one year wins whole', async () => {
    const sets = [['2026-04-15', '2026-04-16'], ['2026-04-21', '2026-04-22']];
    await Promise.all(sets.map((dates) => module.get(RegionalHolidaysService).replace(admin, school.regionCode, 2026, dates)));
    const { rows } = await module.db.query<{ date: string }>('SELECT date::text FROM calendar.regional_day WHERE region_code = $1 ORDER BY 1', [school.regionCode]);
    expect(sets).toContainEqual(rows.map((r) => r.date));
  });

  it('a year not loaded is provisional until it is', async () => {
    expect(await facade.addWorkingDays(school.id, '2031-01-08', 1)).toMatchObject({ date: '2031-01-09', provisional: true });
    expect(await load(`${HEAD}\n${year2031(261)}`)).toMatchObject({ written: true, years: [{ year: 2031, status: 'new', action: 'create' }] });
    expect(await facade.addWorkingDays(school.id, '2031-01-08', 1)).toMatchObject({ provisional: false });
    expect(await facade.isWorkingDay(school.id, '2031-01-01')).toBe(true); // that file knows no holidays
    expect(await load(`${HEAD}\n${year2031(261)}`)).toMatchObject({ years: [{ status: 'same', action: 'keep' }] });
  });

  it('shows what a year published early would change, and keeps the right one until told otherwise', async () => {
    const preview = await load(`${HEAD}\n${EARLY_2025}`, { mode: 'preview', replace: [2025] });
    expect(preview).toMatchObject({ written: false, years: [{ year: 2025, line: 2, workingDays: 249, status: 'different', action: 'replace' }] });
    expect(preview.years[0]!.differences).toEqual(expect.arrayContaining([
      { date: '2025-02-24', loaded: 'working', imported: 'free' }, { date: '2025-12-31', loaded: 'free', imported: 'shortened' },
    ]));
    expect(preview.years[0]!.differences).toHaveLength(8);

    expect((await load(`${HEAD}\n${EARLY_2025}`)).years[0]).toMatchObject({ action: 'keep' });
    expect(await facade.addWorkingDays(school.id, '2025-02-21', 1)).toMatchObject({ date: '2025-02-24' });

    const right = (await module.get(CalendarsQuery).year(2025)).days;
    expect((await load(`${HEAD}\n${EARLY_2025}`, { replace: [2025] })).years[0]).toMatchObject({ action: 'replace' });
    expect(await facade.addWorkingDays(school.id, '2025-02-21', 1)).toMatchObject({ date: '2025-02-25' });
    await module.db.query('DELETE FROM calendar.day WHERE year = 2025');
    await module.db.query(`INSERT INTO calendar.day (year, date, working, shortened)
      SELECT 2025, date, working, shortened FROM jsonb_to_recordset($1) AS d(date date, working boolean, shortened boolean)`, [JSON.stringify(right)]);
  });

  it('writes nothing of a file with a wrong row, unless the good ones are accepted', async () => {
    const file = `${HEAD}\n${EARLY_2025.replace('249,116', '250,116')}\n${year2031(261)}`;
    expect(await load(file)).toMatchObject({ written: false, rows: 2, errors: [{ line: 2, column: 14, code: 'calendar_import.total' }] });
    await expect(module.get(CalendarsQuery).year(2031)).rejects.toMatchObject({ code: 'calendar.year_not_loaded' });
    expect(await load(file, { partial: true })).toMatchObject({ written: true });
    expect((await module.get(CalendarsQuery).year(2031)).workingDays).toBe(261);
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0xcf, 0xf0, 0xe8, 0x2c]), '/file', 'calendar_import.not_csv'],
    ['an open quote', Buffer.from('2031,"1,2'), '/file', 'calendar_import.not_csv'],
    ['a heading alone', Buffer.from(HEAD), '/file', 'calendar_import.no_years'],
  ])('refuses %s', async (_, bytes, pointer, code) => {
    const order: ImportOrder = { mode: 'preview', replace: [], partial: false };
    await expect(module.get(ImportCalendarService).import(admin, bytes, order)).rejects.toMatchObject({ errors: [{ pointer, code }] });
  });

  it('refuses to replace a year the file does not have, and a holiday of another year', async () => {
    await expect(load(`${HEAD}\n${EARLY_2025}`, { replace: [2024] })).rejects.toMatchObject({ errors: [{ pointer: '/replace', code: 'calendar_import.year_not_in_file' }] });
    await expect(module.get(RegionalHolidaysService).replace(admin, '02', 2026, ['2026-05-05', '2027-05-05']))
      .rejects.toMatchObject({ errors: [{ pointer: '/dates/1', code: 'calendar.day_of_other_year' }] });
  });

  it('forgets what a rolled back replacement would have been', async () => {
    const version = (): Promise<unknown> => module.db.query('SELECT version FROM calendar.state').then((r) => r.rows[0]);
    const before = await version();
    await expect(module.get(RegionalHolidaysService).replace({ ...admin, personId: 'not a uuid' }, school.regionCode, 2026, ['2026-11-06'])).rejects.toThrow();
    expect(await version()).toEqual(before);
    expect(await facade.isWorkingDay(school.id, '2026-11-06')).toBe(true);
  });
});
