/** A part of a period that lies in one school year; both days included. */
export interface YearPart {
  /** The year the school year starts in; it is cut on 1 August. */
  readonly schoolYear: number;
  readonly from: string;
  readonly until: string;
}

const DAY_MS = 86_400_000;

/** Days from the first to the last, both included; 0 or less when they are the wrong way round. */
export function daysIn(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
}

export function schoolYearOn(date: string): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '08-01' ? year : year - 1;
}

/** Cuts a period at the school years, because each is a partition of its own. */
export function yearParts(from: string, until: string): YearPart[] {
  const parts: YearPart[] = [];
  for (let year = schoolYearOn(from); year <= schoolYearOn(until); year++) {
    const [first, last] = [`${year}-08-01`, `${year + 1}-07-31`];
    parts.push({ schoolYear: year, from: from > first ? from : first, until: until < last ? until : last });
  }
  return parts;
}

/** `+03:00` of 10800 seconds. */
export function isoOffset(seconds: number): string {
  const minutes = Math.abs(seconds) / 60;
  const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
