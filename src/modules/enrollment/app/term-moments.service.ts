import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { NO_ANSWER } from '../domain/reasons.js';
import { OPEN_STATUSES } from '../domain/workflow.js';
import { RequestTermAlarm, type TermAlarm } from '../enrollment.events.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { Steps } from './steps.service.js';

/** What happens when a moment of a term has come (EN-6, EN-10), also when nobody was there then: the present state decides. */
@Injectable()
export class TermMoments {
  constructor(private readonly requests: RequestRepository, private readonly steps: Steps, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /**
   * A reminder is for before the end, an escalation for after it, and either only while the school has to answer.
   * @returns false when it has lost its sense
   */
  @Transactional()
  async alarm(id: string, level: TermAlarm['level']): Promise<boolean> {
    const request = await this.requests.lock(id);
    if (request === null || request.dueOn === null || request.dueAt === null) return false;
    const schoolMustAnswer = OPEN_STATUSES.includes(request.status) && request.status !== 'awaiting_applicant';
    const ended = request.dueAt <= this.clock.now();
    if (!schoolMustAnswer || ended !== (level !== 'staff')) return false;
    await this.outbox.publish(RequestTermAlarm, { requestId: id, schoolId: request.schoolId, level, dueOn: request.dueOn }, { schoolId: request.schoolId });
    return true;
  }

  /** Nothing came from the applicant by the last day: closed, and may be sent again. @returns false when it has lost its sense */
  async closeUnanswered(id: string): Promise<boolean> {
    const at = this.clock.now();
    const closed = await this.steps.takeAsSystem(id, 'expire', ({ dueAt }) => {
      if (dueAt === null || dueAt > at) return null;
      return { change: { decision: { reasonCode: NO_ANSWER, message: null, decidedBy: null, at } }, details: { reasonCode: NO_ANSWER } };
    });
    return closed !== null;
  }
}
