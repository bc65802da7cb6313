import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { RedeemCode } from './app/codes/redeem-code.service.js';
import { LinkChild } from './app/link-child.service.js';
import type { Guardian, Link, NewLink, ViewScope } from './family.contracts.js';
import type { CodePlace } from './linking-codes.contracts.js';
import { LinkRepository } from './persistence/link.repository.js';

/** Who represents whom. Rights are read from the rows at each call, never remembered (domain rules, Families and rights). */
@Injectable()
export class FamilyFacade {
  constructor(private readonly linkChild: LinkChild, private readonly links: LinkRepository, private readonly redeem: RedeemCode) {}

  /**
   * Links a representative with a pupil, in the caller's transaction (FA-4). A link that already stands is answered as it is.
   * The caller has the right to do this: an approved request, a code, an invitation.
   */
  link(actor: Actor | null, link: NewLink): Promise<Link> {
    return this.linkChild.run(actor, link);
  }

  /** What this person may do with this pupil's data as a representative or as the pupil; null: nothing (answer 404). */
  mayView(actor: Pick<Actor, 'personId'>, pupilId: string): Promise<ViewScope | null> {
    return this.links.viewScope(actor.personId, pupilId);
  }

  /** Representatives of these pupils who may view them now, ordered by pupil. */
  guardiansOf(pupilIds: readonly string[]): Promise<Guardian[]> {
    return this.links.guardiansOf(pupilIds);
  }

  /**
   * School and class an open linking code leads to; the code stays open, and a try is counted as anywhere (EN-2).
   * @param pointer the field it was typed into
   * @throws InvalidInput `family.code_mistyped`, `family.code_not_accepted`; DomainError limits.too_many
   */
  placeOfCode(actor: Actor, typed: string, pointer: string): Promise<CodePlace> {
    return this.redeem.place(actor, typed, pointer);
  }
}
