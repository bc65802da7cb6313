import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { TermMoments } from '../app/term-moments.service.js';

/** The moments of a term (EN-10). A moment that has lost its sense is recorded as missed. */
@Injectable()
export class TermHandler {
  constructor(private readonly moments: TermMoments) {}

  @OnDue('enrollment.reminder')
  async remind({ key }: DueItem): Promise<void | 'missed'> {
    if (!(await this.moments.alarm(key, 'staff'))) return 'missed';
  }

  @OnDue('enrollment.overdue')
  async tellDirector({ key }: DueItem): Promise<void | 'missed'> {
    if (!(await this.moments.alarm(key, 'director'))) return 'missed';
  }

  @OnDue('enrollment.overdue_in_region')
  async tellRegion({ key }: DueItem): Promise<void | 'missed'> {
    if (!(await this.moments.alarm(key, 'region'))) return 'missed';
  }

  @OnDue('enrollment.no_answer')
  async close({ key }: DueItem): Promise<void | 'missed'> {
    if (!(await this.moments.closeUnanswered(key))) return 'missed';
  }
}
