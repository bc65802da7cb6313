import { Injectable } from '@nestjs/common';
import { readInput } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Steps } from '../app/steps.service.js';
import type { TypedForm } from '../domain/form.js';
import { declarationOf } from '../kinds/kinds.js';

/** Bodies about a request that is there already: its kind says how they are shaped. */
@Injectable()
export class BodiesByKind {
  constructor(private readonly steps: Steps) {}

  /** Fields to change, `null` for one to clear. @throws InvalidInput; DomainError object.not_found */
  async fields(actor: Actor, id: string, body: unknown): Promise<TypedForm> {
    const { kind } = await this.steps.visible(actor, id);
    return JSON.parse(JSON.stringify(await readInput(declarationOf(kind).fields, body, 'body'))) as TypedForm;
  }

  /** @throws InvalidInput; DomainError object.not_found */
  async approval(actor: Actor, id: string, body: unknown): Promise<object> {
    const { kind } = await this.steps.visible(actor, id);
    return readInput(declarationOf(kind).approval, body, 'body');
  }
}
