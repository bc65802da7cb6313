import { Injectable } from '@nestjs/common';
import { Inbox, OnEvent, type Delivered } from '../../../platform/outbox/index.js';
import { CalendarYearReplaced } from '../../calendar/index.js';
import { RecountTerms } from '../app/recount-terms.service.js';

/** A year of the working calendar was loaded: due dates promised without it are counted again (domain rules, Working days). */
@Injectable()
export class CalendarChangedHandler {
  constructor(private readonly inbox: Inbox, private readonly recount: RecountTerms) {}

  @OnEvent(CalendarYearReplaced, 'enrollment.recount-terms')
  async onYearReplaced(event: Delivered<{ readonly year: number }>): Promise<void> {
    await this.inbox.once(event.id, 'enrollment.recount-terms', () => this.recount.run());
  }
}
