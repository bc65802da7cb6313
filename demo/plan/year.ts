import { DateTime } from 'luxon';

export interface TermPlan { kind: 'quarter' | 'half_year'; number: number; name: string; gradeFrom: number; gradeTo: number; startsOn: string; endsOn: string }
export interface VacationPlan { name: string; startsOn: string; endsOn: string; gradeFrom: number; gradeTo: number }
export interface YearPlan { schoolYear: number; startsOn: string; endsOn: string; terms: TermPlan[]; vacations: VacationPlan[] }

const ROMAN = ['I', 'II', 'III', 'IV'];
const day = (year: number, month: number, date: number): DateTime => DateTime.utc(year, month, date);
const plus = (date: DateTime, days: number): string => date.plus({ days }).toISODate()!;
/** The Monday on or after a day. */
const mondayFrom = (date: DateTime): DateTime => date.plus({ days: (8 - date.weekday) % 7 });

/** Terms and vacations as most schools set them: four quarters in grades 1-9, half-years in 10-11, one more vacation in grade 1. */
export function planYear(schoolYear: number): YearPlan {
  const next = schoolYear + 1;
  const startsOn = day(schoolYear, 9, 1);
  const endsOn = day(next, 5, 26);
  const autumn = mondayFrom(day(schoolYear, 10, 25));
  const winter = day(schoolYear, 12, 30);
  const afterWinter = mondayFrom(day(next, 1, 9));
  const february = mondayFrom(day(next, 2, 15));
  const spring = mondayFrom(day(next, 3, 24));
  const quarters = [[startsOn, plus(autumn, -1)], [autumn.plus({ days: 7 }), plus(winter, -1)], [afterWinter, plus(spring, -1)], [spring.plus({ days: 7 }), plus(endsOn, 0)]] as const;
  const halves = [[startsOn, plus(winter, -1)], [afterWinter, plus(endsOn, 0)]] as const;
  return {
    schoolYear, startsOn: plus(startsOn, 0), endsOn: plus(endsOn, 0),
    terms: [
      ...quarters.map(([from, to], i) => ({ kind: 'quarter' as const, number: i + 1, name: `${ROMAN[i]} четверть`, gradeFrom: 1, gradeTo: 9, startsOn: plus(from, 0), endsOn: to })),
      ...halves.map(([from, to], i) => ({ kind: 'half_year' as const, number: i + 1, name: `${ROMAN[i]} полугодие`, gradeFrom: 10, gradeTo: 11, startsOn: plus(from, 0), endsOn: to })),
    ],
    vacations: [
      { name: 'Осенние каникулы', startsOn: plus(autumn, 0), endsOn: plus(autumn, 6), gradeFrom: 1, gradeTo: 11 },
      { name: 'Зимние каникулы', startsOn: plus(winter, 0), endsOn: plus(afterWinter, -1), gradeFrom: 1, gradeTo: 11 },
      { name: 'Дополнительные каникулы', startsOn: plus(february, 0), endsOn: plus(february, 6), gradeFrom: 1, gradeTo: 1 },
      { name: 'Весенние каникулы', startsOn: plus(spring, 0), endsOn: plus(spring, 6), gradeFrom: 1, gradeTo: 11 },
    ],
  };
}

// Federal holidays (domain rules, Working days). A moved free day is no lesson either: `freeDays` adds those of the loaded calendar.
const HOLIDAYS = new Set(['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '02-23', '03-08', '05-01', '05-09', '06-12', '11-04']);

/** School days of a grade level: Monday to Friday without vacations, holidays and moved free days. */
export function schoolDays(year: YearPlan, gradeLevel: number, freeDays: ReadonlySet<string>): string[] {
  const days: string[] = [];
  for (let date = DateTime.fromISO(year.startsOn, { zone: 'utc' }); date.toISODate()! <= year.endsOn; date = date.plus({ days: 1 })) {
    const iso = date.toISODate()!;
    const vacation = year.vacations.some((v) => gradeLevel >= v.gradeFrom && gradeLevel <= v.gradeTo && iso >= v.startsOn && iso <= v.endsOn);
    if (date.weekday <= 5 && !vacation && !HOLIDAYS.has(iso.slice(5)) && !freeDays.has(iso)) days.push(iso);
  }
  return days;
}
