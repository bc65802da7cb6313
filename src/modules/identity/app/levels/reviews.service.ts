import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import { ObjectTypes } from '../../../../platform/objects/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { decodeCursor, type Page, pageOf } from '../../../../shared/page.js';
import { AuditFacade } from '../../../audit/index.js';
import { FilesFacade } from '../../../files/index.js';
import type { CheckedDocument } from '../../domain/checked-document.js';
import type { ReviewStatus } from '../../domain/levels/review-status.js';
import { LevelReviewChanged } from '../../identity.events.js';
import { LEVEL_REVIEWERS } from '../../identity.permissions.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { type LevelReview, LevelReviewsRepository, type NamedReview } from '../../persistence/levels/level-reviews.repository.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { readDocument } from './in-person.service.js';
import { Levels } from './levels.service.js';
import type { LevelConfirmation } from './level-view.js';

export type { LevelReview, NamedReview };

const REVIEW = 'identity.level_review';
const SUBMISSIONS: Limit = { operation: 'identity.level_review', most: 5, windowMs: 30 * 24 * 3600 * 1000 };

/** With where the call is, for those who take part. */
export interface OpenReview {
  readonly review: LevelReview;
  readonly callUrl: string | null;
}

/** Scans or photos of a passport, looked at by an operator, alone or with a video call (ID-8). */
@Injectable()
export class LevelReviews implements OnModuleInit {
  constructor(
    private readonly reviews: LevelReviewsRepository,
    private readonly accounts: AccountsRepository,
    private readonly files: FilesFacade,
    private readonly objects: ObjectTypes,
    private readonly ways: ConfirmationWays,
    private readonly levels: Levels,
    private readonly limits: Limits,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.objects.register(REVIEW, {
      canSee: async (actor, id) => {
        const review = await this.reviews.find(id);
        return review !== null && (review.personId === actor.personId || (actor.role !== null && LEVEL_REVIEWERS.includes(actor.role)));
      },
      label: async (id, locale) => ((await this.reviews.find(id)) === null ? null : { ru: 'Подтверждение учётной записи', en: 'Confirmation of an account' }[locale]),
    });
  }

  /** @throws DomainError `level.method_off`, `level.review_open`, `files.cannot_attach`, `limits.too_many` */
  async submit(actor: Actor, fileIds: readonly string[], wantsVideo: boolean): Promise<OpenReview> {
    const [alone, withCall] = [await this.ways.isOpen('scan'), await this.ways.isOpen('video')];
    if (!withCall && (wantsVideo || !alone)) throw new DomainError('level.method_off');
    await this.limits.spend(SUBMISSIONS, actor.personId);
    // Where a scan alone is not enough, there is a call.
    return { review: await this.insert(actor, [...new Set(fileIds)], wantsVideo || !alone), callUrl: null };
  }

  /** The newest of the actor's own. @throws DomainError not found */
  async own({ personId }: Actor): Promise<OpenReview> {
    const review = await this.reviews.latest(personId);
    if (review === null) throw notFound();
    return { review, callUrl: await this.reviews.callOf(review.id) };
  }

  /** @throws DomainError not found, `level.review_over` */
  @Transactional()
  async withdraw(actor: Actor): Promise<void> {
    const { review } = await this.own(actor);
    await this.decide(actor, review, 'withdrawn', null);
  }

  async queue(status: ReviewStatus, limit: number, cursor?: string): Promise<Page<NamedReview>> {
    const after = decodeCursor(cursor, 2) as [string, string] | null;
    return pageOf(await this.reviews.page(status, limit, after), limit, (r) => [r.submittedAt.toISOString(), r.id]);
  }

  /** Looking at somebody's passport is written down. @throws DomainError not found */
  async read(actor: Actor, id: string): Promise<{ review: NamedReview; callUrl: string | null }> {
    const review = await this.needed(id);
    await this.record(actor, 'identity.level_review_read', review);
    return { review, callUrl: await this.reviews.callOf(id) };
  }

  /** Asks for a video call; again to move it. @throws DomainError not found, `level.method_off`, `level.review_over`; InvalidInput for a time gone by */
  @Transactional()
  async call(actor: Actor, id: string, url: string, at: Date): Promise<OpenReview> {
    const review = await this.needed(id);
    await this.ways.need('video');
    if (at <= this.clock.now()) throw new InvalidInput([{ pointer: '/at', code: 'level.call_past' }]);
    if (!await this.reviews.call(id, url, at)) throw new DomainError('level.review_over');
    await this.told(review, 'called');
    await this.record(actor, 'identity.level_review_called', review);
    return { review: (await this.reviews.find(id))!, callUrl: url };
  }

  /**
   * The passport is theirs, and its number is kept sealed. After a call the method is the call.
   * @throws DomainError not found, `identity.own_account`, `level.call_first`, `level.method_off`, `level.review_over`; InvalidInput
   */
  @Transactional()
  async confirm(actor: Actor, id: string, document: CheckedDocument): Promise<LevelConfirmation> {
    const review = await this.needed(id);
    if (review.personId === actor.personId) throw new DomainError('identity.own_account');
    if (review.video && review.status === 'submitted') throw new DomainError('level.call_first');
    const method = review.status === 'called' ? 'video' : 'scan';
    await this.ways.need(method);
    await this.decide(actor, review, 'confirmed', null);
    return this.levels.confirm(actor, {
      personId: review.personId, method, confirmedBy: actor.personId, document: readDocument(document), evidence: { reviewId: id, fileIds: review.fileIds },
    });
  }

  /** @param reason what is wrong, in words for the person. @throws DomainError not found, `level.review_over` */
  @Transactional()
  async decline(actor: Actor, id: string, reason: string): Promise<void> {
    const review = await this.needed(id);
    await this.decide(actor, review, 'declined', reason);
    await this.told(review, 'declined');
  }

  @Transactional()
  protected async insert(actor: Actor, fileIds: readonly string[], video: boolean): Promise<LevelReview> {
    const { personId } = actor;
    await this.accounts.findForUpdate(personId);
    const review = await this.reviews.insert(newId(), personId, fileIds, video, this.clock.now());
    if (review === null) throw new DomainError('level.review_open');
    await this.files.attach(actor, fileIds, { objectType: REVIEW, objectId: review.id });
    await this.record(actor, 'identity.level_review_submitted', review);
    return review;
  }

  private async decide(actor: Actor, review: LevelReview, status: 'confirmed' | 'declined' | 'withdrawn', reason: string | null): Promise<void> {
    if (!await this.reviews.decide(review.id, status, actor.personId, reason, this.clock.now())) throw new DomainError('level.review_over');
    // What confirmed an account stays as evidence; other scans of a passport go.
    if (status !== 'confirmed') await this.files.detach(actor, review.fileIds, { objectType: REVIEW, objectId: review.id });
    await this.record(actor, `identity.level_review_${status}`, review);
  }

  private async needed(id: string): Promise<NamedReview> {
    const review = await this.reviews.find(id);
    if (review === null) throw notFound();
    return review;
  }

  private async told({ id, personId }: LevelReview, change: 'called' | 'declined'): Promise<void> {
    await this.outbox.publish(LevelReviewChanged, { personId, reviewId: id, change, at: this.clock.now().toISOString() });
  }

  private record(actor: Actor, operation: string, { id, personId }: LevelReview): Promise<void> {
    return this.audit.record(actor, { operation, objectType: REVIEW, objectId: id, subjectId: personId, outcome: 'success' });
  }
}
