import { Injectable } from '@nestjs/common';

/** What a school tries before it is opened to families (SC-4). */
export const TRIAL_CHECKS = ['roster', 'timetable', 'marks', 'attendance', 'notices'] as const;
export type TrialCheck = (typeof TRIAL_CHECKS)[number];

/** Has the school done this yet? Told from its real data. */
export type HasTried = (schoolId: string) => Promise<boolean>;

/** The modules that hold the data say at module init how it is seen that a school has tried something. */
@Injectable()
export class TrialChecks {
  private readonly checks = new Map<TrialCheck, HasTried>();

  register(check: TrialCheck, hasTried: HasTried): void {
    if (this.checks.has(check)) throw new Error(`Trial check ${check} is registered twice`);
    this.checks.set(check, hasTried);
  }

  /** In the order of the list. What nobody registered has not been tried. */
  async of(schoolId: string): Promise<{ check: TrialCheck; met: boolean }[]> {
    const answers: { check: TrialCheck; met: boolean }[] = [];
    // One after another: they share the transaction's connection.
    for (const check of TRIAL_CHECKS) answers.push({ check, met: await this.checks.get(check)?.(schoolId) ?? false });
    return answers;
  }
}
