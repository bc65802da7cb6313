import { Injectable } from '@nestjs/common';
import { type DueItem, OnDue } from '../../../platform/due/index.js';
import { type Delivered, OnEvent } from '../../../platform/outbox/index.js';
import { MakeSlips } from '../app/slips/make-slips.service.js';
import { SLIPS_OVER } from '../app/slips/slips-over.js';
import { TakeSlips } from '../app/slips/take-slips.service.js';
import { SlipsOrdered } from '../family.events.js';

/** Slips are made by the worker, and destroyed when nobody takes them (SC-10). */
@Injectable()
export class SlipsHandlers {
  constructor(private readonly making: MakeSlips, private readonly taking: TakeSlips) {}

  /** The state of the batch is the inbox: what was made is not made again. */
  @OnEvent(SlipsOrdered, 'family.make-slips')
  async make({ payload, schoolId }: Delivered<{ readonly batchId: string }>): Promise<void> {
    await this.making.run(schoolId!, payload.batchId);
  }

  @OnDue(SLIPS_OVER)
  async over({ key, schoolId }: DueItem): Promise<void | 'missed'> {
    if (!await this.taking.over(schoolId!, key)) return 'missed';
  }
}
