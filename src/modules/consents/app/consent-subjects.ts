import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../consents.contracts.js';

/** May this person agree or refuse for the subject? Asked of the module that knows the relation. */
export type MayDecide = (actor: Actor, subjectId: string) => Promise<boolean>;

/**
 * Who decides for a subject. For oneself it is the person; for a pupil the module above that knows families registers
 * the answer at module init, because consents knows ids only.
 */
@Injectable()
export class ConsentSubjects {
  private readonly deciders = new Map<ConsentPurpose, MayDecide>();

  register(purpose: ConsentPurpose, mayDecide: MayDecide): void {
    if (this.deciders.has(purpose)) throw new Error(`Two modules decide about consents for ${purpose}`);
    this.deciders.set(purpose, mayDecide);
  }

  async mayDecide(actor: Actor, purpose: ConsentPurpose, subjectId: string): Promise<boolean> {
    if (CONSENT_PURPOSES[purpose] === 'self') return subjectId === actor.personId;
    return (await this.deciders.get(purpose)?.(actor, subjectId)) ?? false;
  }
}
