import { Injectable } from '@nestjs/common';
import { type DueItem, OnDue } from '../due/index.js';
import { JOB_OVERDUE, Jobs } from './jobs.js';

/** Nobody waits for ever: work that was lost with its worker, or fails again and again, is said to have failed. */
@Injectable()
export class JobOverdueHandler {
  constructor(private readonly jobs: Jobs) {}

  @OnDue(JOB_OVERDUE)
  async overdue({ key }: DueItem): Promise<void | 'missed'> {
    if (!await this.jobs.failed(key, { code: 'jobs.interrupted', params: {} })) return 'missed';
  }
}
