import { Injectable } from '@nestjs/common';
import { notFound } from '../../../../shared/domain-error.js';
import { closedTo, levelOf, missingFields, neededFrom } from '../../domain/levels/account-level.js';
import type { AccountLevelView } from '../../identity.contracts.js';
import { type LevelConfirmation, LevelConfirmationsRepository } from '../../persistence/levels/level-confirmations.repository.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { CLOSED_WORDS, LEVEL_WORDS, MISSING_WORDS, wayWords } from './level-words.js';

export type { LevelConfirmation };

/** Reads of levels (ID-8). */
@Injectable()
export class LevelView {
  constructor(private readonly rows: LevelConfirmationsRepository, private readonly ways: ConfirmationWays) {}

  /** @param today `YYYY-MM-DD` where the person is. @throws DomainError not found for nobody */
  async of(personId: string, today: string): Promise<AccountLevelView> {
    const facts = await this.rows.facts(personId);
    if (facts === null) throw notFound();
    const level = levelOf(facts);
    return {
      level, words: LEVEL_WORDS[level], neededFrom: neededFrom(facts, today),
      closed: closedTo(facts, today).map((code) => ({ code, words: CLOSED_WORDS[code] })),
      missing: missingFields(facts).map((code) => ({ code, words: MISSING_WORDS[code] })),
      ways: facts.confirmed ? [] : (await this.ways.all()).map((way) => ({ code: way.method, provider: way.provider?.id ?? null, words: wayWords(way) })),
    };
  }

  /** What has confirmed the account, newest first. */
  confirmations(personId: string): Promise<LevelConfirmation[]> {
    return this.rows.ofPerson(personId);
  }
}
