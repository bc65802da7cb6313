import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { notFound } from '../../../shared/domain-error.js';
import { decodeCursor, type Page, pageOf } from '../../../shared/page.js';
import { DecisionRepository } from '../persistence/decision.repository.js';
import type { FeedFilter, FeedItem } from '../notifications.contracts.js';
import { FeedRepository } from '../persistence/feed.repository.js';

/** A person's own feed (NO-2, NO-4); nobody reads another's. */
@Injectable()
export class FeedService {
  constructor(private readonly feed: FeedRepository, private readonly decisions: DecisionRepository, private readonly clock: Clock) {}

  async list(actor: Actor, filter: FeedFilter, limit: number, cursor?: string): Promise<Page<FeedItem> & { unread: number }> {
    const after = decodeCursor(cursor, 2) as [string, string] | null;
    const now = this.clock.now();
    const rows = await this.feed.page(actor.personId, filter, limit, after, now);
    const page = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
    return { ...page, unread: await this.feed.unread(actor.personId, now) };
  }

  /** @param ids null for everything unread. @throws DomainError object.not_found when one is not the person's own */
  @Transactional()
  async markRead(actor: Actor, ids: readonly string[] | null): Promise<number> {
    if (ids !== null) await this.mustOwn(actor, ids);
    return this.feed.markRead(actor.personId, ids, this.clock.now());
  }

  /** @throws DomainError object.not_found when one is not the person's own */
  @Transactional()
  async archive(actor: Actor, ids: readonly string[]): Promise<number> {
    await this.mustOwn(actor, ids);
    return this.feed.archive(actor.personId, ids, this.clock.now());
  }

  /** By which channels it was told, and why not by others (NO-9). @throws DomainError object.not_found */
  async channels(actor: Actor, id: string): Promise<{ channel: string; outcome: string; at: Date }[]> {
    const decisions = await this.decisions.ofFeedItem(actor.personId, id);
    if (decisions.length === 0) throw notFound();
    return decisions;
  }

  private async mustOwn(actor: Actor, ids: readonly string[]): Promise<void> {
    const own = await this.feed.own(actor.personId, ids);
    if (ids.some((id) => !own.has(id.toLowerCase()))) throw notFound();
  }
}
