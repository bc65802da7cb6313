import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { CourtDecision } from '../court-decisions.contracts.js';
import type { Link } from '../family.contracts.js';
import { groundFor, linkSchoolOf } from '../family.policy.js';
import { ChildQuery } from '../persistence/child.query.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { ChangeLink } from './change-link.service.js';
import { ChildAccountService } from './child-account.service.js';
import { CourtDecisions } from './court-decisions.service.js';
import { LinkViewers } from './link-viewers.service.js';

/** Ends a link, or answers one that waits for the pupil (FA-7). */
@Injectable()
export class EndLink {
  constructor(
    private readonly links: LinkRepository,
    private readonly children: ChildQuery,
    private readonly viewers: LinkViewers,
    private readonly changeLink: ChangeLink,
    private readonly courts: CourtDecisions,
    private readonly keptAccounts: ChildAccountService,
    private readonly schools: SchoolsFacade,
    private readonly audit: AuditFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * @param byCourt the school records a court's decision, which it names
   * @throws DomainError object.not_found, family.link_ended, family.not_yours_to_end, family.ground_not_yours
   * @throws InvalidInput for a court's decision without number and date
   */
  @Transactional()
  async revoke(actor: Actor, linkId: string, byCourt: boolean, decision: CourtDecision | null): Promise<Link> {
    const link = await this.visible(actor, linkId);
    const pupil = await this.schools.pupil(link.schoolId, link.pupilId);
    const ofAge = (await this.changeLink.majority(link.schoolId, link.pupilId)) <= this.clock.now();
    const ground = groundFor(actor, await linkSchoolOf(this.access, actor), link, { personId: pupil?.personId ?? null, ofAge }, byCourt);
    if (ground === null) throw new DomainError('family.not_yours_to_end');
    if (byCourt && ground !== 'by_court') throw new DomainError('family.ground_not_yours');
    if (link.status !== 'linked' && link.status !== 'awaiting_confirmation') throw new DomainError('family.link_ended');
    if (byCourt && decision === null) throw new InvalidInput(['number', 'decidedOn'].map((field) => ({ pointer: `/courtDecision/${field}`, code: 'input.required' })));
    const ended = await this.changeLink.move(link, 'revoked', ground, actor.personId);
    if (decision !== null) await this.courts.record(actor, ended, decision);
    await this.keptAccounts.shut(actor, ended);
    return this.done(actor, 'family.revoke', ended);
  }

  /** The pupil, being of age, keeps the link or declines it. @throws DomainError family.nothing_to_answer */
  @Transactional()
  async answer(actor: Actor, linkId: string, keep: boolean): Promise<Link> {
    const link = await this.visible(actor, linkId);
    if (actor.role !== 'pupil' || link.status !== 'awaiting_confirmation' || link.reason !== 'of_age') throw new DomainError('family.nothing_to_answer');
    const answered = await this.changeLink.move(link, keep ? 'linked' : 'declined', keep ? null : 'by_pupil', actor.personId);
    return this.done(actor, keep ? 'family.accept' : 'family.decline', answered);
  }

  private async visible(actor: Actor, linkId: string): Promise<Link> {
    const [seen] = await this.children.links(await this.viewers.of(actor), { pupilId: null, status: null, linkId }, 1, null);
    const link = seen === undefined ? null : await this.links.lock(seen.schoolId, linkId);
    if (link === null) throw notFound();
    return link;
  }

  private async done(actor: Actor, operation: string, link: Link): Promise<Link> {
    await this.audit.record(actor, {
      operation, objectType: 'family.link', objectId: link.id, schoolId: link.schoolId, subjectId: link.pupilId, outcome: 'success',
      details: { reason: link.reason },
    });
    return link;
  }
}
