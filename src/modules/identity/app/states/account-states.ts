import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { AuditFacade } from '../../../audit/index.js';
import type { Origin } from '../../identity.contracts.js';
import { AccountStateChanged } from '../../identity.events.js';
import { AccountStatesRepository, type StatusMove } from '../../persistence/account-states.repository.js';
import { RolesRepository } from '../../persistence/roles.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { LiveSessions } from '../live-sessions.js';
import { RolesService } from '../roles.service.js';

/** Ways to prove who one is that open a frozen account again; staff is the third. */
export type ThawGround = 'recovery' | 'portal';

/**
 * An account's status (ID-17). Whatever it leaves `active` for ends its sessions, its trusted devices and push at the next
 * request of every process, and the owner is told.
 */
@Injectable()
export class AccountStates {
  constructor(
    private readonly states: AccountStatesRepository,
    private readonly sessions: SessionsRepository,
    private readonly roleRows: RolesRepository,
    private readonly roles: RolesService,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** False when the account is in none of the states named. Who may do it is the caller's question. */
  @Transactional()
  async move(personId: string, move: StatusMove): Promise<boolean> {
    const at = this.clock.now();
    const changeId = await this.states.move(personId, move, at);
    if (changeId === null) return false;
    const { to } = move;
    if (to !== 'active') {
      await this.sessions.endOthers(personId, null, to, at);
      await this.states.endPush(personId);
    }
    if (to === 'closed') await this.states.strip(personId, at);
    await this.outbox.publish(AccountStateChanged, { personId, changeId, at: at.toISOString() });
    this.live.revoke(personId);
    return true;
  }

  /** The owner has lost a phone: everything ends, also this session. */
  @Transactional()
  async freezeOwn(actor: Actor): Promise<void> {
    const { personId } = actor;
    await this.move(personId, { from: ['active'], to: 'frozen', ground: 'owner', reason: null, by: personId });
    await this.audit.record(actor, { operation: 'identity.freeze', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
  }

  /** Too much that is unusual: frozen until the owner proves who they are (ID-16). */
  @Transactional()
  async freezeUnusual(personId: string): Promise<boolean> {
    if (!await this.move(personId, { from: ['active'], to: 'frozen', ground: 'unusual', reason: null, by: null })) return false;
    await this.audit.record(null, { operation: 'identity.freeze', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { ground: 'unusual' } });
    return true;
  }

  /**
   * Opens a frozen account; the caller has seen its owner prove who they are. A blocked or closed one stays as it is.
   * @returns whether it was frozen
   */
  @Transactional()
  async thaw(personId: string, ground: ThawGround, origin: Origin): Promise<boolean> {
    if (!await this.move(personId, { from: ['frozen'], to: 'active', ground, reason: null, by: personId })) return false;
    await this.audit.record({ personId, ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.thaw', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { ground },
    });
    return true;
  }

  /** Ends every role of a person whose account is being closed. */
  async endRoles(actor: Actor, personId: string, reason: string): Promise<void> {
    for (const role of await this.roleRows.ofPerson(personId)) {
      if (role.status === 'active') await this.roles.terminate(actor, role.id, reason);
    }
  }
}
