import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { defineErrors, DomainError } from '../../shared/domain-error.js';
import { BlindIndex } from '../crypto/index.js';
import { HotDb, type Statement } from '../database/index.js';

defineErrors({
  'limits.too_many': {
    kind: 'too_many',
    ru: 'Слишком много попыток. Повторите через {minutes} мин.',
    en: 'Too many tries. Try again in {minutes} min.',
  },
});

/** How often one key may do an operation within a window that begins with the first time. */
export interface Limit {
  /** What is limited, `enrollment.receipt_check`. */
  readonly operation: string;
  readonly most: number;
  readonly windowMs: number;
}

const SPEND: Statement = { name: 'limits-spend', text: `
  WITH taken AS (
    INSERT INTO platform.limits AS l (operation, key, spent, resets_at) VALUES ($1, $2, 1, $4)
    ON CONFLICT (operation, key) DO UPDATE SET
      spent = CASE WHEN l.resets_at <= $3 THEN 1 ELSE l.spent + 1 END,
      resets_at = CASE WHEN l.resets_at <= $3 THEN excluded.resets_at ELSE l.resets_at END
    WHERE l.resets_at <= $3 OR l.spent < $5
    RETURNING spent
  )
  SELECT EXISTS (SELECT FROM taken) AS allowed, (SELECT resets_at FROM platform.limits WHERE operation = $1 AND key = $2) AS "resetsAt"` };

const GIVE_BACK: Statement = { name: 'limits-give-back', text: `
  UPDATE platform.limits SET spent = greatest(spent - 1, 0) WHERE operation = $1 AND key = $2` };

/** Limits per person, address or object, shared by all processes (SE-7). Counted at once, whatever becomes of the request. */
@Injectable()
export class Limits {
  constructor(private readonly hot: HotDb, private readonly blind: BlindIndex, private readonly clock: Clock) {}

  /** Counts one more. @param key who or what it is counted by; kept as a blind index. @throws DomainError `limits.too_many` with Retry-After */
  async spend({ operation, most, windowMs }: Limit, key: string): Promise<void> {
    const now = this.clock.now();
    const [row] = await this.hot.apart<{ allowed: boolean; resetsAt: Date | null }>(
      SPEND, [operation, this.blind.of('limits', key), now, new Date(now.getTime() + windowMs), most]);
    if (row!.allowed) return;
    const retryAfter = Math.max(1, Math.ceil(((row!.resetsAt ?? now).getTime() - now.getTime()) / 1000));
    throw new DomainError('limits.too_many', { minutes: Math.ceil(retryAfter / 60) }, { retryAfter });
  }

  /** It turned out not to count: the code was right. */
  async giveBack({ operation }: Limit, key: string): Promise<void> {
    await this.hot.apart(GIVE_BACK, [operation, this.blind.of('limits', key)]);
  }
}
