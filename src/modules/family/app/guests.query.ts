import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { notFound } from '../../../shared/domain-error.js';
import { decodeCursor, pageOf, type Page } from '../../../shared/page.js';
import { IdentityFacade } from '../../identity/index.js';
import { linkViewerOf } from '../family.policy.js';
import type { GuestAccessView } from '../guests.contracts.js';
import { GuestRepository } from '../persistence/guest.repository.js';
import { Addressees } from './addressees.service.js';

/** Guests' accesses somebody may see: the guest, the pupil, their representatives, the school (FA-10). */
@Injectable()
export class GuestsQuery {
  constructor(
    private readonly rows: GuestRepository,
    private readonly identity: IdentityFacade,
    private readonly addressees: Addressees,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: { pupilId?: string; status?: string }, limit: number, cursor?: string): Promise<Page<GuestAccessView>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.rows.list(await this.viewer(actor), { pupilId: filter.pupilId ?? null, status: filter.status ?? null, id: null }, limit + 1,
      after === null ? null : [String(after[0]), String(after[1])]);
    return pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /** @throws DomainError object.not_found */
  async one(actor: Actor, id: string): Promise<GuestAccessView> {
    const [row] = await this.rows.list(await this.viewer(actor), { pupilId: null, status: null, id }, 1, null);
    if (row === undefined) throw notFound();
    return row;
  }

  async sees(actor: Actor, id: string): Promise<boolean> {
    return (await this.rows.list(await this.viewer(actor), { pupilId: null, status: null, id }, 1, null)).length > 0;
  }

  private async viewer(actor: Actor) {
    const waiting = await this.rows.waitingFor(await this.identity.aliasKeysOf(actor.personId), this.clock.now());
    const mine = await this.addressees.ofPerson(actor.personId, waiting);
    return { ...(await linkViewerOf(this.access, actor)), personId: actor.personId, invited: mine.map(({ id }) => id) };
  }
}
