import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

/** Where no school says what time it is. */
const ELSEWHERE = 'Europe/Moscow';

/** The time zone a role is held in: rules of age turn at midnight there. Whoever knows schools says so at module init. */
@Injectable()
export class SchoolZones {
  private ask: (schoolId: string) => Promise<string | null> = () => Promise.resolve(null);

  register(ask: (schoolId: string) => Promise<string | null>): void {
    this.ask = ask;
  }

  /** IANA name. @param schoolId null for a role outside any school */
  async of(schoolId: string | null): Promise<string> {
    return (schoolId === null ? null : await this.ask(schoolId)) ?? ELSEWHERE;
  }

  /** The calendar day there, `YYYY-MM-DD`. */
  async today(schoolId: string | null, now: Date): Promise<string> {
    return dayIn(await this.of(schoolId), now);
  }
}

export function dayIn(zone: string, now: Date): string {
  return DateTime.fromJSDate(now, { zone }).toISODate()!;
}
