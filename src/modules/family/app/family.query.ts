import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { notFound } from '../../../shared/domain-error.js';
import { decodeCursor, pageOf, type Page } from '../../../shared/page.js';
import type { Child, LinkStep, LinkView, ShownName } from '../family.contracts.js';
import { linkViewerOf } from '../family.policy.js';
import { ChildQuery } from '../persistence/child.query.js';
import { LinkRepository } from '../persistence/link.repository.js';

/** A child with everybody who is linked with them. */
export interface ChildCard {
  readonly child: Child;
  readonly guardians: readonly { readonly guardianId: string; readonly name: ShownName; readonly kind: string }[];
}

/** Reads of families (FA-5, FA-9). */
@Injectable()
export class FamilyQuery {
  constructor(private readonly children: ChildQuery, private readonly linkRows: LinkRepository, private readonly clock: Clock) {}

  async childrenOf(actor: Actor, pupilId?: string): Promise<Child[]> {
    const children = await this.children.childrenOf(actor.personId, this.clock.now(), pupilId);
    // What is wrong with the link comes first: mending the account would not open the diary.
    return children.map((child) => ({ ...child, reason: child.reason ?? (actor.diaryClosed === true ? 'account_not_confirmed' : null) }));
  }

  /** @throws DomainError object.not_found when it is nobody they were ever linked with */
  async child(actor: Actor, pupilId: string): Promise<ChildCard> {
    const [child] = await this.childrenOf(actor, pupilId);
    if (child === undefined) throw notFound();
    return { child, guardians: child.school === null ? [] : await this.children.guardianNames(child.school.id, pupilId) };
  }

  async links(actor: Actor, filter: { pupilId?: string; status?: string }, limit: number, cursor?: string): Promise<Page<LinkView>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.children.links(
      linkViewerOf(actor), { pupilId: filter.pupilId ?? null, status: filter.status ?? null, linkId: null }, limit + 1,
      after === null ? null : [String(after[0]), String(after[1])]);
    return pageOf(rows, limit, (link) => [link.createdAt.toISOString(), link.id]);
  }

  /** @throws DomainError object.not_found */
  async history(actor: Actor, linkId: string): Promise<LinkStep[]> {
    const [link] = await this.children.links(linkViewerOf(actor), { pupilId: null, status: null, linkId }, 1, null);
    if (link === undefined) throw notFound();
    return this.linkRows.history(link.schoolId, linkId);
  }

  async link(actor: Actor, linkId: string): Promise<LinkView> {
    const [link] = await this.children.links(linkViewerOf(actor), { pupilId: null, status: null, linkId }, 1, null);
    if (link === undefined) throw notFound();
    return link;
  }
}
