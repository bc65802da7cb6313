import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Due } from '../../../platform/due/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { SchoolsFacade } from '../../schools/index.js';
import { majority } from '../domain/majority.js';
import type { Link, LinkReason, LinkStatus } from '../family.contracts.js';
import { FamilyLinked, FamilyLinkRevoked } from '../family.events.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { MoveGuest } from './move-guest.service.js';

/** The kind of due row for a pupil's 18th birthday. */
export const OF_AGE = 'family.of_age';

/** Every change of a link: the row, its history, its event and its due row stand or fall together. */
@Injectable()
export class ChangeLink {
  constructor(
    private readonly links: LinkRepository,
    private readonly guests: MoveGuest,
    private readonly schools: SchoolsFacade,
    private readonly outbox: Outbox,
    private readonly due: Due,
    private readonly clock: Clock,
  ) {}

  /** @param link as it is now; locked or just made by this transaction */
  @Transactional()
  async move(link: Link, to: LinkStatus, reason: LinkReason | null, actorId: string | null): Promise<Link> {
    const moved = await this.links.move(link, to, reason, this.clock.now());
    if (moved === null) throw new Error(`Link ${link.id} changed while it was locked`);
    await this.record(moved, link.status, actorId);
    return moved;
  }

  /** @returns false when the link does not stand any more */
  @Transactional()
  async pupilCameOfAge(schoolId: string, linkId: string): Promise<boolean> {
    const link = await this.links.lock(schoolId, linkId);
    if (link === null || link.status !== 'linked') return false;
    await this.move(link, 'awaiting_confirmation', 'of_age', null);
    return true;
  }

  /** @param before null for a link just made */
  async record(link: Link, before: LinkStatus | null, actorId: string | null): Promise<void> {
    await this.links.addHistory(link, before, actorId, this.clock.now());
    const { id: linkId, guardianId, pupilId, schoolId, reason } = link;
    const fact = { linkId, guardianId, pupilId, schoolId };
    if (link.status === 'linked') await this.outbox.publish(FamilyLinked, fact, { schoolId });
    else if (before === 'linked' && reason !== null) await this.outbox.publish(FamilyLinkRevoked, { ...fact, reason }, { schoolId });
    if (before === 'linked' && link.status !== 'linked') await this.guests.endGivenBy(link);
    await this.planMajority(link, actorId);
  }

  /** When the pupil's 18th birthday begins at the school. */
  async majority(schoolId: string, pupilId: string): Promise<Date> {
    const pupil = await this.schools.pupil(schoolId, pupilId);
    const school = await this.schools.school(schoolId);
    if (pupil === null || school === null) throw new Error(`Pupil ${pupilId} of a link is not on the roll`);
    return majority(pupil.birthDate, school.zone);
  }

  /** A link that a pupil of age confirmed is not asked about again; one that does not stand needs no row. */
  private async planMajority(link: Link, actorId: string | null): Promise<void> {
    if (link.status !== 'linked') {
      await this.due.cancel(OF_AGE, link.id);
      return;
    }
    const at = await this.majority(link.schoolId, link.pupilId);
    const pupil = await this.schools.pupil(link.schoolId, link.pupilId);
    if (actorId !== null && pupil?.personId === actorId && at <= this.clock.now()) return;
    await this.due.plan({ kind: OF_AGE, key: link.id, at, schoolId: link.schoolId });
  }
}
