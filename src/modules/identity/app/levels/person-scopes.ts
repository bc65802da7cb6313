import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import { peopleScope } from '../../identity.policy.js';
import { DirectoryRepository } from '../../persistence/directory.repository.js';

/** Does this school have to do with this person, who holds no role in it? */
export type HasToDoWith = (schoolId: string, personId: string) => Promise<boolean>;

/** Whose documents a school looks at: holders of a role in it, and the families and applicants that modules above know of. */
@Injectable()
export class PersonScopes {
  private readonly checks: HasToDoWith[] = [];

  constructor(private readonly directory: DirectoryRepository) {}

  register(check: HasToDoWith): void {
    this.checks.push(check);
  }

  /** @throws DomainError not found outside the actor's scope */
  async need(actor: Actor, personId: string): Promise<void> {
    const scope = peopleScope(actor);
    if (await this.directory.find(scope, personId) !== null) return;
    // One after another: they share the transaction's connection.
    if (scope !== null) for (const check of this.checks) if (await check(scope, personId)) return;
    throw notFound();
  }
}
