import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, register } from 'prom-client';
import { Db } from '../database/index.js';

type Check = () => Promise<void>;

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
}

const CHECK_TIMEOUT_MS = 3000;
collectDefaultMetrics();

/** Health of this process (OP-3). Parts register what being ready means for them; a slow answer counts as down. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, Check>();

  constructor(db: Db) {
    this.register('database', async () => { await db.query('SELECT 1'); });
  }

  register(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await isUp(check)] as const));
    return { ready: results.every(([, state]) => state === 'up'), checks: Object.fromEntries(results) };
  }

  /** Prometheus text. */
  metrics(): Promise<string> {
    return register.metrics();
  }
}

async function isUp(check: Check): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error('timed out')); }, CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
    return 'up';
  } catch {
    return 'down'; // the state is the answer; what failed has its own log
  } finally {
    clearTimeout(timer);
  }
}
