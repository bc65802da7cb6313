import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, type FieldError, InvalidInput } from '../../../shared/domain-error.js';
import { allChoices, type Choice, isLocked } from '../domain/choices.js';
import { ChoiceRepository } from '../persistence/choice.repository.js';

export interface Choices {
  readonly version: number;
  readonly items: readonly Choice[];
}

/** What a person wants to hear of, and how (NO-3). */
@Injectable()
export class ChoicesService {
  constructor(private readonly choices: ChoiceRepository) {}

  async read(actor: Actor): Promise<Choices> {
    return { version: await this.choices.version(actor.personId), items: allChoices(await this.choices.of(actor.personId)) };
  }

  /**
   * Replaces all choices; pairs not named go back to the default.
   * @throws InvalidInput for a pair named twice and for turning a locked one off
   * @throws DomainError object.stale
   */
  @Transactional()
  async replace(actor: Actor, version: number, choices: readonly Choice[]): Promise<Choices> {
    InvalidInput.throwIfAny(wrongChoices(choices));
    if (!(await this.choices.replace(actor.personId, version, choices))) throw new DomainError('object.stale');
    return this.read(actor);
  }
}

function wrongChoices(choices: readonly Choice[]): FieldError[] {
  const seen = new Set<string>();
  return choices.flatMap((choice, i): FieldError[] => {
    const pair = `${choice.category} ${choice.channel}`;
    const twice = seen.has(pair);
    seen.add(pair);
    if (twice) return [{ pointer: `/items/${i}`, code: 'notifications.choice_twice' }];
    return isLocked(choice) && !choice.enabled ? [{ pointer: `/items/${i}/enabled`, code: 'notifications.choice_locked' }] : [];
  });
}
