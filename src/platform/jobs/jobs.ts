import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { defineErrors, type DomainError, notFound, type Params } from '../../shared/domain-error.js';
import { newId } from '../../shared/ids.js';
import { Db, HotDb, type Statement } from '../database/index.js';
import { Due } from '../due/index.js';

defineErrors({
  'jobs.interrupted': {
    kind: 'conflict',
    ru: 'Работа не была закончена вовремя. Закажите её ещё раз.',
    en: 'The work was not finished in time. Ask for it again.',
  },
});

export const JOB_STATES = ['queued', 'running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  /** 0 to 100. */
  readonly progress: number;
  /** Address of the result. */
  readonly result: string | null;
  /** Why it failed: a declared error code, and what its words need. */
  readonly problem: string | null;
  readonly params: Params;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
}

/** Work that is not done by then is given up: nobody waits for it any more. */
const GIVEN_UP_AFTER_MS = 60 * 60 * 1000;
export const JOB_OVERDUE = 'platform.job_overdue';

const PROGRESS: Statement = { name: 'jobs-progress', text: `
  UPDATE platform.jobs SET state = 'running', progress = greatest(progress, $2) WHERE id = $1 AND state IN ('queued', 'running')` };

/**
 * Long work as its asker sees it: `GET /jobs/{id}`. The module that does it keeps what was ordered, publishes an event in the
 * transaction that begins the job, and does the work in the event's handler.
 */
@Injectable()
export class Jobs {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly due: Due, private readonly clock: Clock) {}

  /** In the transaction that keeps the order. @param kind `module.what` @returns its id */
  async begin(kind: string, personId: string): Promise<string> {
    const at = this.clock.now();
    const id = newId(at);
    await this.db.query('INSERT INTO platform.jobs (id, kind, person_id, asked_at) VALUES ($1, $2, $3, $4)', [id, kind, personId, at]);
    await this.due.plan({ kind: JOB_OVERDUE, key: id, at: new Date(at.getTime() + GIVEN_UP_AFTER_MS) });
    return id;
  }

  /** Seen at once, whatever becomes of the transaction. @param percent 0 to 100 */
  async progress(id: string, percent: number): Promise<void> {
    await this.hot.apart(PROGRESS, [id, Math.round(percent)]);
  }

  /**
   * In the transaction of the result.
   * @param result address of the API where it is
   * @returns false when the job has ended before: its asker was told, and the result must not come to stand
   */
  done(id: string, result: string): Promise<boolean> {
    return this.end(id, `'done', progress = 100, result = $3`, [result]);
  }

  /** The work was refused by a rule, in words its asker is told. @returns false when the job has ended before */
  failed(id: string, { code, params }: Pick<DomainError, 'code' | 'params'>): Promise<boolean> {
    return this.end(id, `'failed', problem = $3, params = $4`, [code, JSON.stringify(params)]);
  }

  /** @throws DomainError object.not_found for a job somebody else asked for */
  async read(personId: string, id: string): Promise<Job> {
    const job = await this.db.one<Job & Record<string, unknown>>(
      `SELECT id, kind, state, progress, result, problem, params, asked_at AS "askedAt", finished_at AS "finishedAt"
       FROM platform.jobs WHERE id = $1 AND person_id = $2`, [id, personId]);
    if (job === null) throw notFound();
    return job;
  }

  private async end(id: string, state: string, params: readonly unknown[]): Promise<boolean> {
    const ended = await this.db.affected(
      `UPDATE platform.jobs SET finished_at = $2, state = ${state} WHERE id = $1 AND state IN ('queued', 'running')`, [id, this.clock.now(), ...params]);
    if (ended > 0) await this.due.cancel(JOB_OVERDUE, id);
    return ended > 0;
  }
}
