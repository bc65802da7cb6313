import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { notFound } from '../../../shared/domain-error.js';
import { decodeCursor, pageOf, type Page } from '../../../shared/page.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { Child, LinkStep, LinkView, ShownName } from '../family.contracts.js';
import { ChildQuery } from '../persistence/child.query.js';
import { ClaimRepository } from '../persistence/claim.repository.js';
import { InvitationRepository } from '../persistence/invitation.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { LinkViewers } from './link-viewers.service.js';

/** A child, with the time the school last took in its register where it matters. */
export interface ListedChild extends Child {
  readonly registerSynchronisedAt: Date | null;
}

/** A child with everybody who is linked with them. */
export interface ChildCard {
  readonly child: ListedChild;
  readonly guardians: readonly { readonly guardianId: string; readonly name: ShownName; readonly kind: string }[];
}

/** Reads of families (FA-5, FA-9). */
@Injectable()
export class FamilyQuery {
  constructor(
    private readonly children: ChildQuery,
    private readonly linkRows: LinkRepository,
    private readonly invitations: InvitationRepository,
    private readonly claims: ClaimRepository,
    private readonly viewers: LinkViewers,
    private readonly schools: SchoolsFacade,
    private readonly clock: Clock,
  ) {}

  async childrenOf(actor: Actor): Promise<ListedChild[]> {
    return [...await this.linked(actor), ...await this.entered(actor.personId, null)];
  }

  /**
   * @param id of the pupil, or of what was entered
   * @throws DomainError object.not_found when it is nobody they entered or were ever linked with
   */
  async child(actor: Actor, id: string): Promise<ChildCard> {
    const [entered] = await this.entered(actor.personId, id);
    if (entered !== undefined) return { child: entered, guardians: [] };
    const pupilId = (await this.linkRows.pupilOf(actor.personId, id)) ?? id;
    const [child] = await this.linked(actor, pupilId);
    if (child === undefined) throw notFound();
    return { child, guardians: child.school === null ? [] : await this.children.guardianNames(child.school.id, pupilId) };
  }

  private async linked(actor: Actor, pupilId?: string): Promise<ListedChild[]> {
    const children = await this.children.childrenOf(actor.personId, this.clock.now(), pupilId);
    // What is wrong with the link comes first: mending the account would not open the diary.
    return children.map((child) => ({ ...child, reason: child.reason ?? (actor.diaryClosed === true ? 'account_not_confirmed' : null), registerSynchronisedAt: null }));
  }

  private async entered(personId: string, id: string | null): Promise<ListedChild[]> {
    const children = await this.children.entered(personId, id);
    return Promise.all(children.map(async (child) => ({ ...child, registerSynchronisedAt: await this.schools.rollImportedAt(child.schoolId) })));
  }

  async links(actor: Actor, filter: { pupilId?: string; status?: string }, limit: number, cursor?: string): Promise<Page<LinkView>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.children.links(
      await this.viewers.of(actor), { pupilId: filter.pupilId ?? null, status: filter.status ?? null, linkId: null }, limit + 1,
      after === null ? null : [String(after[0]), String(after[1])]);
    return pageOf(rows, limit, (link) => [link.createdAt.toISOString(), link.id]);
  }

  /** @throws DomainError object.not_found */
  async history(actor: Actor, linkId: string): Promise<LinkStep[]> {
    const { schoolId } = await this.link(actor, linkId);
    const [linked, entered] = [await this.linkRows.history(schoolId, linkId), await this.claims.steps(schoolId, linkId)];
    // The link's own history begins with its being asked for, which what was entered tells in full.
    if (entered.length > 0) return [...entered, ...linked.slice(1)];
    return linked.length > 0 ? linked : this.invitations.steps(schoolId, linkId);
  }

  /** @throws DomainError object.not_found */
  async link(actor: Actor, linkId: string): Promise<LinkView> {
    const [link] = await this.children.links(await this.viewers.of(actor), { pupilId: null, status: null, linkId }, 1, null);
    if (link === undefined) throw notFound();
    return link;
  }

  /** A link or an invitation as the person it is for sees it, whatever role they act in. @throws DomainError object.not_found */
  async ownLink(actor: Actor, linkId: string): Promise<LinkView> {
    const viewer = await this.viewers.of(actor);
    const [link] = await this.children.links(actor.role === 'pupil' ? viewer : { ...viewer, guardianId: actor.personId }, { pupilId: null, status: null, linkId }, 1, null);
    if (link === undefined) throw notFound();
    return link;
  }
}
