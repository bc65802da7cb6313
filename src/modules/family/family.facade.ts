import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { Clock } from '../../shared/clock.js';
import { RedeemCode } from './app/codes/redeem-code.service.js';
import { EndRequestLink, type RequestLink } from './app/end-request-link.service.js';
import { IncompleteProfiles } from './app/incomplete-profiles.service.js';
import { LinkChild } from './app/link-child.service.js';
import type { Guardian, Link, NewLink, ViewScope } from './family.contracts.js';
import type { CodePlace } from './linking-codes.contracts.js';
import { LinkRepository } from './persistence/link.repository.js';

/** Who represents whom. Rights are read from the rows at each call, never remembered (domain rules, Families and rights). */
@Injectable()
export class FamilyFacade {
  constructor(
    private readonly linkChild: LinkChild,
    private readonly endRequestLink: EndRequestLink,
    private readonly links: LinkRepository,
    private readonly redeem: RedeemCode,
    private readonly profiles: IncompleteProfiles,
    private readonly clock: Clock,
  ) {}

  /**
   * Links a representative with a pupil, in the caller's transaction (FA-4). A link that already stands is answered as it is.
   * The caller has the right to do this: an approved request, a code, an invitation.
   * @throws DomainError `family.court_bar` while a court's decision keeps the person from the pupil (FA-7)
   */
  link(actor: Actor | null, link: NewLink): Promise<Link> {
    return this.linkChild.run(actor, link);
  }

  /** Ends the link an approved request made, in the caller's transaction; one that rests on something else stays. @returns false when there is none */
  endLinkOfRequest(actor: Actor, link: RequestLink): Promise<boolean> {
    return this.endRequestLink.run(actor, link);
  }

  /** What this person may do with this pupil's data as the pupil, a representative or a guest (who only views); null: nothing (answer 404). */
  mayView(actor: Pick<Actor, 'personId'>, pupilId: string): Promise<ViewScope | null> {
    return this.links.viewScope(actor.personId, pupilId, this.clock.now());
  }

  /** As `mayView`, for what stands in the diary. @throws DomainError `family.profile_incomplete` while it waits for the child's profile (FA-6) */
  async mayReadDiary(actor: Pick<Actor, 'personId'>, pupilId: string): Promise<ViewScope | null> {
    const scope = await this.mayView(actor, pupilId);
    if (scope !== null && !scope.diaryClosed) return scope;
    return await this.mendOrRefuse(actor, pupilId) ? this.mayReadDiary(actor, pupilId) : null;
  }

  /**
   * Asked when a statement that looks at `schools.v_profile_gap` shows a family nothing of a pupil: whether it is because the
   * child's profile is incomplete (FA-6). The school may have filled in a number meanwhile.
   * @returns true when the profile is complete now: read again; false when it is not for that
   * @throws DomainError `family.profile_incomplete`, naming what is missing and who fills it in
   */
  mendOrRefuse(actor: Pick<Actor, 'personId'>, pupilId: string): Promise<boolean> {
    return this.profiles.mendOrRefuse(actor.personId, pupilId);
  }

  /** The same where a family sees nothing of a class. */
  mendOrRefuseIn(actor: Pick<Actor, 'personId'>, classId: string): Promise<boolean> {
    return this.profiles.mendOrRefuseIn(actor.personId, classId);
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
