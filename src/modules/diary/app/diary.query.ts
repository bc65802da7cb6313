import { Injectable } from '@nestjs/common';
import { JournalFacade } from '../../journal/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { InvalidInput, notFound } from '../../../shared/domain-error.js';
import { daysIn, type YearPart, yearParts } from '../../../shared/period.js';
import { FamilyFacade } from '../../family/index.js';
import type { Diary } from '../diary.contracts.js';
import { FAMILY } from '../diary.permissions.js';
import { DiaryRepository, type DiaryRow } from '../persistence/diary.repository.js';
import { toDays } from './days.js';

/** Two months: a day, a week or a quarter's half; longer ones are asked for in parts. */
export const LONGEST_DAYS = 62;

/** The diary of a pupil for a day, a week or any period within the limit (JO-12). */
@Injectable()
export class DiaryQuery {
  constructor(
    private readonly diaries: DiaryRepository,
    private readonly journal: JournalFacade,
    private readonly families: FamilyFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * One round trip; two when the period crosses 1 August.
   * @throws InvalidInput for a period reversed or too long; DomainError not found, when the actor may not see the pupil; `family.profile_incomplete`
   */
  async run(actor: Actor, pupilId: string, from: string, to: string): Promise<Diary> {
    const days = daysIn(from, to);
    if (days < 1) throw new InvalidInput([{ parameter: 'to', code: 'diary.period_reversed' }]);
    if (days > LONGEST_DAYS) throw new InvalidInput([{ parameter: 'to', code: 'diary.period_too_long', params: { limit: LONGEST_DAYS } }]);
    const now = this.clock.now();
    const rows: DiaryRow[] = [];
    for (const part of yearParts(from, to)) rows.push(...(await this.read(actor, pupilId, part, now)));
    const [first] = rows;
    if (first === undefined) {
      if (FAMILY.includes(actor.role) && await this.families.mendOrRefuse(actor, pupilId)) return this.run(actor, pupilId, from, to);
      throw notFound();
    }
    return { from, to, marksWithheld: !first.marksShown, days: toDays(rows) };
  }

  private async read(actor: Actor, pupilId: string, part: YearPart, now: Date): Promise<DiaryRow[]> {
    if (FAMILY.includes(actor.role)) return this.diaries.forFamily(actor.personId, pupilId, part, now);
    const reader = await this.journal.readerOf(actor);
    return reader === null ? [] : this.diaries.forStaff(reader, pupilId, part);
  }
}
